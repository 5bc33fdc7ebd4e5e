/// Grants as FHIR Consent resources.
@NullMarked
package org.trousse.consent.fhir;

import org.jspecify.annotations.NullMarked;
