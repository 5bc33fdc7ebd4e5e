/// Readings that people type, in the words of this country: "12/8", "38,5", "1,10 g/L". Understood,
/// asked back, or not understood; never guessed in silence. Pure.
@NullMarked
package org.trousse.record.entry;

import org.jspecify.annotations.NullMarked;
