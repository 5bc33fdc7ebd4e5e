/// Scenes as data: what an app is asked to do in the sandbox, and what goes wrong meanwhile.
@NullMarked
package org.trousse.referencing.sandbox.scene;

import org.jspecify.annotations.NullMarked;
