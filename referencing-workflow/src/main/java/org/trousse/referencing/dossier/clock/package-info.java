/// What clocks ask for, and how long the steps really took. Pure.
@NullMarked
package org.trousse.referencing.dossier.clock;

import org.jspecify.annotations.NullMarked;
