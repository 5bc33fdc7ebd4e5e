package org.trousse.record.pressure;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// One blood pressure, in mm[Hg].
///
/// @param offset what the source said of its local time; kept to be shown. Days and parts of the
///   day follow the series' zone
/// @param pulse /min
/// @param mean mean arterial pressure as the device gave it
public record PressureReading(
    Instant at,
    @Nullable ZoneOffset offset,
    double systolic,
    double diastolic,
    @Nullable Double pulse,
    @Nullable Double mean) {
  private static final double SERIOUS_SYSTOLIC = 180;
  private static final double SERIOUS_DIASTOLIC = 110;
  private static final Comparator<@Nullable Double> NONE_LAST =
      Comparator.nullsLast(Comparator.<Double>naturalOrder());

  /// The same order whatever the order of arrival.
  static final Comparator<PressureReading> IN_TIME =
      Comparator.comparing(PressureReading::at)
          .thenComparingDouble(PressureReading::systolic)
          .thenComparingDouble(PressureReading::diastolic)
          .thenComparing(PressureReading::pulse, NONE_LAST)
          .thenComparing(PressureReading::mean, NONE_LAST);

  public static PressureReading of(Instant at, double systolic, double diastolic) {
    return new PressureReading(at, null, systolic, diastolic, null, null);
  }

  /// The same measurement, sent twice.
  boolean isAgain(PressureReading other) {
    return at.equals(other.at) && systolic == other.systolic && diastolic == other.diastolic;
  }

  /// ≥ 180 or ≥ 110: a reason to rest and measure again, not a diagnosis.
  boolean isSerious() {
    return systolic > diastolic && (systolic >= SERIOUS_SYSTOLIC || diastolic >= SERIOUS_DIASTOLIC);
  }
}
