/// What the record's words are called in the terminologies that FHIR readers know. Nothing here
/// writes JSON.
@NullMarked
package org.trousse.record.terminology;

import org.jspecify.annotations.NullMarked;
