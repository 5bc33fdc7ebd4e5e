package org.trousse.record.page.series;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.page.Words;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.reading.Sample;

/// What a page was asked, and what the record has for it.
///
/// @param samples in no order, those entered in error among them
/// @param cut whether older readings were left out, see
///   [org.trousse.record.reading.SampleStore#SAMPLES_MAX]
/// @param setAside how many readings the patient set aside
/// @param zone the patient's
/// @param beside what the patient decided
public record Opened(
    PatientRow patient,
    List<Sample> samples,
    boolean cut,
    int setAside,
    Asked asked,
    Words words,
    Instant now,
    ZoneId zone,
    Beside beside) {
  public Opened {
    samples = List.copyOf(samples);
  }

  public Figures figures() {
    return new Figures(words, zone);
  }

  public String name() {
    return patient.given() + " " + patient.family();
  }

  public String about() {
    int years = Period.between(patient.birthDate(), now.atZone(zone).toLocalDate()).getYears();
    String age = words.counted("about.age", years);
    return patient.synthetic() ? words.text("about.synthetic", age) : age;
  }

  /// That the newest reading is old; empty: it is not, or there is none.
  ///
  /// @param old from then on it is
  public String stale(@Nullable Instant last, Duration old) {
    return last == null || Duration.between(last, now).compareTo(old) < 0
        ? ""
        : words.text("series.stale", words.ago(last, now));
  }

  /// What is not shown and why, one sentence each.
  List<String> hidden() {
    String aside = setAside == 0 ? "" : words.counted("aside", setAside);
    String older = cut ? words.text("series.cut", figures().whole(samples.size())) : "";
    return List.of(aside, older).stream().filter(one -> !one.isEmpty()).toList();
  }
}
