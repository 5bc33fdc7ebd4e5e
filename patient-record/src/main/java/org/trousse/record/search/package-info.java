/// FHIR's search parameters for Observations, understood.
@NullMarked
package org.trousse.record.search;

import org.jspecify.annotations.NullMarked;
