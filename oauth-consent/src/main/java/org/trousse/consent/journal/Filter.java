package org.trousse.consent.journal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.signin.Majority;

/// What part of the log is asked for, as the address says it.
///
/// @param app one app only; null: everybody
/// @param from the first day
/// @param to the last day
/// @param before lines up to this time only, when a page follows another; null: from the newest on
/// @param skip of the lines at `before`, how many were on the page before
/// @param day on which to say who could read; null: not asked
record Filter(
    @Nullable String app,
    LocalDate from,
    LocalDate to,
    @Nullable Instant before,
    int skip,
    @Nullable LocalDate day) {
  static final int DAYS = 30;
  static final int SPAN_YEARS_MAX = 10;

  private static final int CLIENT_ID_MAX = 200;
  private static final int SKIP_DIGITS_MAX = 4;

  /// Whatever cannot be read counts as not said.
  static Filter of(UnaryOperator<String> parameter, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, Majority.ZONE);
    String app = parameter.apply("app");
    LocalDate to = day(parameter.apply("au"), today).orElse(today);
    LocalDate from = day(parameter.apply("du"), today).orElse(to.minusDays(DAYS - 1));
    LocalDate oldest = to.minusYears(SPAN_YEARS_MAX);
    String skip = parameter.apply("passe");
    return new Filter(
        app.isEmpty() || app.length() > CLIENT_ID_MAX || app.indexOf('\0') >= 0 ? null : app,
        from.isAfter(to) ? to : from.isBefore(oldest) ? oldest : from,
        to,
        instant(parameter.apply("avant")),
        skip.matches("[0-9]{1," + SKIP_DIGITS_MAX + "}") ? Integer.parseInt(skip) : 0,
        day(parameter.apply("jour"), today).orElse(null));
  }

  private static Optional<LocalDate> day(String text, LocalDate today) {
    try {
      LocalDate day = LocalDate.parse(text);
      boolean sensible = !day.isAfter(today) && day.isAfter(today.minusYears(200));
      return sensible ? Optional.of(day) : Optional.empty();
    } catch (DateTimeException nonsense) {
      return Optional.empty();
    }
  }

  private static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException nonsense) {
      return null;
    }
  }

  Instant start() {
    return from.atStartOfDay(Majority.ZONE).toInstant();
  }

  /// The first time that is too late.
  Instant end() {
    Instant end = to.plusDays(1).atStartOfDay(Majority.ZONE).toInstant();
    return before == null || before.isAfter(end) ? end : before.plusNanos(1_000);
  }

  /// The same part as an address has it, from its beginning.
  String query() {
    String query = "du=" + from + "&au=" + to;
    return app == null ? query : query + "&app=" + URLEncoder.encode(app, StandardCharsets.UTF_8);
  }
}
