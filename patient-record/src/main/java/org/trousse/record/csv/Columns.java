package org.trousse.record.csv;

import java.util.List;

/// What a series' lines hold beside their time.
///
/// @param names of its columns
/// @param most no value above this can be meant
/// @param dates whether a day without a time of day will do, as its midnight
public record Columns(List<String> names, double most, boolean dates) {
  static final String TIME = "time";

  public Columns {
    names = List.copyOf(names);
  }

  /// The line that comes first.
  public String header() {
    return TIME + "," + String.join(",", names);
  }
}
