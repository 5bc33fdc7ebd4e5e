package org.trousse.platform.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Whether this node can do its work: named conditions, each asked at every call.
public final class Health {
  private final Map<String, BooleanSupplier> conditions;

  /// Asks `conditions` in their order; each must answer at once.
  public Health(Map<String, BooleanSupplier> conditions) {
    this.conditions = new LinkedHashMap<>(conditions);
  }

  /// Each condition and whether it holds.
  public Map<String, Boolean> report() {
    Map<String, Boolean> report = new LinkedHashMap<>();
    conditions.forEach((name, holds) -> report.put(name, holds.getAsBoolean()));
    return report;
  }

  public boolean ready() {
    return report().values().stream().allMatch(holds -> holds);
  }
}
