/// Derived numbers of home blood pressure: which readings a protocol counts and why, their means,
/// the verdict when there is enough, and how much the pressure varies. Pure.
@NullMarked
package org.trousse.record.pressure;

import org.jspecify.annotations.NullMarked;
