/// R4's operation `$stats` on Observations: the numbers that we derive from a patient's readings,
/// each with its definition, what it is counted of and what does not count.
@NullMarked
package org.trousse.record.statistics;

import org.jspecify.annotations.NullMarked;
