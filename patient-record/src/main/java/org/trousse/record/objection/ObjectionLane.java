package org.trousse.record.objection;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.trousse.record.append.AppendLane.Hears;
import org.trousse.sdk.PatientId;

/// Sets past readings aside and shows them again, and tells who counts with them.
public final class ObjectionLane {
  private final ObjectionStore store;
  private final Hears hears;

  public ObjectionLane(ObjectionStore store, Hears hears) {
    this.store = store;
    this.hears = hears;
  }

  /// What an app and its devices added, measured before `before`, without what is set aside.
  public Future<List<Added>> added(PatientId patient, String clientId, Instant before) {
    return store.added(patient, clientId, before);
  }

  /// A patient's objections to past readings.
  public Future<List<Objection>> of(PatientId patient) {
    return store.of(patient);
  }

  /// Sets past readings aside; see [ObjectionStore#object].
  public Future<OptionalInt> object(Objection asked) {
    return store.object(asked).onSuccess(done -> hears.stored(asked.patient()));
  }

  /// Shows again what an objection set aside; see [ObjectionStore#undo].
  public Future<Boolean> undo(PatientId patient, UUID id, Instant now) {
    return store.undo(patient, id, now).onSuccess(done -> hears.stored(patient));
  }
}
