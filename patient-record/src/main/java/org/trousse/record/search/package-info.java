/// FHIR's questions for Observations, understood, and the Bundles that answer them.
@NullMarked
package org.trousse.record.search;

import org.jspecify.annotations.NullMarked;
