package org.trousse.record.glucose;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which numbers rest on enough, by the rules of the reference reports. Answers give every number
/// that can be computed; pages leave out what is withheld, and say why.
///
/// @param rules all of them, met or not, in the order in which they are asked
public record Sufficiency(List<Rule> rules) {
  /// Stands for every number.
  public static final String ALL = "all";

  private static final int BEST_DAYS = 7;
  private static final double SHARE = 70;
  private static final double DAYS = 14;

  public Sufficiency {
    rules = List.copyOf(rules);
  }

  /// One rule.
  ///
  /// @param word its name
  /// @param withholds the names of numbers that pages leave out when it is not met; none: pages
  ///   warn
  /// @param need at least this much; of `events-interval`, at most
  /// @param have what there is; null when it cannot be known
  public record Rule(
      String word, List<String> withholds, double need, @Nullable Double have, boolean met) {
    public Rule {
      withholds = List.copyOf(withholds);
    }

    private static Rule of(
        String word, List<String> withholds, double need, @Nullable Double have) {
      return new Rule(word, withholds, need, have, have != null && have >= need);
    }
  }

  static Sufficiency of(GlucoseSeries series, Coverage coverage, List<GlucoseDay> days) {
    int n = series.size();
    double hours = coverage.hours(n);
    List<String> gmi = List.of("gmi", "gmiMmolMol", "eA1c");
    List<String> curve = List.of("hourly");
    double shareOf14Days = 100 * hours / (DAYS * 24);
    List<GlucoseDay> best = best(days, coverage);
    double usage = best.stream().mapToDouble(Sufficiency::share).average().orElse(0);
    return new Sufficiency(
        List.of(
            Rule.of("day-of-data", List.of(ALL), 24, hours),
            Rule.of("readings-30", List.of("sd", "cv", "jIndex"), 30, (double) n),
            Rule.of("days-14", gmi, DAYS, coverage.days()),
            Rule.of("share-of-14-days", gmi, SHARE, shareOf14Days),
            Rule.of("curve-days", curve, BEST_DAYS, (double) best.size()),
            Rule.of("curve-share", curve, SHARE, usage),
            events(coverage),
            Rule.of("window-share", List.of(), SHARE, coverage.coverage())));
  }

  private static Rule events(Coverage coverage) {
    Integer interval = coverage.interval();
    int most = GlucoseEvents.GAP_MINUTES;
    boolean met = interval != null && interval <= most;
    return new Rule(
        "events-interval",
        List.of("events"),
        most,
        interval == null ? null : (double) interval,
        met);
  }

  /// The seven days with the highest share, of those with an hour of data.
  private static List<GlucoseDay> best(List<GlucoseDay> days, Coverage coverage) {
    return days.stream()
        .filter(day -> coverage.hours(day.summary().n()) >= 1)
        .sorted(Comparator.comparingDouble(Sufficiency::share).reversed())
        .limit(BEST_DAYS)
        .toList();
  }

  private static double share(GlucoseDay day) {
    Double share = day.coverage();
    return share == null ? 0 : share;
  }

  /// The names of all numbers that pages leave out; [#ALL] stands for every one.
  public List<String> withheld() {
    return unmet().flatMap(rule -> rule.withholds().stream()).distinct().toList();
  }

  public boolean isWithheld(String number) {
    List<String> withheld = withheld();
    return withheld.contains(ALL) || withheld.contains(number);
  }

  /// Less than the consensus asks for: 14 days, and 70 % of the window.
  public boolean warns() {
    return unmet()
        .anyMatch(rule -> rule.word().equals("days-14") || rule.word().equals("window-share"));
  }

  private Stream<Rule> unmet() {
    return rules.stream().filter(rule -> !rule.met());
  }
}
