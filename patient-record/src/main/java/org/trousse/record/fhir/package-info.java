/// The record in FHIR R4: Observations, Devices, ids, refusals, what this server can do. Readings
/// are written straight to bytes; tests hold the bytes equal to HAPI's.
@NullMarked
package org.trousse.record.fhir;

import org.jspecify.annotations.NullMarked;
