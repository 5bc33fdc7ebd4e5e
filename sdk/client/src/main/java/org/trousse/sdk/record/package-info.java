/// The patient's record as an app sees it over FHIR, with the tokens that the patient allowed.
@NullMarked
package org.trousse.sdk.record;

import org.jspecify.annotations.NullMarked;
