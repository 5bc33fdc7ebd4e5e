/// Readings that a patient hid from professionals: they are not shown to them, in no list, count,
/// average or emergency, and nothing says that one is missing (V6).
@NullMarked
package org.trousse.record.care.mask;

import org.jspecify.annotations.NullMarked;
