/// Readings that are put right over FHIR, and who put them right: update and Provenance.
@NullMarked
package org.trousse.record.rest.change;

import org.jspecify.annotations.NullMarked;
