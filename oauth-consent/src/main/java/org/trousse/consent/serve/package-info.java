/// The wiring of the house: rooms that do not know each other, plugged.
@NullMarked
package org.trousse.consent.serve;

import org.jspecify.annotations.NullMarked;
