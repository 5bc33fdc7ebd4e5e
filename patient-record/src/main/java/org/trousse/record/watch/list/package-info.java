/// The order of a nurse's list: where each patient stands, what was seen and what waits. Pure; the
/// page and the print share it.
@NullMarked
package org.trousse.record.watch.list;

import org.jspecify.annotations.NullMarked;
