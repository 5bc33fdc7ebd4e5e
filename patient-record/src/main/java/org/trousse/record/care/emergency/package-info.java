/// Emergency access: a doctor who is not in the care team breaks glass with a reason, for four
/// hours. The patient is told at once and may dispute it, and an operator reviews each one.
@NullMarked
package org.trousse.record.care.emergency;

import org.jspecify.annotations.NullMarked;
