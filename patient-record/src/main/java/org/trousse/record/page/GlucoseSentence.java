package org.trousse.record.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trousse.record.page.GlucosePeriod.Shares;

/// The fortnight read aloud: what the curve shows, in a sentence, with what it rests on.
final class GlucoseSentence {
  /// The consensus' least share of values for a period to be representative (Battelino 2019).
  private static final int COVERAGE_ENOUGH = 70;

  private GlucoseSentence() {}

  static String of(GlucosePeriod period, Words words) {
    if (period.isEmpty()) {
      return words.text("sentence.empty");
    }
    return period
        .shares()
        .map(shares -> ofSensor(shares, period, words))
        .orElseGet(() -> ofFew(period, words));
  }

  /// What the percentages rest on; empty when there are none.
  static String coverage(GlucosePeriod period, Words words) {
    Optional<Shares> shares = period.shares();
    return shares
        .map(s ->
            words.text(
                s.coverage() < COVERAGE_ENOUGH ? "coverage.partial" : "coverage.enough",
                s.coverage(),
                words.counted("coverage.step", s.stepMinutes())))
        .orElse("");
  }

  private static String ofSensor(Shares shares, GlucosePeriod period, Words words) {
    int all = period.sensor().size();
    int below = period.count(GlucosePoint.Range.BELOW);
    int above = period.count(GlucosePoint.Range.ABOVE);
    List<String> parts = new ArrayList<>();
    parts.add(
        words.text(
            "sentence.within",
            percent(shares.within(), all - below - above, all, words),
            hours(shares.within(), words)));
    parts.add(words.text("sentence.below", percent(shares.below(), below, all, words)));
    parts.add(words.text("sentence.above", percent(shares.above(), above, all, words)));
    return words.text("sentence.sensor", String.join(", ", parts), without(period, words));
  }

  private static String ofFew(GlucosePeriod period, Words words) {
    int count = period.sensor().size() + period.finger().size();
    String range =
        period.all().allMatch(GlucosePoint::measured)
            ? words.text(
                "sentence.from.to",
                Math.round(period.all().mapToDouble(GlucosePoint::level).min().orElseThrow()),
                Math.round(period.all().mapToDouble(GlucosePoint::level).max().orElseThrow()))
            : words.text("sentence.beyond");
    return words.text(
        "sentence.few", words.counted("sentence.count", count), range, without(period, words));
  }

  private static String without(GlucosePeriod period, Words words) {
    int days = period.daysWithout();
    return days == 0 ? words.text("sentence.every.day") : words.counted("sentence.without", days);
  }

  /// Never "0 %" for what did happen, nor "100 %" for what did not always.
  private static String percent(int percent, int count, int all, Words words) {
    if (percent == 0 && count > 0) {
      return words.text("percent.little");
    }
    return percent == 100 && count < all
        ? words.text("percent.nearly")
        : words.text("percent", percent);
  }

  private static String hours(int percent, Words words) {
    return words.counted("sentence.hours", Math.round(percent * 24 / 100.0));
  }
}
