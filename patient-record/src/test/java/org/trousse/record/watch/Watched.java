package org.trousse.record.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.Sample;
import org.trousse.record.watch.Situation.Confirmed;
import org.trousse.record.watch.Situation.Known;
import org.trousse.record.watch.Threshold.Author;
import org.trousse.record.watch.Threshold.Rule;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;

/// A patient's readings in the making, at Monday noon in Paris. All data are synthetic.
final class Watched {
  static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  static final Instant NOW = local("2026-11-23T12:00");
  static final Author NURSE = new Author(new UUID(6, 0), "Camille Démo");

  private final List<Sample> samples = new ArrayList<>();
  private final Map<Measure, Integer> rhythms = new HashMap<>();
  private final Map<Measure, Instant> older = new HashMap<>();
  private Set<Confirmed> confirmed = Set.of();

  static Instant local(String time) {
    return LocalDateTime.parse(time).atZone(PARIS).toInstant();
  }

  static Threshold threshold(Subject subject, Rule rule) {
    return threshold(subject, subject.unit(), rule);
  }

  static Threshold threshold(Subject subject, Unit unit, Rule rule) {
    Instant since = NOW.minus(Duration.ofDays(1));
    return new Threshold(
        new UUID(7, rule.hashCode()),
        subject,
        unit,
        rule,
        NURSE,
        "raison d'essai",
        since,
        NOW.plus(Duration.ofDays(30)));
  }

  Watched with(Measure measure, Instant at, double value, Flag... flags) {
    samples.add(sample(measure, at, value, null, null, null, flags));
    return this;
  }

  Watched with(Measure measure, String time, double value, Flag... flags) {
    return with(measure, local(time), value, flags);
  }

  Watched pressure(String time, double systolic, double diastolic) {
    samples.add(sample(Measure.BLOOD_PRESSURE, local(time), systolic, diastolic, null, null));
    return this;
  }

  /// Said in mmol/L.
  Watched molar(Measure measure, Instant at, double said) {
    samples.add(sample(measure, at, said * 18.0156, null, Unit.MMOL_PER_L, said));
    return this;
  }

  /// A sensor's readings every five minutes, ending with `to`.
  Watched sensor(Instant to, double... values) {
    for (int place = 0; place < values.length; place++) {
      Instant at = to.minus(Duration.ofMinutes(5L * (values.length - 1 - place)));
      with(Measure.INTERSTITIAL_GLUCOSE, at, values[place]);
    }
    return this;
  }

  Watched rhythm(Measure measure, int hours) {
    rhythms.put(measure, hours);
    return this;
  }

  Watched older(Measure measure, Instant at) {
    older.put(measure, at);
    return this;
  }

  Watched confirmed(Measure measure, String time) {
    confirmed = Set.of(new Confirmed(measure, local(time)));
    return this;
  }

  Watched shuffled(long seed) {
    Collections.shuffle(samples, new Random(seed));
    return this;
  }

  Watched twice() {
    samples.addAll(List.copyOf(samples));
    return this;
  }

  Known known() {
    Map<Measure, Instant> newest = new HashMap<>(older);
    for (Sample sample : samples) {
      newest.merge(sample.measure(), sample.at(), (a, b) -> a.isAfter(b) ? a : b);
    }
    return new Known(samples, rhythms, newest, confirmed, NOW, PARIS);
  }

  Observed observed() {
    return new Observed(known());
  }

  Situation situation(Threshold... own) {
    return Situation.of(known(), List.of(own), List.of());
  }

  List<Finding.Why> whys(Threshold... own) {
    return situation(own).findings().stream().map(Finding::why).toList();
  }

  private static Sample sample(
      Measure measure,
      Instant at,
      double value,
      @Nullable Double diastolic,
      @Nullable Unit unit,
      @Nullable Double said,
      Flag... flags) {
    return new Sample(
        measure,
        at,
        value,
        diastolic,
        null,
        null,
        unit,
        said,
        null,
        Flag.bits(Set.of(flags)),
        false);
  }
}
