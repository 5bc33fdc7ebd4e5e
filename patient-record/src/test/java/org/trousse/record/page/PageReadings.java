package org.trousse.record.page;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.StoredReading;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

/// Readings written in one line, for the tests of this room.
final class PageReadings {
  private PageReadings() {}

  static StoredReading of(Measure measure, Instant at, @Nullable String value, Flag... flags) {
    return of(
        measure, at, Amounts.single(value == null ? null : new BigDecimal(value)), null, flags);
  }

  static StoredReading mmol(Instant at, String said) {
    BigDecimal mmol = new BigDecimal(said);
    Amounts canonical = Amounts.single(mmol.multiply(new BigDecimal("18.0156")));
    var original = new Reading.Original(Amounts.single(mmol), Unit.MMOL_PER_L);
    return of(Measure.BLOOD_GLUCOSE, at, canonical, original, Flag.CONVERTED);
  }

  /// One sensor value each five minutes, `from` on.
  static List<StoredReading> sensor(Instant from, int... levels) {
    List<StoredReading> readings = new ArrayList<>();
    for (int level : levels) {
      Instant at = from.plusSeconds(readings.size() * 300L);
      readings.add(of(Measure.INTERSTITIAL_GLUCOSE, at, Integer.toString(level)));
    }
    return readings;
  }

  static StoredReading inError(StoredReading right) {
    return new StoredReading(
        right.reading(), StoredReading.Status.ENTERED_IN_ERROR, right.source());
  }

  static StoredReading of(
      Measure measure,
      Instant at,
      Amounts amounts,
      Reading.@Nullable Original original,
      Flag... flags) {
    DeviceId device = new DeviceId("test", "device");
    Reading reading =
        new Reading(
            new PatientId(1),
            measure,
            at,
            device,
            1,
            0,
            at,
            amounts,
            original,
            null,
            null,
            null,
            null,
            Set.of(flags),
            Set.of(),
            new Payload("", new byte[0]));
    return new StoredReading(
        reading,
        StoredReading.Status.FINAL,
        new StoredReading.Source(device.key(), "Test device", 528_401));
  }
}
