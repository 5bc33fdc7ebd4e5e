/// Past readings that a patient asked to set aside: who asked for which, until when it can be taken
/// back, and how many there are. The database hides them (V3).
@NullMarked
package org.trousse.record.objection;

import org.jspecify.annotations.NullMarked;
