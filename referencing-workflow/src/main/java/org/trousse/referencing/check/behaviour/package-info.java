/// Checks that judge how an app behaved in the sandbox: what it sent while a scene was played. What
/// it was given stands on the same tape.
@NullMarked
package org.trousse.referencing.check.behaviour;

import org.jspecify.annotations.NullMarked;
