package org.trousse.referencing.specification;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.trousse.referencing.check.roll.DecidingToday;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Level;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.quorum.Quorum;
import org.trousse.referencing.page.Words;

/// What the page on how apps are referenced shows.
///
/// @param timed whether any time was measured yet
public record OverviewView(
    Words words,
    Specification specification,
    List<Block> blocks,
    List<Step> steps,
    List<Other> others,
    boolean timed) {
  /// The criteria of one family.
  public record Block(String id, String title, List<Line> lines) {}

  /// One criterion.
  public record Line(String id, String address, String title, String level, String decider) {}

  /// One state of a dossier.
  ///
  /// @param clock how long it may last; empty where no clock runs
  /// @param measured how long it really lasts; empty where nobody was counted
  public record Step(String name, String what, String clock, String measured) {}

  /// Another version of the specification.
  public record Other(String version, String address) {}

  static OverviewView of(
      Specification specification, List<Specification> all, List<PublicTime> times, Words words) {
    Map<State, PublicTime> byState =
        times.stream()
            .filter(time -> time.dossiers() > 0)
            .collect(Collectors.toMap(PublicTime::state, Function.identity()));
    return new OverviewView(
        words,
        specification,
        specification.families().stream()
            .map(family -> block(specification, family, words))
            .toList(),
        Arrays.stream(State.values())
            .map(state -> step(state, Optional.ofNullable(byState.get(state)), words))
            .toList(),
        all.stream()
            .filter(one -> !one.version().equals(specification.version()))
            .map(one -> new Other(one.version(), CriterionView.home(one, words)))
            .toList(),
        !byState.isEmpty());
  }

  private static Block block(
      Specification specification, Specification.Family family, Words words) {
    List<Line> lines =
        specification.of(family).stream().map(one -> line(specification, one, words)).toList();
    return new Block(family.id(), words.of(family.title()), lines);
  }

  private static Line line(Specification specification, Criterion one, Words words) {
    return new Line(
        one.id(),
        CriterionView.address(specification, one, words),
        words.of(one.title()),
        words.text("level." + one.level()),
        words.text("decider." + DecidingToday.of(one)));
  }

  private static Step step(State state, Optional<PublicTime> time, Words words) {
    return new Step(
        words.text("state." + state),
        words.text("state." + state + ".what"),
        words.text("state." + state + ".clock"),
        time.map(counted ->
                words.text(
                    "measured",
                    lasting(words, counted.median()),
                    lasting(words, counted.ninetieth()),
                    counted.dossiers()))
            .orElse(""));
  }

  /// How many must sit for an opinion.
  public String quorum() {
    return words.text("process.quorum", Quorum.OPINION.present(), Quorum.OPINION.citizens());
  }

  /// `70`
  public int count() {
    return specification.criteria().size();
  }

  /// How many of them nobody can fail.
  public long optional() {
    return specification.criteria().stream().filter(one -> one.level() == Level.OPTIONAL).count();
  }

  public String published() {
    return words.day(specification.publishedOn());
  }

  /// Hours below two days, days from there on, rounded up.
  static String lasting(Words words, Duration time) {
    long hours = Math.max(1, time.plusMinutes(59).toHours());
    if (hours < 48) {
      return words.text(hours == 1 ? "hour" : "hours", hours);
    }
    return words.text("days", (hours + 23) / 24);
  }
}
