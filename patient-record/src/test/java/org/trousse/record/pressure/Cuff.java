package org.trousse.record.pressure;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Synthetic readings at local times of Paris.
final class Cuff {
  static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private Cuff() {}

  static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(PARIS).toInstant();
  }

  static PressureReading reading(String local, double systolic, double diastolic) {
    return PressureReading.of(at(local), systolic, diastolic);
  }

  /// The same value, two or three times each morning and evening, two minutes apart.
  static List<PressureReading> days(
      int first, int last, int perSession, double systolic, double diastolic) {
    List<PressureReading> readings = new ArrayList<>();
    for (int day = first; day <= last; day++) {
      for (String hour : List.of("07", "20")) {
        for (int slot = 0; slot < perSession; slot++) {
          String local = "2026-05-%02dT%s:%02d:00".formatted(day, hour, 2 * slot);
          readings.add(reading(local, systolic, diastolic));
        }
      }
    }
    return readings;
  }

  static PressureNumbers numbers(List<PressureReading> readings, Protocol protocol) {
    return PressureNumbers.of(readings, Series.of(protocol, PARIS));
  }

  static Pair pair(@Nullable Pair pair) {
    return Objects.requireNonNull(pair);
  }

  @SafeVarargs
  static List<PressureReading> all(List<PressureReading>... parts) {
    List<PressureReading> all = new ArrayList<>();
    for (List<PressureReading> part : parts) {
      all.addAll(part);
    }
    return all;
  }
}
