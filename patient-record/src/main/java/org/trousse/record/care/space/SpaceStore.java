package org.trousse.record.care.space;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.record.audit.Event;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.care.CareFacts.Space;
import org.trousse.sdk.PatientId;

/// Closes spaces and opens them again; what was decided stands in the trail with it. The pool's
/// role is `trousse_record_ingest`.
public final class SpaceStore {
  /// After closure the content is archived for so long.
  public static final Period ARCHIVED = Period.ofYears(10);

  private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

  private static final String CLOSE = "select record.close_space($1, $2, $3, $4, $5)";

  private static final String REOPEN = "select record.reopen_space($1, $2, $3)";

  private static final String STATE = "select known, state from record.care_facts($1, $2, $3)";

  private static final UUID NOBODY = new UUID(0, 0);

  private static final String DESTROY = "select record.ask_destruction($1, $2)";

  private final Pool ingest;

  public SpaceStore(Pool ingest) {
    this.ingest = ingest;
  }

  /// Nobody reads from COMMIT on, and nothing comes in; false when it was not open.
  ///
  /// @param person who decided; null: an operator, for them
  public Future<Boolean> close(PatientId patient, @Nullable UUID person, Instant now) {
    OffsetDateTime until = now.atZone(ZONE).plus(ARCHIVED).toOffsetDateTime();
    return decide(
        "close-space",
        CLOSE,
        closed(patient, Space.CLOSED, until, person, now),
        patient,
        person,
        now);
  }

  /// Its holder does not want it: it takes nothing.
  public Future<Boolean> object(PatientId patient, @Nullable UUID person, Instant now) {
    return decide(
        "object-space",
        CLOSE,
        closed(patient, Space.OBJECTED, null, person, now),
        patient,
        person,
        now);
  }

  private static Tuple closed(
      PatientId patient,
      Space state,
      @Nullable OffsetDateTime until,
      @Nullable UUID person,
      Instant now) {
    return Tuple.tuple()
        .addLong(patient.value())
        .addShort((short) state.code())
        .addOffsetDateTime(utc(now))
        .addOffsetDateTime(until)
        .addUUID(person);
  }

  /// Gives everything back; false when it is open, or its archive is over.
  public Future<Boolean> reopen(PatientId patient, @Nullable UUID person, Instant now) {
    Tuple values =
        Tuple.tuple().addLong(patient.value()).addOffsetDateTime(utc(now)).addUUID(person);
    return decide("reopen-space", REOPEN, values, patient, person, now);
  }

  /// Gives everything back where it can; whether the space is open then, by this or before.
  public Future<Boolean> reopened(PatientId patient, @Nullable UUID person, Instant now) {
    return reopen(patient, person, now)
        .compose(done -> done ? Future.succeededFuture(true) : isOpen(patient, now));
  }

  private Future<Boolean> isOpen(PatientId patient, Instant now) {
    return ingest
        .preparedQuery(STATE)
        .execute(Tuple.of(patient.value(), NOBODY, utc(now)))
        .map(rows -> {
          Row row = rows.iterator().next();
          return row.getBoolean(0) && row.getShort(1) == Space.OPEN.code();
        });
  }

  /// Of a closed space: its content need not wait for the archive's end. False when it is not
  /// closed, or it was asked already.
  public Future<Boolean> askDestruction(PatientId patient, @Nullable UUID person, Instant now) {
    Tuple values = Tuple.tuple().addLong(patient.value()).addUUID(person);
    return decide("ask-destruction", DESTROY, values, patient, person, now);
  }

  private Future<Boolean> decide(
      String what,
      String sql,
      Tuple values,
      PatientId patient,
      @Nullable UUID person,
      Instant now) {
    return ingest
        .withTransaction(transaction ->
            transaction
                .preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.iterator().next().getLong(0) > 0)
                .compose(met ->
                    met
                        ? new TrailStore(transaction)
                            .write(List.of(event(what, patient, person, now)))
                            .map(true)
                        : Future.succeededFuture(false)))
        .map(Objects::requireNonNull);
  }

  private static Event event(String what, PatientId patient, @Nullable UUID person, Instant now) {
    return new Event(
        now, UUID.randomUUID(), patient, what, null, null, person, null, true, Map.of(), "");
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
