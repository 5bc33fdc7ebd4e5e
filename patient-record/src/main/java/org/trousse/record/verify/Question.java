package org.trousse.record.verify;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trousse.record.csv.Fault;

/// How a series is to be counted.
///
/// @param unit one of its kind's
/// @param days of the window that ends at the last reading; null: the whole series
/// @param protocol one of its kind's; null: the kind has none
public record Question(
    ZoneId zone, String unit, @Nullable Integer days, @Nullable String protocol) {
  public static final int DAYS_MAX = 3_660;
  static final String DEFAULT_ZONE = "Europe/Paris";

  /// To find the faults of a text whose own zone is unknown.
  static final ZoneId ANY_ZONE = ZoneId.of("UTC");

  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
  private static final List<String> ALLOWED = List.of("zone", "unit", "days");
  private static final String PROTOCOL = "protocol";

  /// A question, or what is wrong with it.
  ///
  /// @param question null when there are faults
  public record Asked(@Nullable Question question, List<Fault> faults) {}

  /// Understands parameters; an empty one is as good as none.
  ///
  /// @param given the values of each name
  public static Asked of(Map<String, List<String>> given, SeriesKind kind) {
    List<Fault> faults = new ArrayList<>(unknown(given, kind));
    String zone = one(given, "zone", DEFAULT_ZONE);
    String unit = one(given, "unit", kind.units().getFirst());
    String days = one(given, "days", "");
    String protocol =
        kind.protocols().isEmpty() ? null : one(given, PROTOCOL, kind.protocols().getFirst());
    if (!ZONES.contains(zone)) {
      faults.add(fault("zone", zone));
    }
    if (!kind.units().contains(unit)) {
      faults.add(fault("unit", unit, String.join(", ", kind.units())));
    }
    if (protocol != null && !kind.protocols().contains(protocol)) {
      faults.add(fault(PROTOCOL, protocol, String.join(", ", kind.protocols())));
    }
    Integer number = days.isEmpty() ? null : number(days);
    if (!days.isEmpty() && number == null) {
      faults.add(fault("days", days, Integer.toString(DAYS_MAX)));
    }
    return faults.isEmpty()
        ? new Asked(new Question(zone(zone), unit, number, protocol), List.of())
        : new Asked(null, List.copyOf(faults));
  }

  private static List<Fault> unknown(Map<String, List<String>> given, SeriesKind kind) {
    List<String> allowed = new ArrayList<>(ALLOWED);
    if (!kind.protocols().isEmpty()) {
      allowed.add(PROTOCOL);
    }
    List<Fault> faults = new ArrayList<>();
    new TreeMap<>(given)
        .forEach((name, values) -> {
          if (!allowed.contains(name)) {
            faults.add(fault("parameter", name, String.join(", ", allowed)));
          } else if (values.size() > 1) {
            faults.add(fault("repeated", name));
          }
        });
    return faults;
  }

  private static Fault fault(String word, String... parts) {
    return new Fault(0, word, List.of(parts));
  }

  private static String one(Map<String, List<String>> given, String name, String other) {
    List<String> values = given.getOrDefault(name, List.of());
    String value = values.isEmpty() ? "" : values.getFirst().strip();
    return value.isEmpty() ? other : value;
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException impossible) {
      throw new IllegalStateException("listed, and unknown: " + name, impossible);
    }
  }

  private static @Nullable Integer number(String days) {
    if (!days.matches("\\d{1,6}")) {
      return null;
    }
    int number = Integer.parseInt(days);
    return number >= 1 && number <= DAYS_MAX ? number : null;
  }
}
