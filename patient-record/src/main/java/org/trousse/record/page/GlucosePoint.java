package org.trousse.record.page;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.trousse.record.reading.StoredReading;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Reading;

/// One glucose value, as the fortnight's curve and counts use it.
///
/// @param level mg/dL; beyond what the device can show, [#HIGHEST] or [#LOWEST]
/// @param measured false when the device could only say HI or LO
/// @param sensor interstitial; else a finger prick
record GlucosePoint(Instant at, double level, Range range, boolean measured, boolean sensor) {
  /// Where a value without a number is drawn: off every scale.
  static final double HIGHEST = 10_000;

  static final double LOWEST = 0;

  private static final BigDecimal LOW_MG = new BigDecimal(70);
  private static final BigDecimal HIGH_MG = new BigDecimal(180);
  private static final BigDecimal LOW_MMOL = new BigDecimal("3.9");
  private static final BigDecimal HIGH_MMOL = new BigDecimal("10.0");

  /// Below 70, from 70 to 180 with both ends, above 180 mg/dL (Battelino 2019, adults).
  enum Range {
    BELOW,
    WITHIN,
    ABOVE
  }

  /// Empty for what is in error, in another unit than glucose's, or without a value.
  static Optional<GlucosePoint> of(StoredReading stored) {
    Reading reading = stored.reading();
    if (stored.status() == StoredReading.Status.ENTERED_IN_ERROR) {
      return Optional.empty();
    }
    Instant at = reading.effectiveAt();
    boolean sensor = reading.measure() == Measure.INTERSTITIAL_GLUCOSE;
    BigDecimal value = reading.amounts().value();
    if (value != null) {
      return Optional.of(
          new GlucosePoint(at, value.doubleValue(), range(reading, value), true, sensor));
    }
    if (reading.flags().contains(Flag.HI)) {
      return Optional.of(new GlucosePoint(at, HIGHEST, Range.ABOVE, false, sensor));
    }
    return reading.flags().contains(Flag.LO)
        ? Optional.of(new GlucosePoint(at, LOWEST, Range.BELOW, false, sensor))
        : Optional.empty();
  }

  /// In the unit that the device said: 3.88 mmol/L is below 3.9 before any conversion.
  private static Range range(Reading reading, BigDecimal mgPerDl) {
    Reading.Original original = reading.original();
    if (original != null && original.unit() == Unit.MMOL_PER_L) {
      Amounts said = original.amounts();
      return said.value() == null
          ? classed(mgPerDl, LOW_MG, HIGH_MG)
          : classed(said.value(), LOW_MMOL, HIGH_MMOL);
    }
    return classed(mgPerDl, LOW_MG, HIGH_MG);
  }

  private static Range classed(BigDecimal value, BigDecimal low, BigDecimal high) {
    if (value.compareTo(low) < 0) {
      return Range.BELOW;
    }
    return value.compareTo(high) > 0 ? Range.ABOVE : Range.WITHIN;
  }
}
