package org.trousse.consent.applications;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.trousse.consent.objection.ObjectionRoutes.SetsAside;
import org.trousse.sdk.PatientId;

/// A record in memory that sets whole measures aside.
public final class PlayedRecord implements SetsAside {
  public final List<Added> added = new CopyOnWriteArrayList<>();
  public final List<Wish> wishes = new CopyOnWriteArrayList<>();
  public final List<SetAside> kept = new CopyOnWriteArrayList<>();

  public void forget() {
    added.clear();
    wishes.clear();
    kept.clear();
  }

  @Override
  public Future<List<Added>> added(PatientId patient, String clientId, Instant before) {
    return Future.succeededFuture(List.copyOf(added));
  }

  @Override
  public Future<List<SetAside>> setAside(PatientId patient) {
    return Future.succeededFuture(List.copyOf(kept));
  }

  @Override
  public Future<OptionalInt> object(Wish wish) {
    wishes.add(wish);
    int met =
        added.stream()
            .filter(one -> wish.measures().contains(one.measure()))
            .mapToInt(Added::count)
            .sum();
    added.removeIf(one -> wish.measures().contains(one.measure()));
    if (met > 0) {
      kept.add(
          new SetAside(
              UUID.randomUUID(),
              wish.clientId(),
              wish.measures(),
              wish.before(),
              wish.at(),
              met,
              wish.at().plus(Duration.ofDays(30)),
              null));
    }
    return Future.succeededFuture(OptionalInt.of(met));
  }

  @Override
  public Future<Boolean> undo(PatientId patient, UUID id, Instant now) {
    return Future.succeededFuture(kept.removeIf(one -> one.id().equals(id)));
  }
}
