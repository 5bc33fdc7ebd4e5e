package org.trousse.platform.demo.people;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

/// One measurement that a simulated device took.
///
/// @param time the device's clock, whole seconds
/// @param nativeId the sequence number, or the minute of the sensor's session; 0: none
/// @param amounts in the canonical unit
/// @param before what the device sends ahead of it, e.g. when the sensor's session began
/// @param payload the measurement as the device writes it
/// @param after what it sends behind, e.g. the meal
public record Taken(
    Measure measure,
    LocalDateTime time,
    long nativeId,
    Amounts amounts,
    Reading.@Nullable Original original,
    @Nullable Specimen specimen,
    @Nullable BodySite site,
    @Nullable Meal meal,
    List<Payload> before,
    Payload payload,
    List<Payload> after) {
  public Taken {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /// All that goes over the wire, in its order.
  public List<Payload> onTheWire() {
    return Stream.of(before, List.of(payload), after).flatMap(List::stream).toList();
  }

  /// The reading that the gateway makes of it.
  ///
  /// @param offset of the device's clock from UTC
  public Reading reading(
      PatientId patient, DeviceId device, ZoneOffset offset, Instant receivedAt) {
    return new Reading(
        patient,
        measure,
        time.toInstant(ZoneOffset.UTC),
        device,
        nativeId,
        -offset.getTotalSeconds(),
        receivedAt,
        amounts,
        original,
        specimen,
        site,
        meal,
        offset.getTotalSeconds() / 60,
        original == null ? Set.of() : Set.of(Flag.CONVERTED),
        Set.of(),
        payload);
  }
}
