package org.trousse.record.page.series;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.trousse.record.derived.Display;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.record.page.Words;

/// Numbers, dates and durations as people read them, in one language and one zone.
public final class Figures {
  private static final String NO_BREAK = "\u00a0";
  private static final double MINUTES_A_PERCENT = 14.4;

  private final Words words;
  private final ZoneId zone;
  private final boolean french;

  public Figures(Words words, ZoneId zone) {
    this.words = words;
    this.zone = zone;
    this.french = words.locale().getLanguage().equals("fr");
  }

  public String number(double value, Display display) {
    BigDecimal rounded = display.of(value);
    return words.number(rounded.signum() == 0 ? rounded.abs() : rounded);
  }

  /// With its sign: `+2,7`, `−0,3`.
  public String change(double value, Display display) {
    String number = number(value, display);
    return value > 0 && display.of(value).signum() > 0 ? "+" + number : number;
  }

  public String percent(String number) {
    return number + (french ? "\u202f%" : "%");
  }

  public String percent(double value, Display display) {
    return percent(number(value, display));
  }

  /// A number as it stands, without needless decimals.
  public String plain(double value) {
    BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
    return words.number(exact.scale() < 0 ? exact.setScale(0) : exact);
  }

  public String level(double value, GlucoseUnit unit) {
    return number(value, display(unit));
  }

  public String levelWithUnit(double value, GlucoseUnit unit) {
    return level(value, unit) + NO_BREAK + unit.word();
  }

  private static Display display(GlucoseUnit unit) {
    return switch (unit) {
      case MG_PER_DL -> Display.GLUCOSE_MG_PER_DL;
      case MMOL_PER_L -> Display.GLUCOSE_MMOL_PER_L;
      case G_PER_L -> Display.GLUCOSE_G_PER_L;
    };
  }

  public String whole(long number) {
    return NumberFormat.getIntegerInstance(words.locale()).format(number);
  }

  /// How much of a day a percentage is: `17 h 21`.
  public String ofDay(double percent) {
    return duration(Math.round(percent * MINUTES_A_PERCENT));
  }

  public String duration(long minutes) {
    if (minutes < 60) {
      return minutes + NO_BREAK + "min";
    }
    long rest = minutes % 60;
    String hours = minutes / 60 + NO_BREAK + "h";
    return rest == 0 ? hours : hours + NO_BREAK + (rest < 10 ? "0" : "") + rest;
  }

  public String moment(Instant at) {
    return day(at.atZone(zone).toLocalDate()) + " " + time(at);
  }

  public String time(Instant at) {
    return DateTimeFormatter.ofPattern("HH:mm").format(at.atZone(zone));
  }

  public String day(LocalDate day) {
    return DateTimeFormatter.ofPattern("EEE d MMM", words.locale()).format(day);
  }

  public String shortDay(LocalDate day) {
    return DateTimeFormatter.ofPattern("d/MM").format(day);
  }

  public String longDay(LocalDate day) {
    return DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", words.locale()).format(day);
  }

  /// For machines: ISO 8601 with the zone's offset of that moment.
  public String iso(Instant at) {
    OffsetDateTime local = at.atZone(zone).toOffsetDateTime();
    boolean whole = local.getNano() == 0;
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        whole ? local.truncatedTo(ChronoUnit.SECONDS) : local);
  }
}
