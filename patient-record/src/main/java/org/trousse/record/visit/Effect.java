package org.trousse.record.visit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.visit.VisitLine.Pair;
import org.trousse.sdk.measure.Amounts;

/// What a correction does to the mean of the readings around it.
///
/// @param count how many readings counted before
/// @param before null: none counted
/// @param after null: none counts any more
public record Effect(int count, @Nullable Pair before, @Nullable Pair after) {
  /// Before and after.
  ///
  /// @param around readings of the same measure, the one that changes among them
  /// @param amounts that it will have; null: it will count no more
  public static Effect of(
      List<StoredReading> around, ReadingKey changed, @Nullable Amounts amounts) {
    List<Value> before = new ArrayList<>();
    List<Value> after = new ArrayList<>();
    for (StoredReading one : around) {
      Value value = Value.of(one);
      if (value != null) {
        before.add(value);
      }
      if (!one.key().equals(changed)) {
        if (value != null) {
          after.add(value);
        }
      } else if (amounts != null && amounts.value() != null) {
        after.add(
            new Value(
                one.reading().effectiveAt(),
                amounts.value().doubleValue(),
                amounts.diastolic() == null ? null : amounts.diastolic().doubleValue()));
      }
    }
    return new Effect(before.size(), VisitLine.mean(before), VisitLine.mean(after));
  }

  /// Of all these readings, and of those of them that are left.
  static Effect between(List<StoredReading> all, List<StoredReading> left) {
    List<Value> before = values(all);
    return new Effect(before.size(), VisitLine.mean(before), VisitLine.mean(values(left)));
  }

  private static List<Value> values(List<StoredReading> readings) {
    List<Value> values = new ArrayList<>(readings.size());
    for (StoredReading one : readings) {
      Value value = Value.of(one);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }
}
