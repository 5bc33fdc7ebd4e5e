/// Days on which offices work, and clocks that run on them. Pure; everything is in Paris time.
@NullMarked
package org.trousse.referencing.calendar;

import org.jspecify.annotations.NullMarked;
