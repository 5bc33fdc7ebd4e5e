/// What happened in each record, and by whom: written before the answer leaves, sealed into a chain
/// within a second, and told to the patient.
@NullMarked
package org.trousse.record.audit;

import org.jspecify.annotations.NullMarked;
