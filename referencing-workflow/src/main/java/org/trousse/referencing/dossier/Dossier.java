package org.trousse.referencing.dossier;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.calendar.RunningClock;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.quorum.Sitting;

/// One app's way into the catalogue, as its history made it.
///
/// @param evidence null before the first manifest
/// @param verdicts the newest of each criterion
/// @param retest criteria that changed since they were judged, and are to be judged again
/// @param version the number of its last event
public record Dossier(
    Identity identity,
    Standing standing,
    @Nullable Evidence evidence,
    Map<String, Verdict> verdicts,
    Set<String> retest,
    @Nullable Proposal proposal,
    int version) {
  /// Whose it is; never changes.
  ///
  /// @param reference what people call it, e.g. `TR-2026-0001`
  /// @param software the app, whatever its version; its client id
  public record Identity(UUID id, String reference, String software, UUID organisation) {}

  /// Where a dossier stands, and since when.
  ///
  /// @param clock null where none runs
  /// @param before the state that it left last
  /// @param provisional whether it has been listed provisionally, which happens once
  /// @param listedAt when patients could first find it; null: never yet
  /// @param validUntil when the approval ends; null before it
  /// @param attestedAt when the vendor last said that all still holds; null before the first
  ///   listing
  /// @param judgedManifest the manifest that was handed in last for judgement; 0 before
  public record Standing(
      State state,
      Instant since,
      @Nullable RunningClock clock,
      State before,
      boolean provisional,
      @Nullable Instant listedAt,
      @Nullable Instant validUntil,
      @Nullable Instant attestedAt,
      int judgedManifest) {
    Standing with(@Nullable RunningClock other) {
      return new Standing(
          state,
          since,
          other,
          before,
          provisional,
          listedAt,
          validUntil,
          attestedAt,
          judgedManifest);
    }

    Standing attested(Instant at) {
      return new Standing(
          state, since, clock, before, provisional, listedAt, validUntil, at, judgedManifest);
    }
  }

  /// A move that one person proposed and another must confirm.
  ///
  /// @param number of the event that proposed it
  /// @param sitting who sat; null where the move is no opinion, or it was not recorded yet
  public record Proposal(
      int number, MoveName move, Grounds grounds, UUID by, Instant at, @Nullable Sitting sitting) {}

  public Dossier {
    verdicts = Collections.unmodifiableMap(new TreeMap<>(verdicts));
    retest = Collections.unmodifiableSet(new TreeSet<>(retest));
  }

  public State state() {
    return standing.state();
  }

  public UUID id() {
    return identity.id();
  }

  /// Mandatory criteria of this app that do not fulfil it.
  public Stream<String> mandatoryWithout(Predicate<String> fulfilled) {
    if (evidence == null) {
      return Stream.of();
    }
    return evidence.asked().entrySet().stream()
        .filter(one -> one.getValue().mandatory())
        .map(Map.Entry::getKey)
        .filter(fulfilled.negate());
  }

  public boolean judged(String criterion, Predicate<Verdict> how) {
    Verdict verdict = verdicts.get(criterion);
    return verdict != null && how.test(verdict);
  }

  public boolean anyVerdict(Predicate<Verdict> how) {
    return verdicts.values().stream().anyMatch(how);
  }
}
