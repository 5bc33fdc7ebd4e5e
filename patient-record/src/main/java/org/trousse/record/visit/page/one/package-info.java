/// One reading at a visit: its versions, what was done about it, and the forms that do more.
@NullMarked
package org.trousse.record.visit.page.one;

import org.jspecify.annotations.NullMarked;
