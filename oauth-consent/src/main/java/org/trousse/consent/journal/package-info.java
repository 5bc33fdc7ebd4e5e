/// Page 10: what happened in a record, in plain sentences, and who could read it on a given day.
@NullMarked
package org.trousse.consent.journal;

import org.jspecify.annotations.NullMarked;
