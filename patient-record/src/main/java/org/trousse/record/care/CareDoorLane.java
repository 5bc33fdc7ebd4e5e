package org.trousse.record.care;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.trousse.record.audit.Event;
import org.trousse.record.care.CareRules.Rights;
import org.trousse.record.professional.Professional;
import org.trousse.record.professional.ProfessionalStore;
import org.trousse.record.professional.Viewer;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.reading.ReadingStore;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// The door by which professionals come to patients. What was opened is in the trail and told to
/// the patient before the answer leaves; what stays shut is in the trail, whether or not there is
/// such a patient, so that both take the same time.
public final class CareDoorLane {
  /// Patients on one list.
  public static final int PATIENTS_MAX = 1_000;

  private final OpensSession sessions;
  private final ProfessionalStore professionals;
  private final CareStore store;
  private final ReadingStore readings;
  private final RoleMatrix.Versions matrix;
  private final InstantSource clock;

  /// Who is signed in under this cookie; empty: nobody.
  @FunctionalInterface
  public interface OpensSession {
    OpensSession NOBODY = cookie -> Future.succeededFuture(Optional.empty());

    Future<Optional<Visitor>> visitor(String cookie);
  }

  public CareDoorLane(
      OpensSession sessions,
      ProfessionalStore professionals,
      CareStore store,
      ReadingStore readings,
      RoleMatrix.Versions matrix,
      InstantSource clock) {
    this.sessions = sessions;
    this.professionals = professionals;
    this.store = store;
    this.readings = readings;
    this.matrix = matrix;
    this.clock = clock;
  }

  /// Who is signed in, professional or not.
  public Future<Optional<Visitor>> visitor(String cookie) {
    return sessions.visitor(cookie);
  }

  /// The professional who is signed in; empty for everybody else.
  public Future<Optional<Professional>> who(String cookie) {
    return visitor(cookie)
        .compose(found ->
            found
                .map(this::professional)
                .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  /// The professional that somebody signed in is; empty for everybody else.
  public Future<Optional<Professional>> professional(Visitor who) {
    return professionals.find(who.account());
  }

  /// A professional's visit list: those who named them, did not block them and have an open space;
  /// [#PATIENTS_MAX] at most.
  public Future<List<PatientId>> patients(Professional professional, Instant now) {
    boolean may = matrix.at(now).row(professional.profession()).reads().contains(CareKind.IDENTITY);
    return may
        ? store.visitList(professional.id(), now, PATIENTS_MAX)
        : Future.succeededFuture(List.of());
  }

  /// Opens a record for a consultation of these measures. Empty: to them there is no such patient.
  public Future<Optional<CareOpening>> open(
      Professional professional, PatientId patient, Set<Measure> measures) {
    Instant now = clock.instant();
    return store
        .facts(patient, professional.id(), now)
        .map(facts -> CareRules.decide(professional, facts, matrix.at(now)))
        .compose(rights ->
            rights
                .map(open -> opened(professional, patient, measures, open, now))
                .orElseGet(() -> shut(professional, patient, now)));
  }

  private Future<Optional<CareOpening>> opened(
      Professional professional,
      PatientId patient,
      Set<Measure> measures,
      Rights rights,
      Instant now) {
    return readings
        .seenBy(Viewer.of(professional))
        .patient(patient)
        .compose(row ->
            row.map(one -> told(opening(professional, one, measures, rights), now))
                .orElseGet(() -> shut(professional, patient, now)));
  }

  private static CareOpening opening(
      Professional professional, PatientRow row, Set<Measure> measures, Rights rights) {
    Set<Measure> readable = new HashSet<>(CareKind.measures(rights.reads()));
    Set<Measure> writable = new HashSet<>(CareKind.measures(rights.writes()));
    readable.retainAll(measures);
    writable.retainAll(measures);
    return new CareOpening(
        professional,
        row,
        readable,
        writable,
        rights.reads().contains(CareKind.NOTES),
        rights.writes().contains(CareKind.NOTES),
        rights.mode());
  }

  private Future<Optional<CareOpening>> told(CareOpening opening, Instant now) {
    Event event =
        event(
            opening.who(),
            opening.patient().id(),
            Consultation.WHAT,
            true,
            opening.readable(),
            Consultation.detail(opening.who().profession(), opening.mode()),
            now);
    return store.consulted(event, opening).map(Optional.of(opening));
  }

  private Future<Optional<CareOpening>> shut(
      Professional professional, PatientId patient, Instant now) {
    String detail = Consultation.detail(professional.profession(), Mode.NORMAL);
    Event event = event(professional, patient, Consultation.WHAT, false, Set.of(), detail, now);
    return store.note(List.of(event)).map(Optional.empty());
  }

  /// Notes that a list showed figures of these patients; completes after COMMIT.
  public Future<Void> listed(
      Professional professional, List<PatientId> patients, Set<Measure> measures, Instant now) {
    String detail = Consultation.detail(professional.profession(), Mode.NORMAL);
    return patients.isEmpty()
        ? Future.succeededFuture()
        : store.note(
            patients.stream()
                .map(one ->
                    event(professional, one, Consultation.LISTED, true, measures, detail, now))
                .toList());
  }

  private static Event event(
      Professional who,
      PatientId patient,
      String what,
      boolean allowed,
      Set<Measure> measures,
      String detail,
      Instant now) {
    Map<Measure, Integer> counts = new EnumMap<>(Measure.class);
    measures.forEach(measure -> counts.put(measure, 0));
    return new Event(
        now,
        UUID.randomUUID(),
        patient,
        what,
        null,
        who.name(),
        who.id(),
        null,
        allowed,
        counts,
        detail);
  }
}
