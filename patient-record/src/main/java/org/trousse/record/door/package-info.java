/// Who stands at the record's doors, and what they may see and add: one place decides for every way
/// in.
@NullMarked
package org.trousse.record.door;

import org.jspecify.annotations.NullMarked;
