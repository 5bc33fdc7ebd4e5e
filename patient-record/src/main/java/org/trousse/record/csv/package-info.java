/// Series as people paste them: RFC 4180 and its French cousin with `;`, ISO 8601 times with or
/// without offset. Understood whole, or refused with every fault, its line and its mend. Pure.
@NullMarked
package org.trousse.record.csv;

import org.jspecify.annotations.NullMarked;
