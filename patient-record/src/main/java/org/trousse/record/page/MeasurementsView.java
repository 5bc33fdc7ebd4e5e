package org.trousse.record.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.reading.StoredReading;
import org.trousse.sdk.measure.Measure;

/// All that the page of a patient's measurements says, in one language.
///
/// @param aside how many readings are set aside at the patient's request; empty: none
/// @param stamp changes when the live part would say something else
/// @param following whether the page asks for news by itself
/// @param preparedAt local time with seconds
/// @param weeks of the glucose curve; empty when there is no glucose
public record MeasurementsView(
    Words words,
    String name,
    String about,
    String aside,
    String address,
    String stamp,
    boolean following,
    String preparedAt,
    List<Card> cards,
    String sentence,
    String coverage,
    List<GlucoseCurve.Week> weeks,
    List<GlucoseTable.Row> table) {
  static final Set<Measure> GLUCOSE = Set.of(Measure.BLOOD_GLUCOSE, Measure.INTERSTITIAL_GLUCOSE);

  /// What was read of the record.
  ///
  /// @param setAside how many readings the patient set aside
  record Content(
      PatientRow patient, List<StoredReading> latest, List<StoredReading> glucose, int setAside) {}

  static MeasurementsView of(
      Content content, Words words, boolean following, Instant now, ZoneId zone) {
    GlucosePeriod period = GlucosePeriod.of(content.glucose(), now, zone);
    PatientRow patient = content.patient();
    return new MeasurementsView(
        words,
        patient.given() + " " + patient.family(),
        about(patient, words, now.atZone(zone).toLocalDate()),
        content.setAside() == 0 ? "" : words.counted("aside", content.setAside()),
        MeasurementsRoutes.address(words),
        stamp(content.latest(), now),
        following,
        DateTimeFormatter.ofPattern("HH:mm:ss").format(now.atZone(zone)),
        cards(content.latest(), words, now, zone),
        GlucoseSentence.of(period, words),
        GlucoseSentence.coverage(period, words),
        period.isEmpty() ? List.of() : GlucoseCurve.of(period, words),
        period.isEmpty() ? List.of() : GlucoseTable.of(period, words));
  }

  /// The newest arrival and the minute: what was said stays true for that long.
  static String stamp(List<StoredReading> latest, Instant now) {
    long newest =
        latest.stream().mapToLong(stored -> stored.lastUpdated().toEpochMilli()).max().orElse(0);
    return Long.toString(newest, Character.MAX_RADIX)
        + "-"
        + Long.toString(now.getEpochSecond() / 60, Character.MAX_RADIX);
  }

  /// Where a reading is written by hand.
  public String enter() {
    return address + (address.startsWith("/en/") ? "/enter" : "/saisir");
  }

  /// Where the patient's devices are.
  public String devices() {
    return address + (address.startsWith("/en/") ? "/devices" : "/appareils");
  }

  public boolean isEmpty() {
    return cards.stream().allMatch(card -> card.latest().isEmpty());
  }

  public boolean hasFinger() {
    return weeks.stream().anyMatch(week -> !week.dots().isEmpty());
  }

  public boolean hasSensor() {
    return weeks.stream().anyMatch(week -> !week.trace().isEmpty());
  }

  public boolean hasAbsences() {
    return weeks.stream().anyMatch(week -> !week.absences().isEmpty());
  }

  public boolean hasMarks() {
    return weeks.stream().anyMatch(week -> !week.marks().isEmpty());
  }

  private static String about(PatientRow patient, Words words, LocalDate today) {
    int years = Period.between(patient.birthDate(), today).getYears();
    String age = words.counted("about.age", years);
    return patient.synthetic() ? words.text("about.synthetic", age) : age;
  }

  private static List<Card> cards(
      List<StoredReading> latest, Words words, Instant now, ZoneId zone) {
    return Stream.of(
            card("glucose", latest, GLUCOSE, words, now, zone),
            card("pressure", latest, Set.of(Measure.BLOOD_PRESSURE), words, now, zone),
            card("weight", latest, Set.of(Measure.BODY_WEIGHT), words, now, zone),
            card("temperature", latest, Set.of(Measure.BODY_TEMPERATURE), words, now, zone))
        .toList();
  }

  private static Card card(
      String name,
      List<StoredReading> latest,
      Set<Measure> measures,
      Words words,
      Instant now,
      ZoneId zone) {
    List<StoredReading> newestFirst =
        latest.stream()
            .filter(stored -> measures.contains(stored.reading().measure()))
            .sorted(
                Comparator.comparing((StoredReading stored) -> stored.reading().effectiveAt())
                    .reversed())
            .toList();
    if (newestFirst.isEmpty()) {
      return Card.none(name, words);
    }
    @Nullable StoredReading other = newestFirst.size() > 1 ? newestFirst.get(1) : null;
    return Card.of(name, newestFirst.getFirst(), other, words, now, zone);
  }
}
