/// The pages of a visit: the sheet, one reading and what was done about it, the transmission.
@NullMarked
package org.trousse.record.visit.page;

import org.jspecify.annotations.NullMarked;
