package org.trousse.consent.objection;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.signin.Majority;
import org.trousse.sdk.measure.Measure;

/// What a form asks for.
///
/// @param until the last day; null: none that can be read
record Asked(Set<DataKind> kinds, @Nullable LocalDate until) {
  private static final int YEARS_MAX = 200;

  /// A day that has not come is none.
  static Asked of(Collection<String> kinds, String until, LocalDate today) {
    Set<DataKind> known = new TreeSet<>();
    kinds.forEach(word -> DataKind.of(word).ifPresent(known::add));
    known.remove(DataKind.IDENTITY);
    return new Asked(known, day(until, today));
  }

  private static @Nullable LocalDate day(String text, LocalDate today) {
    try {
      LocalDate day = LocalDate.parse(text);
      return day.isAfter(today) || day.isBefore(today.minusYears(YEARS_MAX)) ? null : day;
    } catch (DateTimeException nonsense) {
      return null;
    }
  }

  /// The fields that lack an answer, in the form's order.
  List<String> faults() {
    if (kinds.isEmpty()) {
      return until == null ? List.of("mesures", "jusqu") : List.of("mesures");
    }
    return until == null ? List.of("jusqu") : List.of();
  }

  Set<Measure> measures() {
    return kinds.stream()
        .flatMap(kind -> kind.measures().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The first time that is too late: the day after begins.
  static Instant end(LocalDate until) {
    return until.plusDays(1).atStartOfDay(Majority.ZONE).toInstant();
  }
}
