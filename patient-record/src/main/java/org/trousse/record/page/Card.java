package org.trousse.record.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.StoredReading;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Reading;

/// The latest reading of one measure.
///
/// @param latest empty when there is none
/// @param more other things worth a line each: pulse, another unit, the other kind of glucose
/// @param address of the page of this measure
public record Card(
    String title, Optional<Latest> latest, List<String> more, String empty, String address) {
  /// A sensor that is silent for longer is no longer telling how things are.
  static final Duration SENSOR_SILENT = Duration.ofHours(1);

  static final Duration OLD = Duration.ofDays(7);

  /// What it said, when, and how far to believe it.
  ///
  /// @param figure the number or, when `number` is false, words in its place
  /// @param when machine-readable
  /// @param old a sentence when the reading is too old to describe today, else empty
  public record Latest(
      String figure,
      boolean number,
      String unit,
      String when,
      String ago,
      String on,
      String source,
      String old,
      List<String> doubts) {}

  static Card none(String measure, Words words) {
    return new Card(
        words.text("card." + measure),
        Optional.empty(),
        List.of(),
        words.text("card." + measure + ".empty"),
        MeasurePage.of(measure).address(words));
  }

  /// @param other the newest glucose of the other kind (finger or sensor), if any
  static Card of(
      String measure,
      StoredReading stored,
      @Nullable StoredReading other,
      Words words,
      Instant now,
      ZoneId zone) {
    Reading reading = stored.reading();
    List<String> more = new ArrayList<>(alsoSaid(reading, words));
    if (other != null) {
      more.add(
          words.text(
              "card.other." + other.reading().measure().word(),
              figure(other.reading(), words),
              words.on(other.reading().effectiveAt(), now, zone)));
    }
    return new Card(
        words.text("card." + measure),
        Optional.of(latest(stored, words, now, zone)),
        List.copyOf(more),
        "",
        MeasurePage.of(measure).address(words));
  }

  private static Latest latest(StoredReading stored, Words words, Instant now, ZoneId zone) {
    Reading reading = stored.reading();
    Instant at = reading.effectiveAt();
    boolean timed = !reading.flags().contains(Flag.TIME_UNKNOWN);
    Amounts said = said(reading);
    boolean number = said.value() != null;
    String label = stored.source().label();
    return new Latest(
        number ? amounts(said, words) : words.text(absence(reading)),
        number,
        number ? words.unit(unit(reading)) : "",
        at.toString(),
        words.ago(at, now),
        timed ? words.on(at, now, zone) : words.text("on.received", words.on(at, now, zone)),
        label.isEmpty() ? words.text("source.unknown") : words.source(label),
        old(reading.measure(), Duration.between(at, now), words),
        Doubts.of(reading, words));
  }

  /// What stands in place of a number that the device could not give.
  private static String absence(Reading reading) {
    if (reading.flags().contains(Flag.HI)) {
      return "figure.HI";
    }
    return reading.flags().contains(Flag.LO) ? "figure.LO" : "figure.none";
  }

  private static String old(Measure measure, Duration age, Words words) {
    if (measure == Measure.INTERSTITIAL_GLUCOSE) {
      return age.compareTo(SENSOR_SILENT) > 0 ? words.text("old.sensor") : "";
    }
    return age.compareTo(OLD) > 0 ? words.text("old.reading") : "";
  }

  private static List<String> alsoSaid(Reading reading, Words words) {
    List<String> more = new ArrayList<>();
    BigDecimal value = reading.amounts().value();
    if (reading.original() != null && value != null) {
      more.add(words.text("card.equals", canonical(reading, words)));
    }
    BigDecimal pulse = reading.amounts().pulse();
    if (pulse != null) {
      more.add(words.text("card.pulse", words.number(pulse)));
    }
    if (reading.meal() != null) {
      more.add(words.text("meal." + reading.meal().word()));
    }
    return more;
  }

  private static String canonical(Reading reading, Words words) {
    int places = reading.measure().unit() == Unit.MG_PER_DL ? 0 : 1;
    Amounts amounts = reading.amounts();
    Amounts shown =
        new Amounts(
            rounded(amounts.value(), places), rounded(amounts.diastolic(), places), null, null);
    return amounts(shown, words) + "\u00a0" + words.unit(reading.measure().unit());
  }

  private static @Nullable BigDecimal rounded(@Nullable BigDecimal value, int places) {
    return value == null ? null : value.setScale(places, RoundingMode.HALF_UP);
  }

  /// Number and unit on one line, or the words in their place.
  public static String figure(Reading reading, Words words) {
    Amounts said = said(reading);
    return said.value() == null
        ? words.text(absence(reading))
        : amounts(said, words) + "\u00a0" + words.unit(unit(reading));
  }

  private static String amounts(Amounts amounts, Words words) {
    String first = amounts.value() == null ? "–" : words.number(amounts.value());
    return amounts.diastolic() == null ? first : first + "/" + words.number(amounts.diastolic());
  }

  /// The device's own numbers: its digits are data.
  private static Amounts said(Reading reading) {
    return reading.original() == null ? reading.amounts() : reading.original().amounts();
  }

  private static Unit unit(Reading reading) {
    return reading.original() == null ? reading.measure().unit() : reading.original().unit();
  }
}
