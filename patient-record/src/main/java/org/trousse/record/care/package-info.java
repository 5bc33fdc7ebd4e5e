/// Who may read a record beside its patient: the care team that the patient named, as far as the
/// role matrix goes, unless blocked, hidden or closed. [CareRules] decides, from loaded facts
/// alone; row-level security holds the same a second time (V6).
@NullMarked
package org.trousse.record.care;

import org.jspecify.annotations.NullMarked;
