package org.trousse.record.create;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;

/// An Observation, understood: what it says of a reading.
///
/// @param at when it was measured
/// @param identifier `system|value` of the Observation; null without one
/// @param device the one that measured; null: the app itself
/// @param beside what it says beside the value
/// @param payload the Observation as it came
/// @param extra what it says beyond the columns, see [org.trousse.record.beyond.Beyond]; null:
///   nothing
public record Draft(
    Measure measure,
    Instant at,
    @Nullable Integer zoneMinutes,
    Amounts amounts,
    @Nullable Specimen specimen,
    @Nullable BodySite site,
    @Nullable Meal meal,
    @Nullable String identifier,
    @Nullable NamedDevice device,
    Beside beside,
    Payload payload,
    @Nullable String extra) {
  /// A device as the app names it.
  ///
  /// @param identifier `system|value`
  /// @param display what people read; empty without one
  public record NamedDevice(String identifier, String display) {}

  /// Never a value.
  @Override
  public String toString() {
    return "Draft(" + measure.word() + ")";
  }
}
