/// Grants as FHIR Consent resources, and who gave them for somebody else as RelatedPerson.
@NullMarked
package org.trousse.consent.fhir;

import org.jspecify.annotations.NullMarked;
