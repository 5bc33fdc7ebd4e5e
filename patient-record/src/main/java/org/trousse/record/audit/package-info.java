/// What happened in each record, and by whom: written before the answer leaves, and told to the
/// patient.
@NullMarked
package org.trousse.record.audit;

import org.jspecify.annotations.NullMarked;
