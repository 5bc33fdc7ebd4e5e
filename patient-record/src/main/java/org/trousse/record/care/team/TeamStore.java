package org.trousse.record.care.team;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.care.Consultation;
import org.trousse.record.care.team.EmergencyAccess.Answer;
import org.trousse.record.care.team.Team.Settings;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// The care team of a patient and all that stands beside it. A decision and its line in the trail
/// are kept together or not at all.
public final class TeamStore {
  /// Professionals in one team, and blocked at a time.
  public static final int TEAM_MAX = 50;

  public static final int BLOCKS_MAX = 200;

  private static final String FOR_PATIENT =
      """
      select set_config('trousse.patient', $1, true), set_config('trousse.professional', '', true)\
      """;

  private static final String MEMBERS =
      """
      select r.professional, p.given || ' ' || p.family, p.profession, p.rpps, r.since, r.until,
        r.named_by, r.stopped_at
      from record.care_relation r join record.professional p on p.id = r.professional
      where r.patient = $1 order by r.since desc, r.id limit 200\
      """;

  private static final String BLOCKED =
      """
      select b.professional, p.given || ' ' || p.family, p.profession, b.at
      from record.care_block b join record.professional p on p.id = b.professional
      where b.patient = $1 and b.lifted_at is null order by b.at desc, b.id limit 200\
      """;

  private static final String SETTINGS =
      "select emergency_refused, digest, seen_at from record.care_setting where patient = $1";

  static final String EMERGENCY_COLUMNS =
      """
      id, professional, name, profession, opened_at, until, reason, answer, coalesce(words, ''),
        reviewed_at, coalesce(review, '')\
      """;

  private static final String EMERGENCIES =
      "select "
          + EMERGENCY_COLUMNS
          + """

          from record.emergency_access
          where patient = $1 order by opened_at desc, id limit 100\
          """;

  private static final String CONSULTATIONS =
      """
      select at, id, professional, name, profession, mode, measures from record.care_notice
      where patient = $1 order by at desc, id limit 200\
      """;

  private static final String COUNT =
      """
      select count(*) from record.care_notice
      where patient = $1 and at > coalesce($2::timestamptz, '-infinity') and at <= $3\
      """;

  private final Pool ingest;
  private final Pool reader;

  public TeamStore(Pool ingest, Pool reader) {
    this.ingest = ingest;
    this.reader = reader;
  }

  public Future<Team> team(PatientId patient) {
    return read(
        patient,
        connection -> {
          var members = rows(connection, MEMBERS, patient, TeamStore::member);
          var blocked = rows(connection, BLOCKED, patient, TeamStore::blocked);
          var settings = rows(connection, SETTINGS, patient, TeamStore::settings);
          var emergencies = rows(connection, EMERGENCIES, patient, TeamStore::emergency);
          var consultations = rows(connection, CONSULTATIONS, patient, TeamStore::consultation);
          return Future.all(members, blocked, settings, emergencies, consultations)
              .map(all ->
                  new Team(
                      members.result(),
                      blocked.result(),
                      settings.result().stream().findFirst().orElse(Settings.USUAL),
                      emergencies.result(),
                      consultations.result()));
        });
  }

  public Future<Settings> settings(PatientId patient) {
    return read(
        patient,
        connection ->
            rows(connection, SETTINGS, patient, TeamStore::settings)
                .map(found -> found.stream().findFirst().orElse(Settings.USUAL)));
  }

  /// How many consultations there were after `since` (null: ever) and until `until`.
  public Future<Long> consultations(PatientId patient, @Nullable Instant since, Instant until) {
    Tuple asked =
        Tuple.of(patient.value())
            .addOffsetDateTime(since == null ? null : utc(since))
            .addOffsetDateTime(utc(until));
    return read(
        patient,
        connection ->
            connection
                .preparedQuery(COUNT)
                .execute(asked)
                .map(rows -> rows.iterator().next().getLong(0)));
  }

  /// 1: named; 0: blocked, or no professional; -1: the team is full.
  Future<Long> name(Decision decision, UUID professional, @Nullable Instant until, Instant now) {
    Tuple values =
        Tuple.of(decision.patient().value(), UUID.randomUUID(), professional, utc(now))
            .addOffsetDateTime(until == null ? null : utc(until))
            .addUUID(decision.person())
            .addInteger(TEAM_MAX);
    return decide("select record.name_care($1, $2, $3, $4, $5, $6, $7)", values, decision, now);
  }

  Future<Long> stop(Decision decision, UUID professional, Instant now) {
    Tuple values = Tuple.of(decision.patient().value(), professional, utc(now), decision.person());
    return decide("select record.stop_care($1, $2, $3, $4)", values, decision, now);
  }

  /// 1: blocked; 0: blocked already, or no professional; -1: too many are.
  Future<Long> block(Decision decision, UUID professional, Instant now) {
    Tuple values =
        Tuple.of(
            decision.patient().value(),
            UUID.randomUUID(),
            professional,
            utc(now),
            decision.person(),
            BLOCKS_MAX);
    return decide("select record.block_care($1, $2, $3, $4, $5, $6)", values, decision, now);
  }

  Future<Long> unblock(Decision decision, UUID professional, Instant now) {
    Tuple values = Tuple.of(decision.patient().value(), professional, utc(now), decision.person());
    return decide("select record.unblock_care($1, $2, $3, $4)", values, decision, now);
  }

  Future<Long> refuseEmergency(Decision decision, boolean refused, Instant now) {
    Tuple values = Tuple.of(decision.patient().value(), refused);
    return decide(
        "select 1::bigint from record.set_care($1, $2, null, null)", values, decision, now);
  }

  Future<Long> digest(Decision decision, Digest digest, Instant now) {
    Tuple values = Tuple.of(decision.patient().value(), (short) digest.code());
    return decide(
        "select 1::bigint from record.set_care($1, null, $2, null)", values, decision, now);
  }

  Future<Long> answer(Decision decision, UUID emergency, Answer answer, String words, Instant now) {
    Tuple values =
        Tuple.of(
            decision.patient().value(),
            emergency,
            (short) answer.code(),
            words,
            utc(now),
            decision.person());
    return decide("select record.answer_emergency($1, $2, $3, $4, $5, $6)", values, decision, now);
  }

  /// The patient looked at who looked.
  public Future<Void> seen(PatientId patient, Instant now) {
    return ingest
        .preparedQuery("select record.set_care($1, null, null, $2)")
        .execute(Tuple.of(patient.value(), utc(now)))
        .mapEmpty();
  }

  /// What was decided, and its line in the trail if it changed anything.
  private Future<Long> decide(String sql, Tuple values, Decision decision, Instant now) {
    return ingest
        .withTransaction(transaction ->
            transaction
                .preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.iterator().next().getLong(0))
                .compose(met ->
                    met > 0
                        ? new TrailStore(transaction).write(List.of(decision.event(now))).map(met)
                        : Future.succeededFuture(met)))
        .map(Objects::requireNonNull);
  }

  private <T> Future<T> read(PatientId patient, Function<SqlConnection, Future<T>> question) {
    return reader
        .withTransaction(transaction ->
            transaction
                .preparedQuery(FOR_PATIENT)
                .execute(Tuple.of(Long.toString(patient.value())))
                .compose(shown -> question.apply(transaction)))
        .map(Objects::requireNonNull);
  }

  private static <T> Future<List<T>> rows(
      SqlConnection connection, String sql, PatientId patient, Function<Row, T> row) {
    return connection
        .preparedQuery(sql)
        .execute(Tuple.of(patient.value()))
        .map((RowSet<Row> rows) -> rows.stream().map(row).toList());
  }

  private static Member member(Row row) {
    return new Member(
        row.getUUID(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getOffsetDateTime(4).toInstant(),
        instant(row.getOffsetDateTime(5)),
        row.getUUID(6),
        instant(row.getOffsetDateTime(7)));
  }

  private static Blocked blocked(Row row) {
    return new Blocked(
        row.getUUID(0), row.getString(1), row.getString(2), row.getOffsetDateTime(3).toInstant());
  }

  private static Settings settings(Row row) {
    return new Settings(
        row.getBoolean(0), Digest.ofCode(row.getShort(1)), instant(row.getOffsetDateTime(2)));
  }

  static EmergencyAccess emergency(Row row) {
    Short answer = row.getShort(7);
    return new EmergencyAccess(
        row.getUUID(0),
        row.getUUID(1),
        row.getString(2),
        row.getString(3),
        row.getOffsetDateTime(4).toInstant(),
        row.getOffsetDateTime(5).toInstant(),
        row.getString(6),
        answer == null ? null : Answer.ofCode(answer),
        row.getString(8),
        instant(row.getOffsetDateTime(9)),
        row.getString(10));
  }

  private static Consultation consultation(Row row) {
    return new Consultation(
        row.getOffsetDateTime(0).toInstant(),
        row.getUUID(1),
        row.getUUID(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        Arrays.stream(row.getArrayOfShorts(6))
            .map(code -> Measure.ofCode(code))
            .collect(Collectors.toSet()));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant).orElse(null);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
