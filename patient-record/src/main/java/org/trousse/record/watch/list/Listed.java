package org.trousse.record.watch.list;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.watch.Finding;
import org.trousse.record.watch.Situation.Trend;
import org.trousse.sdk.measure.Measure;

/// One patient of a professional's list, as it stands in the database.
///
/// @param readable what the professional may read
/// @param evaluatedAt null: not yet
/// @param feeds the app that the newest reading of a measure came by
public record Listed(
    PatientRow patient,
    Set<Measure> readable,
    @Nullable Instant evaluatedAt,
    List<Finding> findings,
    int readings,
    int quiet,
    @Nullable Instant newest,
    Trend trend,
    Map<Measure, String> feeds,
    @Nullable Review review,
    @Nullable Snooze snooze,
    Visit visit) {
  /// Somebody looked.
  public record Review(Instant at, String name, String note) {
    public static final int NOTE_CHARACTERS_MAX = 300;
  }

  /// Somebody put it off.
  public record Snooze(Instant at, Instant until, String name, String reason) {
    public static final int DAYS_MAX = 30;
  }

  /// What the professional wrote beside the patient.
  ///
  /// @param tour empty: none
  /// @param sector empty: unknown
  public record Visit(String tour, String sector, @Nullable Instant next) {
    public static final int CHARACTERS_MAX = 60;
    public static final Visit NONE = new Visit("", "", null);
  }

  public Listed {
    Set<Measure> theirs = Set.copyOf(readable);
    readable = theirs;
    findings = findings.stream().filter(finding -> isReadable(finding, theirs)).toList();
    feeds = Map.copyOf(feeds);
  }

  private static boolean isReadable(Finding finding, Set<Measure> readable) {
    return finding.measure() == null || readable.contains(finding.measure());
  }

  /// Never who.
  @Override
  public String toString() {
    return "Listed(…)";
  }
}
