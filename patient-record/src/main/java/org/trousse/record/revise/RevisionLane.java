package org.trousse.record.revise;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.append.AppendLane.Hears;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.revise.Revised.Done;
import org.trousse.record.revise.Revised.Fault;
import org.trousse.record.revise.Revised.Overtaken;
import org.trousse.record.revise.Revised.Refused;
import org.trousse.record.revise.Revised.Unknown;

/// Loads a reading, decides, stores. Whether its author may do this was asked before.
public final class RevisionLane {
  private final RevisionStore store;
  private final InstantSource clock;
  private final Hears hears;

  public RevisionLane(RevisionStore store, InstantSource clock) {
    this(store, clock, Hears.NOBODY);
  }

  /// The same, heard: a reading that changed may change its patient's situation.
  public RevisionLane(RevisionStore store, InstantSource clock, Hears hears) {
    this.store = store;
    this.clock = clock;
    this.hears = hears;
  }

  /// Completes after COMMIT.
  ///
  /// @param readings as the author sees them
  /// @param seen the version that the author looked at; null: the present one, whichever it is
  public Future<Revised> revise(
      ReadingStore readings, ReadingKey key, @Nullable Integer seen, Author author, Wish wish) {
    return readings
        .versions(key)
        .compose(versions ->
            versions.isEmpty()
                ? Future.succeededFuture(new Unknown())
                : decided(versions, key, seen, author, wish));
  }

  private Future<Revised> decided(
      List<StoredReading> versions,
      ReadingKey key,
      @Nullable Integer seen,
      Author author,
      Wish wish) {
    StoredReading now = versions.getFirst();
    if (seen != null && seen != now.number()) {
      return Future.succeededFuture(new Overtaken(now.number()));
    }
    Refused refused = Revision.refused(now, wish);
    return refused != null
        ? Future.succeededFuture(refused)
        : store
            .revise(
                key,
                now.number(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                author,
                wish,
                Revision.of(versions, wish))
            .onSuccess(version -> hears.stored(key.patient()))
            .map(RevisionLane::revised);
  }

  /// Why this cannot be done to the reading as it is; empty when it can.
  public static List<Fault> faults(StoredReading now, Wish wish) {
    return Revision.faults(now, wish);
  }

  private static Revised revised(int version) {
    return version > 0 ? new Done(version) : version == 0 ? new Unknown() : new Overtaken(-version);
  }
}
