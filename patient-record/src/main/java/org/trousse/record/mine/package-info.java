/// What patients decide about their own measures: series that they start and end, and weights that
/// are theirs or not.
@NullMarked
package org.trousse.record.mine;

import org.jspecify.annotations.NullMarked;
