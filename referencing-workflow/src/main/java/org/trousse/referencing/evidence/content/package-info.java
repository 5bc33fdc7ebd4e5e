/// What a file is, told from its bytes alone. Each kind is walked to its very end, so that nothing
/// else hides before, in or behind it.
@NullMarked
package org.trousse.referencing.evidence.content;

import org.jspecify.annotations.NullMarked;
