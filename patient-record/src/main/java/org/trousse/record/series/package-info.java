/// A patient's samples as the series that numbers are derived from, and what does not count: the
/// same for pages and for FHIR.
@NullMarked
package org.trousse.record.series;

import org.jspecify.annotations.NullMarked;
