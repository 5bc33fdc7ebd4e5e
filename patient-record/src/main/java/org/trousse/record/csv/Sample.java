package org.trousse.record.csv;

import java.time.Instant;
import java.util.List;

/// One line that has its values.
///
/// @param values in the order of the columns
public record Sample(Instant at, List<Double> values) {
  public Sample {
    values = List.copyOf(values);
  }

  public double value(int column) {
    return values.get(column);
  }
}
