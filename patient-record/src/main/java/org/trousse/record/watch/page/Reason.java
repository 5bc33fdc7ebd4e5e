package org.trousse.record.watch.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Display;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Figures;
import org.trousse.record.watch.Finding;
import org.trousse.record.watch.Subject;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// A finding in one sentence, with its number.
public final class Reason {
  private final Words words;
  private final Figures figures;
  private final Instant now;
  private final ZoneId zone;

  public Reason(Words words, Instant now, ZoneId zone) {
    this.words = words;
    this.figures = new Figures(words, zone);
    this.now = now;
    this.zone = zone;
  }

  public String of(Finding finding) {
    String name = name(finding);
    String when = when(finding.from());
    String value = quantity(finding.value(), finding.unit());
    String bound = quantity(finding.bound(), finding.unit());
    String lasting = figures.duration(finding.minutes());
    String key = "watch.why." + finding.why().word();
    return switch (finding.why()) {
      case RED_BELOW, RED_ABOVE, WARN_BELOW, WARN_ABOVE ->
          words.text(key, name, bound, lasting, when, value, finding.open() ? still() : "");
      case RED_BELOW_OF_LAST, RED_ABOVE_OF_LAST, WARN_BELOW_OF_LAST, WARN_ABOVE_OF_LAST ->
          words.text(key, name, bound, finding.count(), when, value);
      case RED_VALUE_LOW, RED_VALUE_HIGH, WARN_VALUE_LOW, WARN_VALUE_HIGH, MEASURE_AGAIN ->
          words.text(key, name, value, bound, since(finding));
      case RED_RISE, RED_FALL, WARN_RISE, WARN_FALL ->
          words.text(
              key,
              name,
              size(finding.value(), finding),
              finding.of(),
              size(finding.bound(), finding),
              when);
      case WEIGHT_THREE_DAYS, WEIGHT_INTERVAL, WEIGHT_SMALL_GAIN, WEIGHT_REFERENCE ->
          words.text(key, value, days(finding.count()), bound, when(finding.to()));
      case RANGE_DROP, PRESSURE_CROSSED -> words.text(key, name, value, bound, finding.count());
      case SILENT -> silent(finding, name);
      case NEVER ->
          finding.measure() == null
              ? words.text("watch.why.never")
              : words.text("watch.why.never.of", name, finding.count());
      case IMPLAUSIBLE, CONFLICT, HOUSEHOLD, MANUAL ->
          words.counted(key, finding.count(), name, finding.count(), when(finding.to()));
    };
  }

  /// Without its sign: the sentence says which way.
  private String size(@Nullable Double change, Finding finding) {
    return quantity(change == null ? null : (Double) Math.abs(change), finding.unit());
  }

  private String silent(Finding finding, String name) {
    String since = words.ago(finding.to(), now);
    return finding.count() == 0
        ? words.text("watch.why.silent", name, since)
        : words.text("watch.why.silent.of", name, since, finding.count());
  }

  private String still() {
    return words.text("watch.still");
  }

  private String days(int days) {
    return words.counted("watch.days", days);
  }

  private String name(Finding finding) {
    Subject subject = finding.subject();
    Measure measure = finding.measure();
    boolean ofMeasure =
        switch (finding.why()) {
          case SILENT, NEVER, IMPLAUSIBLE, CONFLICT, HOUSEHOLD, MANUAL -> true;
          default -> false;
        };
    if (subject == null || (ofMeasure && measure != null)) {
      return measure == null ? "" : words.text("watch.measure." + measure.word());
    }
    return words.text("watch.subject." + subject.word());
  }

  /// With its unit; empty: there is none.
  public String quantity(@Nullable Double value, @Nullable Unit unit) {
    if (value == null || unit == null) {
      return "";
    }
    return switch (unit) {
      case MG_PER_DL -> figures.levelWithUnit(value, GlucoseUnit.MG_PER_DL);
      case MMOL_PER_L -> figures.levelWithUnit(value, GlucoseUnit.MMOL_PER_L);
      case PERCENT -> figures.percent(value, Display.SHARE);
      case MM_HG -> figures.number(value, Display.PRESSURE) + "\u00a0" + words.unit(unit);
      case CELSIUS -> figures.number(value, Display.TEMPERATURE) + "\u00a0" + words.unit(unit);
      default -> figures.number(value, Display.WEIGHT) + "\u00a0" + words.unit(unit);
    };
  }

  /// Values of several days began on the first of them.
  private String since(Finding finding) {
    LocalDate from = finding.from().atZone(zone).toLocalDate();
    return from.equals(finding.to().atZone(zone).toLocalDate())
        ? when(finding.from())
        : words.text("watch.when.since", date(from));
  }

  private String date(LocalDate day) {
    return DateTimeFormatter.ofPattern("d MMMM", words.locale()).format(day);
  }

  /// As one says it today: "ce matin", "hier", "le 20 novembre".
  String when(Instant at) {
    LocalDate today = now.atZone(zone).toLocalDate();
    LocalDate day = at.atZone(zone).toLocalDate();
    if (day.equals(today)) {
      int hour = at.atZone(zone).getHour();
      String part =
          hour < 5 ? "night" : hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
      return words.text("watch.when." + part);
    }
    return day.equals(today.minusDays(1))
        ? words.text("watch.when.yesterday")
        : words.text("watch.when.day", date(day));
  }
}
