package org.trousse.record.search;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.record.reading.Times;
import org.trousse.record.search.DateParameter.Precision;
import org.trousse.sdk.measure.Measure;

/// The parameters that say which Observations: R4 search. One that comes twice must hold twice, of
/// values with commas one must hold.
final class ReadingParameters {
  private static final String CATEGORY_SYSTEM =
      "http://terminology.hl7.org/CodeSystem/observation-category";

  private static final String STATUS_SYSTEM = "http://hl7.org/fhir/observation-status";

  static final Parameter PATIENT =
      new Parameter("patient", Set.of("Patient"), true, ReadingParameters::patient);
  static final Parameter SUBJECT =
      new Parameter("subject", Set.of("Patient"), true, ReadingParameters::patient);
  static final Parameter CODE =
      new Parameter("code", Set.of("not"), true, ReadingParameters::codes);
  static final Parameter CATEGORY =
      new Parameter("category", Set.of("not"), true, ReadingParameters::category);
  static final Parameter DATE = Parameter.of("date", ReadingParameters::date);
  static final Parameter STATUS =
      new Parameter("status", Set.of("not"), true, ReadingParameters::status);
  static final Parameter DEVICE =
      new Parameter("device", Set.of("Device"), true, ReadingParameters::device);
  static final Parameter ID = Parameter.of("_id", ReadingParameters::id);
  static final Parameter LAST_UPDATED =
      Parameter.of("_lastUpdated", ReadingParameters::lastUpdated);

  // of R4 Patient $everything: dates without a prefix, whose name says the direction

  /// What was measured then or later.
  static final Parameter START =
      Parameter.of("start", (asking, value) -> measured(asking, "start", "ge", value));

  /// What was measured then or earlier.
  static final Parameter END =
      Parameter.of("end", (asking, value) -> measured(asking, "end", "le", value));

  /// What came or changed then or later.
  static final Parameter SINCE = Parameter.of("_since", ReadingParameters::since);

  private ReadingParameters() {}

  private static Optional<Refusal> patient(Asking asking, String modifier, String value) {
    String id = asking.asker.id(value, "Patient");
    return asking.asker.ids().patient(id).equals(Optional.of(asking.asker.whose()))
        ? Optional.empty()
        : Optional.of(Refusal.NOT_YOURS);
  }

  private static Optional<Refusal> codes(Asking asking, String modifier, String value) {
    List<String> tokens = values(value);
    boolean wanted = modifier.isEmpty();
    if (wanted) {
      tokens.forEach(token -> name(asking, token));
    }
    asking.kinds =
        asking.kinds.stream()
            .filter(kind -> tokens.stream().anyMatch(kind::has) == wanted)
            .collect(Collectors.toSet());
    return Optional.empty();
  }

  /// A code that nothing here has finds nothing, and names nothing.
  private static void name(Asking asking, String token) {
    Set<Measure> measures = EnumSet.noneOf(Measure.class);
    Kind.ALL.stream().filter(kind -> kind.has(token)).forEach(kind -> measures.add(kind.measure()));
    if (!token.endsWith("|") && !measures.isEmpty()) {
      asking.named.add(measures);
    }
  }

  private static Optional<Refusal> category(Asking asking, String modifier, String value) {
    boolean vital =
        values(value).stream().anyMatch(token -> is(token, CATEGORY_SYSTEM, "vital-signs"));
    asking.kinds = vital == modifier.isEmpty() ? asking.kinds : Set.of();
    return Optional.empty();
  }

  private static boolean is(String token, String system, String code) {
    return token.equals(code) || token.equals(system + "|" + code) || token.equals(system + "|");
  }

  private static Optional<Refusal> status(Asking asking, String modifier, String value) {
    List<String> tokens = values(value);
    Set<Status> found = EnumSet.noneOf(Status.class);
    for (Status status : Status.values()) {
      boolean named = tokens.stream().anyMatch(token -> is(token, STATUS_SYSTEM, status.word()));
      if (named == modifier.isEmpty()) {
        found.add(status);
      }
    }
    asking.statuses = Asking.both(asking.statuses, found);
    return Optional.empty();
  }

  /// A device that the asker was never told of has no readings.
  private static Optional<Refusal> device(Asking asking, String modifier, String value) {
    Set<Long> found = new HashSet<>();
    for (String one : values(value)) {
      OptionalLong key = asking.asker.ids().device(asking.asker.id(one, "Device"));
      key.ifPresent(found::add);
    }
    asking.devices = Asking.both(asking.devices, found);
    return Optional.empty();
  }

  private static Optional<Refusal> id(Asking asking, String value) {
    Set<ReadingKey> found = new HashSet<>();
    for (String one : values(value)) {
      asking
          .asker
          .ids()
          .readings()
          .key(one)
          .filter(key -> key.patient().equals(asking.asker.whose()))
          .ifPresent(found::add);
    }
    asking.keys = Asking.both(asking.keys, found);
    return Optional.empty();
  }

  private static Optional<Refusal> date(Asking asking, String value) {
    Optional<Times> times = DateParameter.parse(value, Precision.SECOND, asking.asker.now());
    times.ifPresent(given -> asking.measured = asking.measured.and(given));
    return times.isPresent() ? Optional.empty() : Optional.of(noDate("date"));
  }

  private static Optional<Refusal> lastUpdated(Asking asking, String value) {
    Optional<Times> times = DateParameter.parse(value, Precision.MILLISECOND, asking.asker.now());
    times.ifPresent(given -> asking.received = asking.received.and(given));
    return times.isPresent() ? Optional.empty() : Optional.of(noDate("_lastUpdated"));
  }

  static Refusal noDate(String name) {
    return Refusal.invalid(
        name
            + " : attendu eq, ne, ge, gt, le, lt, sa, eb ou ap puis AAAA, AAAA-MM, AAAA-MM-JJ ou"
            + " AAAA-MM-JJThh:mm:ss+hh:mm, par exemple ge2026-11-01.",
        name
            + ": expected eq, ne, ge, gt, le, lt, sa, eb or ap, then YYYY, YYYY-MM, YYYY-MM-DD or"
            + " YYYY-MM-DDThh:mm:ss+hh:mm, for instance ge2026-11-01.");
  }

  private static Optional<Refusal> measured(
      Asking asking, String name, String prefix, String value) {
    Optional<Times> times =
        DateParameter.parse(prefix + value, Precision.SECOND, asking.asker.now());
    times.ifPresent(given -> asking.measured = asking.measured.and(given));
    return times.isPresent() ? Optional.empty() : Optional.of(bareDate(name));
  }

  private static Optional<Refusal> since(Asking asking, String value) {
    Optional<Times> times =
        DateParameter.parse("ge" + value, Precision.MILLISECOND, asking.asker.now());
    times.ifPresent(given -> asking.received = asking.received.and(given));
    return times.isPresent() ? Optional.empty() : Optional.of(bareDate("_since"));
  }

  private static Refusal bareDate(String name) {
    return Refusal.invalid(
        name + " : attendu une date, par exemple 2026-11-01 ou 2026-11-01T08:30:00+01:00.",
        name + ": expected a date, for instance 2026-11-01 or 2026-11-01T08:30:00+01:00.");
  }

  static List<String> values(String value) {
    return List.of(value.split(",", -1));
  }
}
