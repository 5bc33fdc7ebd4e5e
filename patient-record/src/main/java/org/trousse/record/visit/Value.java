package org.trousse.record.visit;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.Sample;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.reading.Flag;

/// A number at a time, with a second one of a blood pressure.
///
/// @param at effective time
public record Value(Instant at, double value, @Nullable Double diastolic) {
  /// Of a reading that counts; null of one that is in error, has no number or is of control
  /// solution.
  static @Nullable Value of(StoredReading stored) {
    BigDecimal value = stored.reading().amounts().value();
    BigDecimal diastolic = stored.reading().amounts().diastolic();
    boolean counts =
        stored.status() != Status.ENTERED_IN_ERROR
            && !stored.reading().flags().contains(Flag.CONTROL_SOLUTION);
    return counts && value != null
        ? new Value(
            stored.reading().effectiveAt(),
            value.doubleValue(),
            diastolic == null ? null : (Double) diastolic.doubleValue())
        : null;
  }

  /// As [#of(StoredReading)], of a sensor's.
  static @Nullable Value of(Sample sample) {
    Double value = sample.value();
    boolean counts = !sample.inError() && !sample.has(Flag.CONTROL_SOLUTION);
    return counts && value != null ? new Value(sample.at(), value, sample.diastolic()) : null;
  }
}
