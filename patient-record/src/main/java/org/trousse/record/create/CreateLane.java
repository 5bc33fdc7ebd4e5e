package org.trousse.record.create;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.trousse.record.append.AppendLane;
import org.trousse.record.append.KnownDevice;
import org.trousse.record.append.RosterStore;
import org.trousse.record.append.StillAllowed;
import org.trousse.record.append.WholeStore;
import org.trousse.record.append.WholeStore.Told;
import org.trousse.record.door.Access;
import org.trousse.record.door.Opening.Opened;
import org.trousse.record.door.ReadingAccess;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Reading;

/// Readings of one event loop's apps on their way into the record. The right to add is asked again
/// when they are sent.
public final class CreateLane {
  /// Opens an [AppendLane] that asks this question.
  @FunctionalInterface
  public interface OpensLane {
    AppendLane open(StillAllowed allowed);
  }

  /// Whether the app may still add is not known at this moment: nothing was written, and the app
  /// asks again.
  public static final class RightsUnknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RightsUnknown() {
      super("whether the app may add is not known now", null, false, false);
    }
  }

  /// Devices that the record was told of and that this loop remembers.
  private static final int KNOWN_MAX = 1_000;

  private final AppendLane lane;
  private final WholeStore whole;
  private final RosterStore roster;
  private final InstantSource clock;
  private final IdentityHashMap<Reading, Opened> writers = new IdentityHashMap<>();
  private final Set<KnownDevice> known = new HashSet<>();
  private Instant last = Instant.EPOCH;

  /// Every call must come from the event loop that this one comes from.
  public CreateLane(OpensLane lanes, WholeStore whole, RosterStore roster, InstantSource clock) {
    this.lane = lanes.open(this::mayStillAdd);
    this.whole = whole;
    this.roster = roster;
    this.clock = clock;
  }

  /// When something that comes now was received: never the same twice.
  public Instant receipt() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    last = now.isAfter(last) ? now : last.plusNanos(1_000);
    return last;
  }

  /// Makes the devices of these drafts known, as this app's.
  public Future<Void> introduce(Opened who, List<Draft> drafts) {
    Future<Void> done = Future.succeededFuture();
    for (Draft draft : drafts) {
      KnownDevice device = device(who, draft);
      if (!known.contains(device)) {
        done = done.compose(before -> roster.know(device)).onSuccess(told -> remember(device));
      }
    }
    return done;
  }

  private static KnownDevice device(Opened who, Draft draft) {
    Draft.NamedDevice named = draft.device();
    String label = named == null || named.display().isBlank() ? who.name() : named.display();
    int specialisation = named == null ? 0 : draft.beside().specialisation();
    return new KnownDevice(
        Identity.device(named, who.clientId()), label, specialisation, who.clientId());
  }

  private void remember(KnownDevice device) {
    if (known.size() >= KNOWN_MAX) {
      known.clear();
    }
    known.add(device);
  }

  /// Completes after COMMIT, as [AppendLane#append]; fails with [RightsUnknown] too.
  public Future<Outcome> add(Opened who, Told told) {
    Reading reading = told.reading();
    writers.put(reading, who);
    return lane.append(reading, told.extra()).onComplete(done -> writers.remove(reading));
  }

  /// Adds it unless its number is there already, as [WholeStore#appendUnless].
  public Future<WholeStore.Claimed> addUnless(Opened who, Told told, boolean alike) {
    return whole.appendUnless(told, alike, () -> mayAdd(who, told.reading()));
  }

  /// All or nothing, as [WholeStore#append].
  public Future<List<Outcome>> addAll(Opened who, List<Told> readings) {
    if (readings.isEmpty()) {
      return Future.succeededFuture(Collections.emptyList());
    }
    return whole.append(
        readings, () -> readings.stream().allMatch(told -> mayAdd(who, told.reading())));
  }

  private boolean mayStillAdd(Reading reading) {
    Opened who = writers.get(reading);
    return who != null && mayAdd(who, reading);
  }

  private static boolean mayAdd(Opened who, Reading reading) {
    Access access = ReadingAccess.create(who, reading.measure());
    if (access == Access.STALE) {
      throw new RightsUnknown();
    }
    return access == Access.ALLOWED;
  }
}
