/// The house behind its front door: how its rooms are plugged into each other and begin to run.
@NullMarked
package org.trousse.referencing.house;

import org.jspecify.annotations.NullMarked;
