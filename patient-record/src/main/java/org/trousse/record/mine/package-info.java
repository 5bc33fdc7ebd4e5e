/// What patients decide about their own measures: series that they start and end.
@NullMarked
package org.trousse.record.mine;

import org.jspecify.annotations.NullMarked;
