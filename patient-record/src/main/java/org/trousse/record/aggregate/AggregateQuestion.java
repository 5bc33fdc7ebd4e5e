package org.trousse.record.aggregate;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.Times;
import org.trousse.record.search.Asker;
import org.trousse.record.search.DateParameter;
import org.trousse.record.search.DateParameter.Precision;

/// A search for aggregates: one that names them by their codes.
///
/// @param days the last days of windows
/// @param countOnly the total alone
/// @param ignored what was left out, as the client wrote it
public record AggregateQuestion(
    Set<Kind> kinds, List<LocalDate> days, boolean countOnly, List<String> ignored) {
  /// Last days in one answer.
  public static final int DAYS_MAX = 31;

  private static final int MANY = 100;

  /// How far back a search without a date's end looks for last days.
  private static final int DAYS_BACK_MAX = 3_660;

  private static final Set<String> QUIET = Set.of("_format", "_pretty", "_total");

  /// What came of reading the parameters.
  public sealed interface Read {}

  /// A question.
  public record Asked(AggregateQuestion question) implements Read {}

  /// None, and why.
  public record Wrong(Refusal refusal) implements Read {}

  public AggregateQuestion {
    kinds = Set.copyOf(kinds);
    days = List.copyOf(days);
    ignored = List.copyOf(ignored);
  }

  /// Whether a search is for aggregates: a code of theirs is named.
  public static boolean concerns(List<Entry<String, String>> parameters) {
    return parameters.stream()
        .filter(one -> one.getKey().equals("code"))
        .flatMap(one -> tokens(one.getValue()).stream())
        .anyMatch(token -> !kinds(token).isEmpty());
  }

  private static List<String> tokens(String value) {
    return List.of(value.split(",", MANY));
  }

  private static Set<Kind> kinds(String token) {
    Set<Kind> named = EnumSet.noneOf(Kind.class);
    for (Kind kind : Kind.values()) {
      if (kind.isNamed(token)) {
        named.add(kind);
      }
    }
    return named;
  }

  /// Reads them.
  ///
  /// @param lastDay the last local day that is over
  public static Read read(
      List<Entry<String, String>> parameters, Asker asker, ZoneId zone, LocalDate lastDay) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    @Nullable Times times = null;
    boolean countOnly = false;
    List<String> ignored = new ArrayList<>();
    for (Entry<String, String> one : parameters) {
      String value = one.getValue();
      switch (one.getKey()) {
        case "code" -> {
          Optional<Set<Kind>> named = named(value);
          if (named.isEmpty()) {
            return new Wrong(MIXED);
          }
          kinds.addAll(named.get());
        }
        case "patient", "subject" -> {
          String id = asker.id(value, "Patient");
          if (!asker.ids().patient(id).equals(Optional.of(asker.whose()))) {
            return new Wrong(Refusal.NOT_YOURS);
          }
        }
        case "date" -> {
          Optional<Times> given = DateParameter.parse(value, Precision.SECOND, asker.now());
          if (given.isEmpty()) {
            return new Wrong(NO_DATE);
          }
          times = times == null ? given.get() : times.and(given.get());
        }
        case "_summary" -> countOnly = value.equals("count");
        default -> leaveOut(one.getKey(), ignored);
      }
    }
    if (!ignored.isEmpty() && asker.strict()) {
      String said = ignored.getFirst();
      return new Wrong(
          Refusal.notSupported("Paramètre inconnu : " + said, "Unknown parameter: " + said));
    }
    List<LocalDate> days = times == null ? List.of(lastDay) : days(times, zone, lastDay);
    return days.size() > DAYS_MAX
        ? new Wrong(TOO_LONG)
        : new Asked(new AggregateQuestion(kinds, days, countOnly, ignored));
  }

  private static void leaveOut(String name, List<String> ignored) {
    if (!QUIET.contains(name) && ignored.size() < MANY) {
      ignored.add(name);
    }
  }

  /// Empty when some of the tokens name readings.
  private static Optional<Set<Kind>> named(String value) {
    Set<Kind> all = EnumSet.noneOf(Kind.class);
    for (String token : tokens(value)) {
      Set<Kind> kinds = kinds(token);
      if (kinds.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(kinds);
    }
    return Optional.of(all);
  }

  /// The newest first; one more than an answer may have tells that there are too many.
  private static List<LocalDate> days(Times times, ZoneId zone, LocalDate lastDay) {
    List<LocalDate> days = new ArrayList<>();
    for (int back = 0; back < DAYS_BACK_MAX && days.size() <= DAYS_MAX; back++) {
      LocalDate day = lastDay.minusDays(back);
      var end = day.plusDays(1).atStartOfDay(zone).toInstant().minusSeconds(1);
      if (times.spans().stream()
          .anyMatch(span -> !end.isBefore(span.from()) && end.isBefore(span.to()))) {
        days.add(day);
      }
    }
    return days;
  }

  /// All windows that it asks for.
  public List<Window> windows() {
    return days.stream()
        .flatMap(day -> Window.LENGTHS.stream().map(length -> new Window(day, length)))
        .toList();
  }

  private static final Refusal MIXED =
      Refusal.notSupported(
          "code : demandez les agrégats et les mesures séparément.",
          "code: ask for aggregates and for readings apart.");

  private static final Refusal NO_DATE =
      Refusal.invalid(
          "date : attendu un préfixe et une date, par exemple ge2026-11-01.",
          "date: expected a prefix and a date, for instance ge2026-11-01.");

  private static final Refusal TOO_LONG =
      new Refusal(
          422,
          "too-costly",
          "date : des agrégats de " + DAYS_MAX + " jours au plus par réponse.",
          "date: aggregates of at most " + DAYS_MAX + " days in one answer.");
}
