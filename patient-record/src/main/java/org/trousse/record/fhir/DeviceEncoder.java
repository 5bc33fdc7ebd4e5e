package org.trousse.record.fhir;

import static org.trousse.record.fhir.JsonBytes.piece;
import static org.trousse.record.fhir.JsonBytes.quoted;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.trousse.record.reading.StoredReading.Source;
import org.trousse.record.terminology.FhirCodes;

/// What `Observation.device` leads to: the device's name for people and what kind it is, as far as
/// the record was told. Neither its sign-in nor whom else it measures.
final class DeviceEncoder {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

  private DeviceEncoder() {}

  /// The device's number in rows; empty for what is no [Source#text].
  static Optional<Long> key(String id) {
    return ID.matcher(id).matches()
        ? Optional.of(Long.parseUnsignedLong(id, 16))
        : Optional.empty();
  }

  /// R4 Device as UTF-8 JSON.
  static byte[] encode(Source device) {
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
        "{\"resourceType\":\"Device\",\"id\":" + quoted(device.text()) + name + type + "}");
  }
}
