/// Numbers of whole windows of sensor glucose as Observations: the summaries of HL7's CGM guide,
/// and the N-day means that the French health-measurement profiles ask for. Counted when somebody
/// reads them; what was issued keeps its name and its version.
@NullMarked
package org.trousse.record.aggregate;

import org.jspecify.annotations.NullMarked;
