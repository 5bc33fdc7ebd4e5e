package org.trousse.record.care;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.trousse.record.audit.Event;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.care.CareFacts.Space;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// What the door asks and keeps. The pool's role is `trousse_record_ingest`: it reads nothing but
/// what functions answer.
public final class CareStore {
  private static final String FACTS =
      """
      select known, state, related, until, blocked, emergency_refused, emergency, emergency_until
      from record.care_facts($1, $2, $3)\
      """;

  private static final String VISIT_LIST = "select patient from record.visit_list($1, $2, $3)";

  private static final String NOTICE =
      """
      insert into record.care_notice (patient, at, id, professional, name, profession, mode, measures)
      values ($1, $2, $3, $4, $5, $6, $7, $8)\
      """;

  private final Pool ingest;

  public CareStore(Pool ingest) {
    this.ingest = ingest;
  }

  public Future<CareFacts> facts(PatientId patient, UUID professional, Instant now) {
    return ingest
        .preparedQuery(FACTS)
        .execute(Tuple.of(patient.value(), professional, utc(now)))
        .map(rows -> facts(rows.iterator().next()));
  }

  Future<List<PatientId>> visitList(UUID professional, Instant now, int limit) {
    return ingest
        .preparedQuery(VISIT_LIST)
        .execute(Tuple.of(professional, utc(now), limit))
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new PatientId(row.getLong(0)))
                .toList());
  }

  /// The trail's event and the patient's notice, both or none; completes after COMMIT.
  Future<Void> consulted(Event event, CareOpening opening) {
    Tuple notice =
        Tuple.of(
                event.patient().value(),
                utc(event.at()),
                event.id(),
                opening.who().id(),
                opening.who().name(),
                opening.who().profession().code())
            .addString(opening.mode().code())
            .addArrayOfShort(codes(opening));
    return ingest
        .withTransaction(transaction ->
            new TrailStore(transaction)
                .write(List.of(event))
                .compose(written -> transaction.preparedQuery(NOTICE).execute(notice)))
        .map(Objects::requireNonNull)
        .mapEmpty();
  }

  Future<Void> note(List<Event> events) {
    return new TrailStore(ingest).write(events);
  }

  private static Short[] codes(CareOpening opening) {
    return opening.readable().stream()
        .map(Measure::code)
        .sorted()
        .map(Integer::shortValue)
        .toArray(Short[]::new);
  }

  private static CareFacts facts(Row row) {
    return new CareFacts(
        row.getBoolean(0),
        Space.ofCode(row.getShort(1)),
        row.getBoolean(2),
        instant(row.getOffsetDateTime(3)),
        row.getBoolean(4),
        row.getBoolean(5),
        row.getUUID(6),
        instant(row.getOffsetDateTime(7)));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant).orElse(null);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
