/// The edge of FHIR: media types, refusals, tokens, CORS, and the trail that every answer waits
/// for.
@NullMarked
package org.trousse.record.rest.edge;

import org.jspecify.annotations.NullMarked;
