package org.trousse.record.watch.list;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.trousse.record.watch.Finding;
import org.trousse.record.watch.Finding.Group;

/// Where a patient stands in the list, and why.
///
/// @param findings what there is to see, the most urgent first; when all was seen, what was
/// @param seen whether a professional looked after the last of it was found
/// @param putOff whether it waits until the end of a snooze
public record Placed(
    Listed listed, Group group, List<Finding> findings, boolean seen, boolean putOff) {

  /// The same order on the page and in print: by group, what nobody saw first, what lasts, the
  /// newest, the next visit, and by name; no two patients are equal in it.
  public static final Comparator<Placed> IN_ORDER =
      Comparator.comparing(Placed::putOff)
          .thenComparing(Placed::group)
          .thenComparing(Placed::seen)
          .thenComparing(Placed::lasts, Comparator.reverseOrder())
          .thenComparing(Placed::since, Comparator.reverseOrder())
          .thenComparing(Placed::nextVisit)
          .thenComparing(placed -> placed.listed().patient().family())
          .thenComparing(placed -> placed.listed().patient().given())
          .thenComparingLong(placed -> placed.listed().patient().id().value());

  static Placed of(Listed listed, Instant now) {
    Listed.Review review = listed.review();
    Instant looked = review == null ? Instant.MIN : review.at();
    List<Finding> news =
        listed.findings().stream().filter(one -> one.firstSeen().isAfter(looked)).toList();
    boolean seen = news.isEmpty() && !listed.findings().isEmpty();
    List<Finding> shown = seen ? listed.findings() : news;
    Group group =
        listed.evaluatedAt() == null
            ? Group.C
            : shown.isEmpty() ? Group.E : shown.getFirst().group();
    return new Placed(listed, group, List.copyOf(shown), seen, isPutOff(listed, shown, now));
  }

  /// What is to be seen now and came after somebody put the patient off breaks through.
  private static boolean isPutOff(Listed listed, List<Finding> shown, Instant now) {
    Listed.Snooze snooze = listed.snooze();
    return snooze != null
        && snooze.until().isAfter(now)
        && shown.stream()
            .noneMatch(one -> one.group() == Group.A && one.firstSeen().isAfter(snooze.at()));
  }

  public Optional<Finding> first() {
    return findings.stream().findFirst();
  }

  /// Whether somebody should look.
  public boolean waits() {
    return group != Group.E && !seen && !putOff;
  }

  private boolean lasts() {
    return first().map(Finding::open).orElse(false);
  }

  private Instant since() {
    return first().map(Finding::to).orElse(Instant.MIN);
  }

  private Instant nextVisit() {
    Instant next = listed.visit().next();
    return next == null ? Instant.MAX : next;
  }
}
