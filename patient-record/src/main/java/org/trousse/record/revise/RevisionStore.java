package org.trousse.record.revise;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.ReadingKey;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Reading.Original;

/// Keeps what was done about readings. Writes by the role that inserts for all, through a function
/// of the definer; reads one patient's acts.
public final class RevisionStore {
  private static final String REVISE =
      """
      SELECT record.revise($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
        $17, $18, $19::text::numeric, $20::text::numeric, $21::text::numeric, $22::text::numeric,
        $23, $24)
      """;

  private static final String FOR_PATIENT = "SELECT set_config('trousse.patient', $1, true)";

  private static final String COLUMNS =
      """
      SELECT measure, reported_at, device, native_id, number, at, act, version, account, author,
        profession, client_id, reason, note
      FROM record.reading_act
      """;

  private static final String ACTS_OF =
      COLUMNS
          + """
          WHERE patient = $1 AND measure = $2 AND reported_at = $3 AND device = $4
            AND native_id = $5
          ORDER BY number
          """;

  private static final String ACTS_SINCE =
      COLUMNS
          + """
          WHERE patient = $1 AND measure = ANY ($2) AND at >= $3
          ORDER BY at DESC, measure, reported_at, device, native_id, number DESC LIMIT $4
          """;

  private final Pool ingest;
  private final Pool readers;

  public RevisionStore(Pool ingest, Pool readers) {
    this.ingest = ingest;
    this.readers = readers;
  }

  /// Completes after COMMIT: the version that stands then; 0 when there is no such reading; minus
  /// the version that stands when it is another than `seen`.
  Future<Integer> revise(
      ReadingKey key, int seen, Instant at, Author author, Wish wish, Revision revision) {
    Original original = revision.original();
    Amounts amounts = revision.amounts();
    List<@Nullable Object> values = new ArrayList<>(key(key));
    values.add(seen);
    values.add(utc(at));
    values.add((short) wish.act().code());
    values.add(author.account());
    values.add(author.name());
    values.add(author.profession());
    values.add(author.clientId());
    ErrorReason why = wish.why();
    values.add(why == null ? null : (short) why.code());
    values.add(wish.note());
    values.add(wish.act().changes());
    values.add((short) revision.status().code());
    values.add(revision.flags().isEmpty() ? null : Flag.bits(revision.flags()));
    values.add(original == null ? null : (short) original.unit().code());
    values.add(text(amounts.value()));
    values.add(text(amounts.diastolic()));
    values.add(text(amounts.mean()));
    values.add(text(amounts.pulse()));
    values.add(original == null ? null : said(original.amounts()));
    values.add(annotation(at, author, wish));
    return ingest
        .preparedQuery(REVISE)
        .execute(Tuple.from(values))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  /// R4 Annotation, in a list of one; null: nothing is added to the reading's notes.
  private static @Nullable JsonArray annotation(Instant at, Author author, Wish wish) {
    if (!wish.act().changes() || wish.note().isBlank()) {
      return null;
    }
    JsonObject note = new JsonObject();
    if (!author.name().isEmpty()) {
      note.put("authorString", author.name());
    }
    return new JsonArray().add(note.put("time", at.toString()).put("text", wish.note()));
  }

  /// What was done about one reading, in its order.
  public Future<List<Acted>> acts(ReadingKey key) {
    return acts(key.patient(), ACTS_OF, Tuple.from(key(key)));
  }

  /// What was done about readings of these measures from `since` on, the last first.
  public Future<List<Acted>> acts(
      PatientId patient, List<Measure> measures, Instant since, int limit) {
    Short[] codes = measures.stream().map(one -> (short) one.code()).toArray(Short[]::new);
    return acts(patient, ACTS_SINCE, Tuple.of(patient.value(), codes, utc(since), limit));
  }

  private Future<List<Acted>> acts(PatientId patient, String sql, Tuple asked) {
    return readers
        .withTransaction(transaction ->
            transaction
                .preparedQuery(FOR_PATIENT)
                .execute(Tuple.of(Long.toString(patient.value())))
                .compose(shown -> transaction.preparedQuery(sql).execute(asked)))
        .map(Objects::requireNonNull)
        .map(rows -> acts(patient, rows));
  }

  private static List<Acted> acts(PatientId patient, RowSet<Row> rows) {
    List<Acted> acts = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Short reason = row.getShort(12);
      acts.add(
          new Acted(
              new ReadingKey(
                  patient,
                  Measure.ofCode(row.getShort(0)),
                  row.getOffsetDateTime(1).toInstant(),
                  row.getLong(2),
                  row.getLong(3)),
              row.getShort(4),
              row.getOffsetDateTime(5).toInstant(),
              Act.ofCode(row.getShort(6)),
              row.getShort(7),
              new Author(row.getUUID(8), row.getString(9), row.getString(10), row.getString(11)),
              reason == null ? null : ErrorReason.ofCode(reason),
              row.getString(13)));
    }
    return acts;
  }

  private static List<Object> key(ReadingKey key) {
    return List.of(
        key.patient().value(),
        (short) key.measure().code(),
        utc(key.reportedAt()),
        key.device(),
        key.nativeId());
  }

  /// As in the column `original`: value/diastolic/mean/pulse, missing ends left out.
  private static String said(Amounts amounts) {
    StringJoiner all = new StringJoiner("/");
    all.add(said(amounts.value())).add(said(amounts.diastolic()));
    all.add(said(amounts.mean())).add(said(amounts.pulse()));
    return all.toString().replaceAll("/+$", "");
  }

  private static String said(@Nullable BigDecimal number) {
    return number == null ? "" : number.toString();
  }

  private static @Nullable String text(@Nullable BigDecimal number) {
    return number == null ? null : number.toString();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
