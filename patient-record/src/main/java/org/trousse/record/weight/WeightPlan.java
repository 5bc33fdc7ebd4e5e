package org.trousse.record.weight;

import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// What is known beside the weighings.
///
/// @param reference the weight that the prescriber compares with, kg
/// @param referenceSince first local day that is compared with it; null for every day
/// @param height metres
public record WeightPlan(
    ZoneId zone,
    @Nullable Double reference,
    @Nullable LocalDate referenceSince,
    @Nullable Double height) {
  public WeightPlan {
    if (height != null && !(height > 0)) {
      throw new IllegalArgumentException("a height is above zero");
    }
  }

  public static WeightPlan of(ZoneId zone) {
    return new WeightPlan(zone, null, null, null);
  }

  /// The reference that holds on a day.
  @Nullable Double referenceOn(LocalDate day) {
    return referenceSince == null || !day.isBefore(referenceSince) ? reference : null;
  }
}
