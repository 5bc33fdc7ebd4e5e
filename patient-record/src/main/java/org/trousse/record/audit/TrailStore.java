package org.trousse.record.audit;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Measure;

/// Writes the trail. The pool's role may insert events, and reads and changes none.
public final class TrailStore {
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

  private final SqlClient ingest;

  public TrailStore(SqlClient ingest) {
    this.ingest = ingest;
  }

  /// Completes after COMMIT.
  public Future<Void> write(List<Event> events) {
    return ingest.preparedQuery(INSERT).execute(columns(events)).mapEmpty();
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
