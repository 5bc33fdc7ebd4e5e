package org.trousse.record.watch.page.threshold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.record.care.CareOpening;
import org.trousse.record.page.Words;
import org.trousse.record.watch.Bounds;
import org.trousse.record.watch.Profile;
import org.trousse.record.watch.Subject;
import org.trousse.record.watch.Threshold;
import org.trousse.record.watch.Threshold.Change;
import org.trousse.record.watch.Threshold.Minutes;
import org.trousse.record.watch.Threshold.OfLast;
import org.trousse.record.watch.Threshold.Severity;
import org.trousse.record.watch.Threshold.Side;
import org.trousse.record.watch.Threshold.Sustained;
import org.trousse.record.watch.Threshold.Value;
import org.trousse.record.watch.page.Carer;
import org.trousse.record.watch.page.Reason;
import org.trousse.record.watch.page.WatchPage;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// All that the page of a patient's thresholds says.
///
/// @param rows in force: what somebody set, then the usual ones
/// @param expired what somebody set and is over
/// @param rhythms what is expected of each measure
/// @param faults sentences; none: nothing is wrong
/// @param preview what a threshold would have raised; empty: nobody asked
public record ThresholdView(
    Carer carer,
    String name,
    List<Row> rows,
    List<Row> expired,
    List<Rhythm> rhythms,
    List<Choice> subjects,
    List<Choice> profiles,
    boolean mayWrite,
    List<String> faults,
    String preview) {
  /// One threshold.
  ///
  /// @param id empty: a usual one, which nobody can end
  /// @param who says by whom and until when
  public record Row(String id, String subject, String rule, String who, String reason) {}

  /// How often a measure is expected.
  ///
  /// @param hours as a field holds it; empty: learned
  public record Rhythm(String word, String measure, String says, String hours) {}

  /// Something to choose.
  public record Choice(String value, String text) {}

  static ThresholdView of(
      Carer carer,
      CareOpening opening,
      List<Threshold> own,
      Map<Measure, Integer> rhythms,
      List<String> faults,
      String preview) {
    Maker maker = new Maker(carer);
    Instant now = carer.now();
    List<Threshold> inForce = Profile.inForce(own, now);
    return new ThresholdView(
        carer,
        opening.patient().given() + " " + opening.patient().family(),
        inForce.stream().map(maker::row).toList(),
        own.stream().filter(one -> !one.holds(now)).map(maker::row).toList(),
        Arrays.stream(Measure.values())
            .filter(opening.readable()::contains)
            .map(measure -> maker.rhythm(measure, rhythms.get(measure)))
            .toList(),
        Arrays.stream(Subject.values())
            .filter(subject -> opening.writable().containsAll(subject.measures()))
            .map(subject ->
                new Choice(subject.word(), carer.words().text("watch.subject." + subject.word())))
            .toList(),
        Arrays.stream(Profile.values())
            .map(profile ->
                new Choice(profile.word(), carer.words().text("watch.profile." + profile.word())))
            .toList(),
        !opening.writable().isEmpty(),
        faults,
        preview);
  }

  public Words words() {
    return carer.words();
  }

  public String address() {
    return WatchPage.THRESHOLDS.address(carer.words(), carer.ref());
  }

  public String sheet() {
    return "/" + carer.words().locale().getLanguage() + "/patients/" + carer.ref();
  }

  /// What was written into a field of this form; other forms show nothing of it.
  public String kept(String kind, String name) {
    return carer.form().text("kind").equals(kind) ? carer.form().text(name) : "";
  }

  /// A new one for each form, so that a form sent twice sets one threshold.
  public String newId() {
    return UUID.randomUUID().toString();
  }

  public String latest() {
    return carer
        .now()
        .atZone(carer.zone())
        .toLocalDate()
        .plusDays(ThresholdForm.DAYS_MAX)
        .toString();
  }

  public String today() {
    return carer.now().atZone(carer.zone()).toLocalDate().toString();
  }

  private static final class Maker {
    private final Carer carer;
    private final Words words;
    private final Reason reason;

    Maker(Carer carer) {
      this.carer = carer;
      this.words = carer.words();
      this.reason = new Reason(words, carer.now(), carer.zone());
    }

    Row row(Threshold threshold) {
      Threshold.Author author = threshold.author();
      Instant until = threshold.until();
      String who =
          author == null || until == null
              ? words.text("watch.threshold.usual")
              : words.text(
                  "watch.threshold.by",
                  author.name(),
                  carer.figures().longDay(threshold.since().atZone(carer.zone()).toLocalDate()),
                  carer
                      .figures()
                      .longDay(until.minusSeconds(1).atZone(carer.zone()).toLocalDate()));
      return new Row(
          author == null ? "" : threshold.id().toString(),
          words.text("watch.subject." + threshold.subject().word()),
          rule(threshold),
          who,
          author == null ? words.text("watch.profile." + threshold.reason()) : threshold.reason());
    }

    private String rule(Threshold threshold) {
      Unit unit = threshold.unit();
      return switch (threshold.rule()) {
        case Value(Bounds bounds) -> bounds(bounds, unit);
        case Sustained sustained -> sustained(sustained, unit);
        case Change change ->
            words.text(
                    change.delta() > 0 ? "watch.threshold.rise" : "watch.threshold.fall",
                    reason.quantity(Math.abs(change.delta()), unit),
                    words.counted("watch.days", change.days()))
                + severity(change.severity());
      };
    }

    private String sustained(Sustained rule, Unit unit) {
      String side =
          words.text(
              rule.side() == Side.BELOW ? "watch.threshold.below" : "watch.threshold.above",
              reason.quantity(rule.bound(), unit));
      String lasting =
          switch (rule.lasting()) {
            case Minutes(int minutes) ->
                words.text("watch.threshold.for", carer.figures().duration(minutes));
            case OfLast(int k, int n) -> words.text("watch.threshold.of-last", k, n);
          };
      return side + " " + lasting + severity(rule.severity());
    }

    private String severity(Severity severity) {
      return words.text(severity == Severity.RED ? "watch.threshold.red" : "watch.threshold.warn");
    }

    private String bounds(Bounds bounds, Unit unit) {
      List<String> parts = new ArrayList<>();
      add(parts, "watch.threshold.low-critical", bounds.lowCritical(), unit);
      add(parts, "watch.threshold.low", bounds.low(), unit);
      add(parts, "watch.threshold.high", bounds.high(), unit);
      add(parts, "watch.threshold.high-critical", bounds.highCritical(), unit);
      return String.join(", ", parts);
    }

    private void add(List<String> parts, String key, @Nullable Double bound, Unit unit) {
      if (bound != null) {
        parts.add(words.text(key, reason.quantity(bound, unit)));
      }
    }

    Rhythm rhythm(Measure measure, @Nullable Integer hours) {
      String says =
          hours == null
              ? words.text("watch.rhythm.learned")
              : hours == 0
                  ? words.text("watch.rhythm.none")
                  : words.text("watch.rhythm.every", hours);
      return new Rhythm(
          measure.word(),
          words.text("watch.measure." + measure.word()),
          says,
          hours == null ? "" : hours.toString());
    }
  }

  /// Sentences of what is wrong.
  static List<String> faults(ThresholdForm form, Words words) {
    return form.faults().stream()
        .distinct()
        .map(name -> words.text("watch.threshold.fault." + name))
        .toList();
  }

  /// Never whose.
  @Override
  public String toString() {
    return "ThresholdView(…)";
  }
}
