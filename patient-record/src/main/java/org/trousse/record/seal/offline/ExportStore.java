package org.trousse.record.seal.offline;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.trousse.record.merkle.TreeHash;
import org.trousse.record.seal.offline.TrailLine.Leaf;
import org.trousse.record.seal.offline.TrailLine.Listed;

/// Reads the whole trail, page by page, as it stood when the first page was read. Its role may see
/// all of it: `trousse_record_auditor`, or an owner.
public final class ExportStore {
  private static final int PAGE = 2_000;
  private static final int TILE = 256;

  private static final String AS_IT_STANDS =
      "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";
  private static final String BEGUN =
      "SELECT now(), count(*) FROM record.audit_event WHERE leaf IS NULL";

  /// Also a second event in one place is read, wherever a page ends.
  private static final String LEAVES =
      """
      SELECT e.leaf, record.audit_columns(e), e.patient, e.at, e.id FROM record.audit_event e
      WHERE e.leaf >= $1 AND (e.leaf, e.patient, e.at, e.id) > ($1, $2, $3, $4)
      ORDER BY e.leaf, e.patient, e.at, e.id LIMIT $5
      """;

  private static final String TILES =
      """
      SELECT index, hashes FROM record.audit_tile
      WHERE level = 0 AND index BETWEEN $1 AND $2
      """;
  private static final String CHECKPOINTS =
      """
      SELECT at, tree_size, note FROM record.audit_checkpoint
      WHERE tree_size > $1 AND tree_size <= $2 ORDER BY tree_size
      """;
  private static final OffsetDateTime BEFORE_ALL =
      OffsetDateTime.of(-4000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private record Place(long leaf, long patient, OffsetDateTime at, UUID id) {}

  private record Dated(long size, Listed checkpoint) {}

  private final SqlConnection connection;
  private final TrailLine.End end;
  private Place place = new Place(Long.MIN_VALUE, Long.MIN_VALUE, BEFORE_ALL, new UUID(0, 0));
  private long listed;
  private boolean over;

  private ExportStore(SqlConnection connection, Row begun) {
    this.connection = connection;
    this.end = new TrailLine.End(begun.getOffsetDateTime(0).toInstant(), begun.getLong(1));
  }

  /// Holds the trail as it stands now, until [#close].
  public static Future<ExportStore> open(Pool pool) {
    return pool.getConnection()
        .compose(connection ->
            connection
                .query(AS_IT_STANDS)
                .execute()
                .compose(begun -> connection.query(BEGUN).execute())
                .map(rows -> new ExportStore(connection, rows.iterator().next())));
  }

  /// The next lines; none when there are no more. One call at a time.
  public Future<List<TrailLine>> next() {
    if (over) {
      return Future.succeededFuture(List.of());
    }
    Tuple from = Tuple.of(place.leaf(), place.patient(), place.at(), place.id(), PAGE);
    return connection.preparedQuery(LEAVES).execute(from).compose(this::page);
  }

  private Future<List<TrailLine>> page(RowSet<Row> leaves) {
    over = leaves.size() < PAGE;
    List<Row> rows = StreamSupport.stream(leaves.spliterator(), false).toList();
    long first = rows.isEmpty() ? 0 : Math.max(0, rows.getFirst().getLong(0));
    long last = rows.isEmpty() ? -1 : rows.getLast().getLong(0);
    long until = over ? Long.MAX_VALUE : last;
    return connection
        .preparedQuery(TILES)
        .execute(Tuple.of(first / TILE, Math.min(last, first + PAGE) / TILE))
        .compose(tiles ->
            connection
                .preparedQuery(CHECKPOINTS)
                .execute(Tuple.of(listed, until))
                .map(heads -> lines(rows, hashes(tiles), heads)));
  }

  private static Map<Long, Buffer> hashes(RowSet<Row> tiles) {
    Map<Long, Buffer> hashes = new HashMap<>();
    tiles.forEach(tile -> hashes.put(tile.getLong(0), tile.getBuffer(1)));
    return hashes;
  }

  private List<TrailLine> lines(List<Row> rows, Map<Long, Buffer> tiles, RowSet<Row> found) {
    Iterator<Dated> heads =
        StreamSupport.stream(found.spliterator(), false)
            .map(head ->
                new Dated(
                    head.getLong(1),
                    new Listed(head.getOffsetDateTime(0).toInstant(), head.getString(2))))
            .toList()
            .iterator();
    List<TrailLine> lines = new ArrayList<>();
    Dated head = heads.hasNext() ? heads.next() : null;
    for (Row row : rows) {
      long number = row.getLong(0);
      while (head != null && head.size() <= number) {
        lines.add(head.checkpoint());
        listed = head.size();
        head = heads.hasNext() ? heads.next() : null;
      }
      lines.add(leaf(number, row, tiles));
      place = new Place(number, row.getLong(2), row.getOffsetDateTime(3), row.getUUID(4));
    }
    while (head != null) {
      lines.add(head.checkpoint());
      listed = head.size();
      head = heads.hasNext() ? heads.next() : null;
    }
    if (over) {
      lines.add(end);
    }
    return lines;
  }

  private static Leaf leaf(long number, Row row, Map<Long, Buffer> tiles) {
    Buffer tile = number < 0 ? null : tiles.get(number / TILE);
    int at = Math.floorMod(number, TILE) * TreeHash.BYTES;
    @Nullable String[] columns = row.getArrayOfStrings(1);
    return new Leaf(
        number,
        Arrays.asList(columns),
        tile == null || tile.length() < at + TreeHash.BYTES
            ? ""
            : Base64.getEncoder().encodeToString(tile.getBytes(at, at + TreeHash.BYTES)));
  }

  /// Lets go of the trail as it stood.
  public Future<Void> close() {
    return connection.query("ROLLBACK").execute().eventually(connection::close).mapEmpty();
  }
}
