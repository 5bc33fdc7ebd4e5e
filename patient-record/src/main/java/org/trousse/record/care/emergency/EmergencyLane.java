package org.trousse.record.care.emergency;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import org.trousse.record.care.CareDoorLane;
import org.trousse.record.care.CareFacts;
import org.trousse.record.care.CareKind;
import org.trousse.record.care.CareOpening;
import org.trousse.record.care.CareRules;
import org.trousse.record.care.CareStore;
import org.trousse.record.care.RoleMatrix;
import org.trousse.record.professional.Professional;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// How a doctor breaks glass. Who is in the care team already comes in as always.
public final class EmergencyLane {
  private final CareDoorLane door;
  private final CareStore facts;
  private final EmergencyStore store;
  private final RoleMatrix.Versions matrix;
  private final InstantSource clock;
  private final Attempts attempts = new Attempts();

  public EmergencyLane(
      CareDoorLane door,
      CareStore facts,
      EmergencyStore store,
      RoleMatrix.Versions matrix,
      InstantSource clock) {
    this.door = door;
    this.facts = facts;
    this.store = store;
    this.matrix = matrix;
    this.clock = clock;
  }

  /// Whether the matrix lets this profession break glass at all.
  public boolean mayAsk(Professional professional) {
    return matrix
        .at(clock.instant())
        .row(professional.profession())
        .emergency()
        .contains(CareKind.IDENTITY);
  }

  /// Whether this professional may ask again: not after ten requests within an hour that opened
  /// nothing.
  public boolean mayTry(Professional professional) {
    return attempts.mayTry(professional.id(), clock.instant());
  }

  /// Opens the record; empty, whatever the reason is: to them there is no such patient.
  public Future<Optional<CareOpening>> open(Professional professional, EmergencyRequest request) {
    Instant now = clock.instant();
    return store
        .find(request.family(), request.birthDate())
        .compose(found ->
            facts
                .facts(found.orElse(EmergencyStore.NOBODY), professional.id(), now)
                .compose(known -> open(professional, request, found, known, now)));
  }

  private Future<Optional<CareOpening>> open(
      Professional professional,
      EmergencyRequest request,
      Optional<PatientId> found,
      CareFacts facts,
      Instant now) {
    if (found.isPresent() && CareRules.decide(professional, facts, matrix.at(now)).isPresent()) {
      return consult(professional, found.get());
    }
    if (found.isEmpty() || !CareRules.mayBreakGlass(professional, facts, matrix.at(now))) {
      attempts.refused(professional.id(), now);
      return store.refused(found, professional, now).map(Optional.empty());
    }
    return store
        .open(found.get(), professional, request.reason(), now)
        .compose(opened -> consult(professional, found.get()));
  }

  private Future<Optional<CareOpening>> consult(Professional professional, PatientId patient) {
    return door.open(professional, patient, EnumSet.allOf(Measure.class));
  }
}
