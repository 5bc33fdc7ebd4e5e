package org.trousse.record.reading;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.trousse.record.professional.Viewer;
import org.trousse.sdk.measure.Measure;

/// Reads one patient's readings so that the first of them can leave before the last is read. The
/// pool's role is `trousse_record_reader`.
public final class StreamStore {
  /// The readings of a search on their way, of one moment all. Who has one asks for the rest or
  /// leaves it; until then it holds a connection.
  public static final class Stream {
    private final Map<Measure, Integer> counts;
    private final List<StoredReading> first;
    private final Supplier<Future<List<StoredReading>>> following;
    private final Runnable leaving;
    private boolean over;

    private Stream(
        Map<Measure, Integer> counts,
        List<StoredReading> first,
        Supplier<Future<List<StoredReading>>> following,
        Runnable leaving) {
      this.counts = Map.copyOf(counts);
      this.first = List.copyOf(first);
      this.following = following;
      this.leaving = leaving;
    }

    /// How many of each measure the page will have. One reading more than it holds, which tells of
    /// a next page, is not among them.
    public Map<Measure, Integer> counts() {
      return counts;
    }

    /// Where the readings begin.
    public List<StoredReading> first() {
      return first;
    }

    /// What follows; to be asked for once.
    public Future<List<StoredReading>> rest() {
      over = true;
      return following.get();
    }

    /// Nobody wants the rest, or has it.
    public void leave() {
      if (!over) {
        over = true;
        leaving.run();
      }
    }
  }

  private static final Stream EMPTY =
      new Stream(Map.of(), List.of(), () -> Future.succeededFuture(List.of()), () -> {});

  /// All statements see one state of the record. The few first are found by walking the key: what a
  /// policy lets through is estimated so low that a scan and a sort of all would look cheaper.
  private static final String ONE_MOMENT =
      "set transaction isolation level repeatable read; set local enable_bitmapscan = off";

  private final Pool readers;
  private final Viewer viewer;

  StreamStore(Pool readers, Viewer viewer) {
    this.readers = readers;
    this.viewer = viewer;
  }

  /// The readings that `search` asks for, in its order.
  ///
  /// @param slice how many come first
  public Future<Stream> search(Search search, int slice) {
    if (search.isEmpty() || search.limit() == 1) {
      return Future.succeededFuture(EMPTY);
    }
    return readers
        .getConnection()
        .compose(
            connection -> begun(connection, search, slice).onFailure(failed -> connection.close()));
  }

  /// BEGIN, the patient and the questions go out together.
  private Future<Stream> begun(SqlConnection connection, Search search, int slice) {
    Search start = search.startingAfter(search.after(), Math.min(slice, search.limit()));
    var transaction = connection.begin();
    var isolated = connection.query(ONE_MOMENT).execute();
    var shown =
        connection
            .preparedQuery(ReadingSql.FOR_PATIENT)
            .execute(Tuple.of(Long.toString(search.patient().value()), viewer.professional()));
    var counts = counts(connection, search, slice);
    var first =
        ask(connection, ReadingSql.first(start), start)
            .compose(rows -> ReadingStore.named(connection, search.patient(), rows));
    return Future.all(transaction, isolated, shown, counts, first)
        .map(all -> {
          List<StoredReading> begun = first.result();
          return new Stream(
              counts.result().orElseGet(() -> counts(begun, search.limit() - 1)),
              begun,
              () -> rest(connection, transaction.result(), search, begun, start.limit()),
              () -> connection.close());
        });
  }

  /// Empty when the first slice has the whole page.
  private static Future<Optional<Map<Measure, Integer>>> counts(
      SqlConnection connection, Search search, int slice) {
    if (search.limit() <= slice) {
      return Future.succeededFuture(Optional.empty());
    }
    Search page = search.startingAfter(search.after(), search.limit() - 1);
    return ask(connection, ReadingSql.counts(page), page)
        .map(StreamStore::counts)
        .map(Optional::of);
  }

  private static Future<List<StoredReading>> rest(
      SqlConnection connection,
      Transaction transaction,
      Search search,
      List<StoredReading> first,
      int asked) {
    return following(connection, search, first, asked)
        .compose(found -> transaction.commit().map(found))
        .map(Objects::requireNonNull)
        .onComplete(read -> connection.close());
  }

  private static Future<List<StoredReading>> following(
      SqlConnection connection, Search search, List<StoredReading> first, int asked) {
    int missing = search.limit() - first.size();
    if (first.size() < asked || missing == 0) {
      return Future.succeededFuture(List.of());
    }
    Search next = search.startingAfter(first.getLast().position(search.order()), missing);
    return ask(connection, ReadingSql.search(next), next)
        .compose(rows -> ReadingStore.named(connection, search.patient(), rows));
  }

  private static Future<RowSet<Row>> ask(SqlConnection connection, String sql, Search search) {
    return connection.preparedQuery(sql).execute(ReadingStore.arguments(search));
  }

  private static Map<Measure, Integer> counts(List<StoredReading> all, int page) {
    Map<Measure, Integer> counts = new EnumMap<>(Measure.class);
    all.stream().limit(page).forEach(one -> counts.merge(one.reading().measure(), 1, Integer::sum));
    return counts;
  }

  private static Map<Measure, Integer> counts(RowSet<Row> rows) {
    Map<Measure, Integer> counts = new EnumMap<>(Measure.class);
    for (Row row : rows) {
      counts.put(Measure.ofCode(row.getShort(0)), Math.toIntExact(row.getLong(1)));
    }
    return counts;
  }
}
