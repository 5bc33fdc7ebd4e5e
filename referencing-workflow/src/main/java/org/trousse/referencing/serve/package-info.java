/// The house behind its front door: how its rooms are plugged into each other, and the JSON API of
/// vendors and officers.
@NullMarked
package org.trousse.referencing.serve;

import org.jspecify.annotations.NullMarked;
