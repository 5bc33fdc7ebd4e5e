/// The front door of the patient record: readings in, FHIR and pages out.
@NullMarked
package org.trousse.record;

import org.jspecify.annotations.NullMarked;
