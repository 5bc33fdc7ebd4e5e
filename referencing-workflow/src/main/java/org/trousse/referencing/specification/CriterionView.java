package org.trousse.referencing.specification;

import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trousse.referencing.check.roll.DecidingToday;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.page.Words;

/// What the page of one criterion shows.
///
/// @param family its title
/// @param before the criterion before it, where there is one
/// @param after the one after it
public record CriterionView(
    Words words,
    Specification specification,
    Criterion criterion,
    String family,
    Optional<Link> before,
    Optional<Link> after) {
  /// A way on.
  public record Link(String address, String id) {}

  /// One framework and its items.
  public record Mapping(String framework, String items) {}

  static CriterionView of(Specification specification, Criterion criterion, Words words) {
    int place = specification.criteria().indexOf(criterion);
    String family =
        specification.families().stream()
            .filter(one -> one.id().equals(criterion.family()))
            .map(one -> words.of(one.title()))
            .findFirst()
            .orElseThrow();
    return new CriterionView(
        words,
        specification,
        criterion,
        family,
        link(specification, place - 1, words),
        link(specification, place + 1, words));
  }

  private static Optional<Link> link(Specification specification, int place, Words words) {
    List<Criterion> all = specification.criteria();
    return place < 0 || place >= all.size()
        ? Optional.empty()
        : Optional.of(new Link(address(specification, all.get(place), words), all.get(place).id()));
  }

  /// The page of all criteria of this version.
  static String home(Specification specification, Words words) {
    return "/" + words.tag() + "/" + words.text("path") + version(specification);
  }

  static String address(Specification specification, Criterion one, Words words) {
    return "/%s/%s/%s%s"
        .formatted(words.tag(), words.text("path"), one.id(), version(specification));
  }

  /// A decision quotes the version that it was made by, so that addresses say it always.
  private static String version(Specification specification) {
    return "?version=" + specification.version();
  }

  public String up() {
    return home(specification, words);
  }

  public String title() {
    return criterion.id() + " – " + words.of(criterion.title());
  }

  public String level() {
    return words.text("level." + criterion.level());
  }

  public String decider() {
    return words.text("decider." + DecidingToday.of(criterion) + ".long");
  }

  /// Its automatic part does not run yet.
  public boolean peopleInstead() {
    return DecidingToday.peopleInstead(criterion);
  }

  public String condition() {
    return words.text("condition." + criterion.condition());
  }

  public String validity() {
    Period validity = criterion.validity();
    if (validity == null) {
      return words.text("validity.none");
    }
    long months = validity.toTotalMonths();
    return words.text(months == 1 ? "validity.month" : "validity.months", months);
  }

  public List<String> evidence() {
    return criterion.evidence().stream().map(words::of).toList();
  }

  public String how() {
    return criterion.how() == null ? words.text("how.none") : words.of(criterion.how());
  }

  public List<Mapping> mappings() {
    return criterion.mappings().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> new Mapping(entry.getKey(), String.join(", ", entry.getValue())))
        .toList();
  }
}
