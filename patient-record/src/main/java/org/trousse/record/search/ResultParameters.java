package org.trousse.record.search;

import java.util.Optional;
import java.util.Set;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.Search.Order;

/// The parameters that say how the answer looks: R4 search, managing returned resources.
final class ResultParameters {
  static final Parameter SORT = Parameter.of("_sort", ResultParameters::sort);
  static final Parameter COUNT = Parameter.silent("_count", ResultParameters::count);
  static final Parameter TOTAL = Parameter.of("_total", ResultParameters::total);
  static final Parameter SUMMARY = Parameter.silent("_summary", ResultParameters::summary);
  static final Parameter INCLUDE = Parameter.silent("_include", ResultParameters::include);
  static final Parameter AFTER = Parameter.silent(Cursor.NAME, ResultParameters::after);
  static final Parameter FORMAT = Parameter.silent("_format", (asking, value) -> Optional.empty());
  static final Parameter PRETTY = Parameter.silent("_pretty", (asking, value) -> Optional.empty());
  static final Parameter MAX = Parameter.of("max", ResultParameters::max);

  /// Of an operation that has more than Observations: which types.
  static final Parameter TYPE = Parameter.of("_type", ResultParameters::types);

  private static final int MAX_MAX = 100;

  private static final Set<String> DEVICES =
      Set.of("Observation:device", "Observation:device:Device");

  private ResultParameters() {}

  private static Optional<Refusal> sort(Asking asking, String value) {
    Optional<Order> order =
        switch (value) {
          case "date" -> Optional.of(Order.OLDEST_FIRST);
          case "-date" -> Optional.of(Order.NEWEST_FIRST);
          case "_lastUpdated" -> Optional.of(Order.FIRST_UPDATED_FIRST);
          case "-_lastUpdated" -> Optional.of(Order.LAST_UPDATED_FIRST);
          default -> Optional.empty();
        };
    order.ifPresent(one -> asking.order = one);
    return order.isPresent()
        ? Optional.empty()
        : Optional.of(
            Refusal.notSupported(
                "_sort : date, -date, _lastUpdated ou -_lastUpdated.",
                "_sort: date, -date, _lastUpdated or -_lastUpdated are supported."));
  }

  /// None at all: the total alone (R4 search, page count).
  private static Optional<Refusal> count(Asking asking, String value) {
    if (!value.matches("[0-9]{1,9}")) {
      return Optional.of(
          Refusal.invalid(
              "_count : un nombre de 0 à " + SearchQuestion.COUNT_MAX + ".",
              "_count: a number from 0 to " + SearchQuestion.COUNT_MAX + "."));
    }
    asking.count = Math.min(Integer.parseInt(value), SearchQuestion.COUNT_MAX);
    asking.understand("_count", Integer.toString(asking.count));
    return Optional.empty();
  }

  /// An exact number is a good estimate.
  private static Optional<Refusal> total(Asking asking, String value) {
    asking.total = !value.equals("none");
    return Set.of("none", "estimate", "accurate").contains(value)
        ? Optional.empty()
        : Optional.of(
            Refusal.invalid(
                "_total : none, estimate ou accurate.", "_total: none, estimate or accurate."));
  }

  private static Optional<Refusal> summary(Asking asking, String value) {
    return switch (value) {
      case "count" -> {
        asking.countOnly = true;
        asking.understand("_summary", value);
        yield Optional.empty();
      }
      case "false" -> Optional.empty();
      case "true", "text", "data" -> asking.leaveOut("_summary=" + value);
      default ->
          Optional.of(Refusal.invalid("_summary : count ou false.", "_summary: count or false."));
    };
  }

  private static Optional<Refusal> include(Asking asking, String value) {
    if (!DEVICES.contains(value)) {
      return asking.leaveOut("_include=" + value);
    }
    asking.withDevices = true;
    asking.understand("_include", value);
    return Optional.empty();
  }

  private static Optional<Refusal> after(Asking asking, String value) {
    asking.cursor = value;
    return Optional.empty();
  }

  private static Optional<Refusal> max(Asking asking, String value) {
    boolean number = value.matches("[1-9][0-9]{0,5}") && Integer.parseInt(value) <= MAX_MAX;
    if (number) {
      asking.max = Integer.parseInt(value);
      return Optional.empty();
    }
    return Optional.of(
        Refusal.invalid(
            "max : un nombre de 1 à " + MAX_MAX + ".", "max: a number from 1 to " + MAX_MAX + "."));
  }

  private static Optional<Refusal> types(Asking asking, String value) {
    asking.types = Set.copyOf(ReadingParameters.values(value));
    return Optional.empty();
  }
}
