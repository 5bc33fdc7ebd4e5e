/// Readings as the record holds them, one patient at a time: pages and FHIR both read through here.
@NullMarked
package org.trousse.record.reading;

import org.jspecify.annotations.NullMarked;
