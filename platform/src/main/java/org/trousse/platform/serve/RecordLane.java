package org.trousse.platform.serve;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.trousse.consent.objection.ObjectionRoutes.SetsAside;
import org.trousse.record.RecordModule;
import org.trousse.record.objection.Objection;
import org.trousse.sdk.PatientId;

/// The record, in the words of who sets readings aside.
record RecordLane(RecordModule record) implements SetsAside {
  @Override
  public Future<List<Added>> added(PatientId patient, String clientId, Instant before) {
    return record
        .objections()
        .added(patient, clientId, before)
        .map(all -> all.stream().map(one -> new Added(one.measure(), one.count())).toList());
  }

  @Override
  public Future<List<SetAside>> setAside(PatientId patient) {
    return record
        .objections()
        .of(patient)
        .map(all -> all.stream().map(RecordLane::setAside).toList());
  }

  private static SetAside setAside(Objection one) {
    return new SetAside(
        one.id(),
        one.app(),
        one.measures(),
        one.before(),
        one.at(),
        one.readings(),
        one.at().plus(Objection.UNDOABLE),
        one.undoneAt());
  }

  @Override
  public Future<OptionalInt> object(Wish wish) {
    return record
        .objections()
        .object(
            Objection.asked(
                wish.patient(),
                wish.clientId(),
                wish.measures(),
                wish.before(),
                wish.at(),
                wish.person()));
  }

  @Override
  public Future<Boolean> undo(PatientId patient, UUID id, Instant now) {
    return record.objections().undo(patient, id, now);
  }
}
