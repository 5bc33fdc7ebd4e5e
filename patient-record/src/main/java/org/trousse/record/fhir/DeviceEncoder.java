package org.trousse.record.fhir;

import static org.trousse.record.fhir.JsonBytes.piece;
import static org.trousse.record.fhir.JsonBytes.quoted;

import java.util.List;
import org.trousse.record.reading.StoredReading.Source;
import org.trousse.record.terminology.FhirCodes;

/// What `Observation.device` leads to: the device's name for people and what kind it is, as far as
/// the record was told. Neither its sign-in nor whom else it measures.
public final class DeviceEncoder {
  private DeviceEncoder() {}

  /// R4 Device as UTF-8 JSON.
  ///
  /// @param ids of who reads it
  public static byte[] encode(Source device, FhirIds ids) {
    String name =
        device.label().isEmpty()
            ? ""
            : ",\"deviceName\":[{\"name\":%s,\"type\":\"user-friendly-name\"}]"
                .formatted(quoted(device.label()));
    String type =
        FhirCodes.specialisation(device.specialisation())
            .map(kind -> ",\"type\":" + ObservationPieces.concept(List.of(kind), null))
            .orElse("");
    return piece(
        "{\"resourceType\":\"Device\",\"id\":"
            + quoted(ids.device(device.key()))
            + name
            + type
            + "}");
  }
}
