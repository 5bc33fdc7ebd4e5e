package org.trousse.record.audit;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.trousse.record.audit.Chain.Link;
import org.trousse.sdk.measure.Measure;

/// Writes the trail and its seals. The pool's role may insert events and change none; what seals
/// them shows it nothing but digests.
public final class TrailStore {
  /// Events under one seal.
  static final int SEALED_MAX = 2_000;

  private static final int LINKS_A_PAGE = 10_000;

  private static final String INSERT =
      """
      INSERT INTO record.audit_event (patient, at, id, what, client_id, app_name, person, token_id,
        allowed, measures, counts, detail)
      SELECT patient, at, id, what, client_id, app_name, person, token_id, allowed,
        measures::smallint[], counts::int[], detail
      FROM unnest($1::bigint[], $2::timestamptz[], $3::uuid[], $4::text[], $5::text[], $6::text[],
        $7::uuid[], $8::uuid[], $9::boolean[], $10::text[], $11::text[], $12::text[])
        AS e (patient, at, id, what, client_id, app_name, person, token_id, allowed, measures,
          counts, detail)
      """;

  private static final String SEAL_BEGIN = "SELECT * FROM record.seal_begin($1)";
  private static final String SEAL_END = "SELECT record.seal_end($1, $2, $3, $4, $5)";
  private static final String CHAIN = "SELECT * FROM record.audit_chain($1, $2)";

  /// A whole chain is more than a page's work.
  private static final String TAKE_TIME = "SET LOCAL statement_timeout = '10min'";

  private final Pool ingest;
  private final Pool reader;
  private final Chain chain;

  /// @param key of the seals, with a purpose of their own derived from it
  public TrailStore(Pool ingest, Pool reader, SecretKey key) {
    this.ingest = ingest;
    this.reader = reader;
    this.chain = new Chain(key);
  }

  /// Completes after COMMIT.
  public Future<Void> write(List<Event> events) {
    return ingest.preparedQuery(INSERT).execute(columns(events)).mapEmpty();
  }

  /// Seals what waits, up to a bound; how many events that was.
  public Future<Integer> seal(Instant now) {
    return ingest
        .withTransaction(transaction ->
            transaction
                .preparedQuery(SEAL_BEGIN)
                .execute(Tuple.of(SEALED_MAX))
                .compose(begun ->
                    begun.size() == 0
                        ? Future.succeededFuture(0)
                        : sealed(transaction, begun.iterator().next(), now)))
        .map(Objects::requireNonNull);
  }

  private Future<Integer> sealed(SqlConnection transaction, Row begun, Instant now) {
    long number = begun.getLong(0);
    int events = begun.getInteger(2);
    Buffer content = begun.getBuffer(3);
    byte[] hash = chain.hash(begun.getBuffer(1).getBytes(), number, events, content.getBytes());
    return transaction
        .preparedQuery(SEAL_END)
        .execute(
            Tuple.of(number, now.atOffset(ZoneOffset.UTC), events, content, Buffer.buffer(hash)))
        .map(done -> events);
  }

  /// The number of the first link that does not fit; empty when the whole chain holds. That its end
  /// was cut off cannot be seen from within.
  public Future<Optional<Long>> verify() {
    return verify(new byte[0], 1);
  }

  private Future<Optional<Long>> verify(byte[] previous, long first) {
    return links(first, first + LINKS_A_PAGE - 1)
        .compose(links -> {
          Optional<Long> broken = chain.broken(previous, first, links);
          if (broken.isPresent() || links.size() < LINKS_A_PAGE) {
            return Future.succeededFuture(broken);
          }
          byte[] last = HexFormat.of().parseHex(Objects.requireNonNull(links.getLast().hash()));
          return verify(last, first + LINKS_A_PAGE);
        });
  }

  private Future<List<Link>> links(long from, long to) {
    return reader
        .withTransaction(transaction ->
            transaction
                .query(TAKE_TIME)
                .execute()
                .compose(set -> transaction.preparedQuery(CHAIN).execute(Tuple.of(from, to))))
        .map(Objects::requireNonNull)
        .map(rows -> rows.stream().map(TrailStore::link).toList());
  }

  private static Link link(Row row) {
    return new Link(
        row.getLong(0),
        row.getInteger(1),
        hex(row, 2),
        hex(row, 3),
        row.getInteger(4),
        hex(row, 5));
  }

  private static @Nullable String hex(Row row, int column) {
    Buffer buffer = row.getBuffer(column);
    return buffer == null ? null : HexFormat.of().formatHex(buffer.getBytes());
  }

  private static Tuple columns(List<Event> events) {
    return Tuple.tuple()
        .addArrayOfLong(column(events, event -> event.patient().value(), Long[]::new))
        .addArrayOfOffsetDateTime(
            column(events, event -> event.at().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
        .addArrayOfUUID(column(events, Event::id, UUID[]::new))
        .addArrayOfString(column(events, Event::what, String[]::new))
        .addArrayOfString(column(events, Event::clientId, String[]::new))
        .addArrayOfString(column(events, Event::appName, String[]::new))
        .addArrayOfUUID(column(events, Event::person, UUID[]::new))
        .addArrayOfUUID(column(events, Event::tokenId, UUID[]::new))
        .addArrayOfBoolean(column(events, Event::allowed, Boolean[]::new))
        .addArrayOfString(column(events, event -> array(event, Measure::code), String[]::new))
        .addArrayOfString(
            column(
                events,
                event -> array(event, of -> event.counts().getOrDefault(of, 0)),
                String[]::new))
        .addArrayOfString(column(events, Event::detail, String[]::new));
  }

  /// PostgreSQL's text of an array, in the order of measures.
  private static String array(Event event, Function<Measure, Object> part) {
    List<String> parts = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      if (event.counts().containsKey(measure)) {
        parts.add(part.apply(measure).toString());
      }
    }
    return "{" + String.join(",", parts) + "}";
  }

  private static <T> T[] column(
      List<Event> events, Function<Event, ? extends @Nullable T> part, IntFunction<T[]> array) {
    T[] column = array.apply(events.size());
    for (int place = 0; place < column.length; place++) {
      column[place] = part.apply(events.get(place));
    }
    return column;
  }
}
