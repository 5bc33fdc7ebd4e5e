package org.trousse.platform.fault;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.device.GattWriter;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Quantity;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;

/// A meter of the load, synthetic like all that it says. Its reading of a number is always the same
/// bytes, and no two numbers share a time.
record LoadDevice(int place) {
  static final int COUNT = 8;
  static final String PASSWORD = "a-password-of-a-synthetic-meter";
  static final Instant BOUND_FROM = Instant.parse("2020-01-01T00:00:00Z");

  private static final LocalDateTime FIRST = LocalDateTime.of(2021, 1, 1, 0, 0);
  private static final long FIRST_SECOND = FIRST.toEpochSecond(ZoneOffset.UTC);

  static Stream<LoadDevice> all() {
    return IntStream.range(0, COUNT).mapToObj(LoadDevice::new);
  }

  DeviceId id() {
    return new DeviceId("faults", "meter-" + place);
  }

  PatientId patient() {
    return new PatientId(1_000L + place);
  }

  String topic() {
    return "dg/1/" + id().tenant() + "/" + id().name() + "/up/gatt-2a18";
  }

  /// Glucose Measurement, 0x2A18.
  byte[] payload(int number) {
    BigDecimal level = BigDecimal.valueOf(40 + number % 100, 1);
    return GattWriter.glucose(
        new GattWriter.Glucose(
            number & 0xFFFF,
            FIRST.plusSeconds(number),
            null,
            new Quantity(level, Unit.MMOL_PER_L),
            Specimen.CAPILLARY_WHOLE_BLOOD,
            BodySite.FINGER,
            Set.of(),
            false));
  }

  /// The number of the reading that a row of this time holds.
  static long numberAt(long reportedSecond) {
    return reportedSecond - FIRST_SECOND;
  }
}
