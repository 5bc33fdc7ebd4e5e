package org.trousse.record.visit.page;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.trousse.record.audit.Event;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.care.CareDoorLane;
import org.trousse.record.care.CareOpening;
import org.trousse.record.care.Consultation;
import org.trousse.record.care.page.FormRoutes;
import org.trousse.record.care.page.FormRoutes.Visit;
import org.trousse.record.care.ref.PatientRefs;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.professional.Professional;
import org.trousse.record.professional.ProfessionalStore;
import org.trousse.record.reading.ReadingKey;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// Lets a professional to a patient's record for one request, and keeps what they did there.
public final class VisitDoorLane {
  private static final Set<Measure> ALL = Set.copyOf(EnumSet.allOf(Measure.class));

  private final CareDoorLane door;
  private final ProfessionalStore professionals;
  private final TrailStore trail;
  private final PatientRefs refs;
  private final byte[] secret;
  private final InstantSource clock;

  /// Over one event loop.
  ///
  /// @param secret the key of ids
  public VisitDoorLane(
      CareDoorLane door,
      ProfessionalStore professionals,
      TrailStore trail,
      byte[] secret,
      InstantSource clock) {
    this.door = door;
    this.professionals = professionals;
    this.trail = trail;
    this.refs = new PatientRefs(secret);
    this.secret = secret.clone();
    this.clock = clock;
  }

  /// What is done once the record is open.
  @FunctionalInterface
  public interface Does {
    Future<?> at(AtHome home);
  }

  /// To everybody but professionals who may read it there is no such page.
  public Future<?> open(Visit visit, Does does) {
    return professionals
        .find(visit.who().account())
        .compose(who ->
            who.map(one -> open(visit, one))
                .orElseGet(() -> Future.succeededFuture(Optional.empty())))
        .compose(home ->
            home.<Future<?>>map(does::at)
                .orElseGet(() -> FormRoutes.fail(visit.context(), 404))
                .mapEmpty());
  }

  private Future<Optional<AtHome>> open(Visit visit, Professional who) {
    String ref = String.valueOf(visit.context().pathParam("ref"));
    Optional<PatientId> patient = refs.of(who).patient(ref);
    return patient
        .map(one -> door.open(who, one, ALL))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .map(found -> found.map(opening -> home(visit, opening, ref)));
  }

  private AtHome home(Visit visit, CareOpening opening, String ref) {
    boolean writes = opening.writesNotes() || !opening.writable().isEmpty();
    return new AtHome(
        opening,
        ref,
        FhirIds.of(secret, "care:" + opening.who().id()),
        visit.words(),
        writes ? visit.who().csrf() : "",
        clock.instant(),
        FormRoutes.ZONE);
  }

  /// The reading of an address; empty for what is no reading of this patient's.
  public static Optional<ReadingKey> key(AtHome home, String id) {
    return home.ids().readings().key(id).filter(key -> key.patient().equals(home.patient().id()));
  }

  /// Keeps in the trail what a professional did; completes after COMMIT.
  ///
  /// @param what `visit-…`
  public Future<Void> note(AtHome home, String what, Map<Measure, Integer> counts) {
    return trail.write(
        List.of(
            new Event(
                clock.instant(),
                UUID.randomUUID(),
                home.patient().id(),
                what,
                null,
                home.who().name(),
                home.who().id(),
                null,
                true,
                new EnumMap<>(counts.isEmpty() ? new EnumMap<>(Measure.class) : counts),
                Consultation.detail(home.who().profession(), home.opening().mode()))));
  }
}
