package org.trousse.record.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;

/// A reading with no more than derived numbers and their tables need.
///
/// @param at effective time
/// @param value in the measure's unit; null: the device had none
/// @param saidUnit the device's own unit when it is another; null: the measure's
/// @param said the value in that unit
/// @param flags their bits, see [Flag#bits]
/// @param weighing of a weight; null for everything else, of which nobody asks whose it is
public record Sample(
    Measure measure,
    Instant at,
    @Nullable Double value,
    @Nullable Double diastolic,
    @Nullable Double mean,
    @Nullable Double pulse,
    @Nullable Unit saidUnit,
    @Nullable Double said,
    @Nullable BodySite site,
    long flags,
    boolean inError,
    @Nullable Weighing weighing) {
  /// Which reading it is, and whether somebody holds it for true.
  ///
  /// @param confirmed as it is now: what changed afterwards is not
  public record Weighing(ReadingKey key, boolean confirmed) {}

  /// What is no weight.
  public Sample(
      Measure measure,
      Instant at,
      @Nullable Double value,
      @Nullable Double diastolic,
      @Nullable Double mean,
      @Nullable Double pulse,
      @Nullable Unit saidUnit,
      @Nullable Double said,
      @Nullable BodySite site,
      long flags,
      boolean inError) {
    this(measure, at, value, diastolic, mean, pulse, saidUnit, said, site, flags, inError, null);
  }

  public boolean has(Flag flag) {
    return flags != 0 && Flag.ofBits(flags).contains(flag);
  }
}
