package org.trousse.record.watch.list;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trousse.record.watch.Finding;
import org.trousse.record.watch.Finding.Group;
import org.trousse.sdk.measure.Measure;

/// A professional's list in its order.
///
/// @param tours the labels that the professional gave, in order
/// @param readings since yesterday began, of all patients shown
/// @param quiet of those, without a finding
/// @param waiting how many patients somebody should look at
/// @param late apps of which several patients are silent
/// @param oldest when the oldest of these situations was evaluated; null: none was
public record Worklist(
    List<Placed> placed,
    List<String> tours,
    int readings,
    int quiet,
    int waiting,
    List<LateFeed> late,
    @Nullable Instant oldest) {
  /// From then on the page says that its situations are old.
  public static final Duration OLD = Duration.ofMinutes(45);

  private static final int SILENT_MIN = 2;

  /// An app whose feed is late rather than its patients.
  ///
  /// @param silent patients of whom nothing came for too long
  /// @param of patients whose newest readings came by it
  public record LateFeed(String app, int silent, int of) {}

  /// The list of these patients.
  ///
  /// @param tour only this one; empty: all
  public static Worklist of(List<Listed> all, String tour, Instant now) {
    List<Listed> shown =
        all.stream().filter(one -> tour.isEmpty() || one.visit().tour().equals(tour)).toList();
    List<Placed> placed =
        shown.stream().map(one -> Placed.of(one, now)).sorted(Placed.IN_ORDER).toList();
    return new Worklist(
        placed,
        all.stream()
            .map(one -> one.visit().tour())
            .filter(one -> !one.isEmpty())
            .distinct()
            .sorted()
            .toList(),
        shown.stream().mapToInt(Listed::readings).sum(),
        shown.stream().mapToInt(Listed::quiet).sum(),
        (int) placed.stream().filter(Placed::waits).count(),
        late(shown),
        shown.stream()
            .map(Listed::evaluatedAt)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .orElse(null));
  }

  /// Two patients at least, and half of those whose readings come by the app.
  private static List<LateFeed> late(List<Listed> shown) {
    Map<String, Integer> of = new TreeMap<>();
    Map<String, Integer> silent = new HashMap<>();
    for (Listed one : shown) {
      one.feeds().values().stream()
          .filter(app -> !app.isEmpty())
          .distinct()
          .forEach(app -> {
            of.merge(app, 1, Integer::sum);
            if (isSilent(one, app)) {
              silent.merge(app, 1, Integer::sum);
            }
          });
    }
    return of.entrySet().stream()
        .map(
            one -> new LateFeed(one.getKey(), silent.getOrDefault(one.getKey(), 0), one.getValue()))
        .filter(one -> one.silent() >= SILENT_MIN && 2 * one.silent() >= one.of())
        .toList();
  }

  private static boolean isSilent(Listed listed, String app) {
    return listed.findings().stream()
        .filter(one -> one.why() == Finding.Why.SILENT)
        .map(Finding::measure)
        .anyMatch(measure -> app.equals(feed(listed, measure)));
  }

  private static @Nullable String feed(Listed listed, @Nullable Measure measure) {
    return measure == null ? null : listed.feeds().get(measure);
  }

  public List<Placed> in(Group group) {
    return placed.stream().filter(one -> !one.putOff() && one.group() == group).toList();
  }

  public List<Placed> putOff() {
    return placed.stream().filter(Placed::putOff).toList();
  }

  public boolean isQuiet() {
    return waiting == 0;
  }
}
