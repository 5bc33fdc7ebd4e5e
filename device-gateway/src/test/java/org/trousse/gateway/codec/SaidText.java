package org.trousse.gateway.codec;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.normalise.Circumstances;
import org.trousse.gateway.normalise.Normalised;
import org.trousse.gateway.normalise.Normaliser;
import org.trousse.gateway.normalise.WallClock;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Reading;

/// What came of a payload, a line for each record, as the formats' pages write it. A record is
/// taken to have come a minute after it was measured.
final class SaidText {
  private static final Instant RECEIVED = Instant.parse("2026-03-07T12:00:00Z");

  private SaidText() {}

  static String of(List<Said> said) {
    return said.stream().map(SaidText::of).collect(Collectors.joining("\n"));
  }

  static String of(Said said) {
    return switch (said) {
      case Said.Measured measured -> reading(measured);
      case Said.MealContext context ->
          "context of record " + context.sequence() + ": " + word(context.meal());
      case Said.SensorSession session ->
          "session from " + session.startedAt() + ", zone " + session.zoneMinutes() + " min";
      case Said.Clock clock ->
          "clock shows " + clock.deviceTime() + " at " + clock.trueTime() + ", " + clock.zone();
      case Said.State state -> "state " + state.json();
      case Said.Unheld unheld -> unheld(unheld);
      case Said.NoReading(String why, _, _) -> "no reading: " + why;
      case Said.Undecided(String why, _, _) -> "aside: " + why;
      case Said.Unreadable(String error, _, _) -> "refused: " + error;
    };
  }

  private static String unheld(Said.Unheld unheld) {
    String number =
        unheld.value() == null ? "" : " " + unheld.value().toPlainString() + " " + unheld.unit();
    return "no measure of ours: " + unheld.kind() + number;
  }

  private static String reading(Said.Measured said) {
    Normalised normalised = Normaliser.normalise(said, circumstances(said));
    Reading reading = normalised.reading();
    List<String> parts = new ArrayList<>();
    String where =
        switch (normalised.disposition()) {
          case RECORD -> "reading";
          case QUARANTINE -> "aside";
          case QUALITY_CONTROL -> "quality control";
        };
    parts.add(
        where
            + " "
            + reading.measure().word()
            + " "
            + numbers(reading.amounts(), reading.measure().unit().ucum()));
    Reading.Original original = reading.original();
    if (original != null
        && original.amounts().value() != null
        && original.unit() != reading.measure().unit()) {
      parts.add("was " + numbers(original.amounts(), original.unit().ucum()));
    }
    if (said.limit() != null) {
      parts.add("limit " + said.limit().toPlainString());
    }
    parts.add(time(said.time(), reading));
    named("name ", said.nativeId(), parts);
    named("", reading.specimen() == null ? null : reading.specimen().word(), parts);
    named("", reading.site() == null ? null : reading.site().word(), parts);
    named("", reading.meal() == null ? null : reading.meal().word(), parts);
    Set<Flag> flags = reading.flags();
    String words =
        Stream.concat(
                flags.stream().map(Flag::word), reading.status().stream().map(DeviceStatus::word))
            .sorted()
            .collect(Collectors.joining(" "));
    named("flags ", words.isEmpty() ? null : words, parts);
    return String.join(", ", parts);
  }

  private static void named(String name, @Nullable String value, List<String> parts) {
    if (value != null) {
      parts.add(name + value);
    }
  }

  private static String numbers(Amounts amounts, String unit) {
    if (amounts.value() == null) {
      return "without a number";
    }
    String numbers = plain(amounts.value());
    if (amounts.diastolic() != null) {
      numbers += "/" + plain(amounts.diastolic());
    }
    numbers += " " + unit;
    if (amounts.pulse() != null) {
      numbers += " pulse " + plain(amounts.pulse());
    }
    return numbers;
  }

  private static String time(Said.Time time, Reading reading) {
    Instant effective = reading.effectiveAt().truncatedTo(ChronoUnit.SECONDS);
    return switch (time) {
      case Said.Time.At(_, Integer zone) ->
          zone == null
              ? "device time " + effective.toString().replace("Z", "")
              : "at " + effective + " zone " + zone + " min";
      case Said.Time.Wall _ -> "at " + effective + " zone " + reading.zoneMinutes() + " min";
      case Said.Time.Exact _ -> "at " + effective;
      case Said.Time.SinceSessionStart(int minutes) -> minutes + " min after the session's start";
      case Said.Time.OnReceipt _, Said.Time.Unknown _ -> "when it came";
    };
  }

  private static Circumstances circumstances(Said.Measured said) {
    Instant measured =
        switch (said.time()) {
          case Said.Time.At(Instant instant, _) -> instant;
          case Said.Time.Exact(Instant instant) -> instant;
          case Said.Time.Wall(var local, var zone, boolean later) ->
              WallClock.of(local, zone, later).instant();
          case Said.Time.SinceSessionStart(int minutes) -> RECEIVED.plusSeconds(60L * minutes);
          case Said.Time.OnReceipt _, Said.Time.Unknown _ -> RECEIVED;
        };
    return new Circumstances(
        new DeviceId("t", "d"), measured.plusSeconds(60), null, null, RECEIVED, "c");
  }

  private static String plain(BigDecimal number) {
    return number.toPlainString();
  }

  private static String word(@Nullable Meal meal) {
    return meal == null ? "nothing" : meal.word();
  }
}
