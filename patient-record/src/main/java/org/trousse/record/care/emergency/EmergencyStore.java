package org.trousse.record.care.emergency;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.trousse.record.audit.Event;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.care.Consultation;
import org.trousse.record.care.Mode;
import org.trousse.record.care.team.EmergencyAccess.Answer;
import org.trousse.record.professional.Professional;
import org.trousse.sdk.PatientId;

/// Emergency accesses: found, opened, reviewed. The pool's role is `trousse_record_ingest`.
public final class EmergencyStore {
  /// Accesses on one list.
  public static final int LISTED_MAX = 200;

  /// Under this id stands what was asked about nobody: ids are random, and no patient has it.
  static final PatientId NOBODY = new PatientId(0);

  private static final String FIND = "select patient from record.find_patient($1, $2)";

  private static final String OPEN = "select record.open_emergency($1, $2, $3, $4, $5, $6, $7, $8)";

  private static final String UNREVIEWED =
      """
      select id, name, profession, opened_at, until, reason, answer, coalesce(words, '')
      from record.unreviewed_emergencies($1)\
      """;

  private static final String REVIEW = "select patient from record.review_emergency($1, $2, $3)";

  private final Pool ingest;

  public EmergencyStore(Pool ingest) {
    this.ingest = ingest;
  }

  /// The one patient with these traits; empty when there is none, or more than one.
  Future<Optional<PatientId>> find(String family, LocalDate birthDate) {
    return ingest
        .preparedQuery(FIND)
        .execute(Tuple.of(family, birthDate))
        .map(rows ->
            rows.size() == 1
                ? Optional.of(new PatientId(rows.iterator().next().getLong(0)))
                : Optional.empty());
  }

  /// The access and its line in the trail; completes after COMMIT.
  Future<Void> open(PatientId patient, Professional who, String reason, Instant now) {
    Tuple values =
        Tuple.tuple()
            .addLong(patient.value())
            .addUUID(UUID.randomUUID())
            .addUUID(who.id())
            .addString(who.name())
            .addString(who.profession().code())
            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
            .addOffsetDateTime(now.plus(EmergencyRequest.LIFE).atOffset(ZoneOffset.UTC))
            .addString(reason);
    return ingest
        .withTransaction(transaction ->
            transaction
                .preparedQuery(OPEN)
                .execute(values)
                .compose(opened ->
                    new TrailStore(transaction)
                        .write(List.of(event(patient, who, true, now)))
                        .map(true)))
        .map(Objects::requireNonNull)
        .mapEmpty();
  }

  /// Nothing was opened: the trail has it also where there is no such patient.
  Future<Void> refused(Optional<PatientId> patient, Professional who, Instant now) {
    return new TrailStore(ingest).write(List.of(event(patient.orElse(NOBODY), who, false, now)));
  }

  private static Event event(PatientId patient, Professional who, boolean allowed, Instant now) {
    return new Event(
        now,
        UUID.randomUUID(),
        patient,
        "emergency",
        null,
        who.name(),
        who.id(),
        null,
        allowed,
        Map.of(),
        Consultation.detail(who.profession(), Mode.EMERGENCY));
  }

  /// What awaits review, the oldest first.
  public Future<List<Unreviewed>> unreviewed() {
    return ingest
        .preparedQuery(UNREVIEWED)
        .execute(Tuple.of(LISTED_MAX))
        .map((RowSet<Row> rows) -> rows.stream().map(EmergencyStore::unreviewed).toList());
  }

  /// Closes an access with a sentence, which the patient reads; false when it awaits nothing.
  public Future<Boolean> review(UUID id, String sentence, Instant now) {
    return ingest
        .withTransaction(transaction ->
            transaction
                .preparedQuery(REVIEW)
                .execute(Tuple.of(id, now.atOffset(ZoneOffset.UTC), sentence))
                .compose(rows ->
                    rows.size() == 0
                        ? Future.succeededFuture(false)
                        : new TrailStore(transaction)
                            .write(List.of(reviewed(rows.iterator().next().getLong(0), now)))
                            .map(true)))
        .map(Objects::requireNonNull);
  }

  private static Event reviewed(long patient, Instant now) {
    return new Event(
        now,
        UUID.randomUUID(),
        new PatientId(patient),
        "emergency-review",
        null,
        null,
        null,
        null,
        true,
        Map.of(),
        "");
  }

  private static Unreviewed unreviewed(Row row) {
    Short answer = row.getShort(6);
    return new Unreviewed(
        row.getUUID(0),
        row.getString(1),
        row.getString(2),
        row.getOffsetDateTime(3).toInstant(),
        row.getOffsetDateTime(4).toInstant(),
        row.getString(5),
        answer == null ? null : Answer.ofCode(answer),
        row.getString(7));
  }
}
