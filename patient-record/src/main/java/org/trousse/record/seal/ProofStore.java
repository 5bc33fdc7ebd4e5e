package org.trousse.record.seal;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.record.merkle.Checkpoint;
import org.trousse.record.merkle.NoteVerifier;
import org.trousse.record.merkle.Tiles;
import org.trousse.sdk.PatientId;

/// Finds what proves that a patient's event is in the tree: the event, the newest head and, at each
/// level, two tiles.
public final class ProofStore {
  private static final String FOR_PATIENT = "SELECT set_config('trousse.patient', $1, true)";
  private static final String EVENT =
      """
      SELECT e.leaf, record.audit_columns(e) FROM record.audit_event e
      WHERE e.patient = $1 AND e.id = $2 ORDER BY e.at LIMIT 1
      """;
  private static final String HEAD =
      "SELECT note FROM record.audit_checkpoint ORDER BY tree_size DESC LIMIT 1";
  private static final String TILES =
      """
      SELECT t.level, t.index, t.hashes FROM record.audit_tile t
      JOIN unnest($1::int[], $2::bigint[]) AS wanted (level, index)
        ON t.level = wanted.level AND t.index = wanted.index
      """;

  private final Pool reader;
  private final NoteVerifier key;

  public ProofStore(Pool reader, NoteVerifier key) {
    this.reader = reader;
    this.key = key;
  }

  private record Leaf(long number, List<@Nullable String> columns) {}

  /// What is known of the patient's event of that id. Fails with [Tampered] when what is stored
  /// proves nothing.
  public Future<Proof.Found> find(PatientId patient, UUID id) {
    return reader
        .withTransaction(transaction ->
            transaction
                .preparedQuery(FOR_PATIENT)
                .execute(Tuple.of(Long.toString(patient.value())))
                .compose(shown ->
                    transaction.preparedQuery(EVENT).execute(Tuple.of(patient.value(), id)))
                .compose(events -> found(transaction, events)))
        .map(Objects::requireNonNull);
  }

  private Future<Proof.Found> found(SqlConnection transaction, RowSet<Row> events) {
    Optional<Row> event = events.stream().findFirst();
    if (event.isEmpty()) {
      return Future.succeededFuture(new Proof.Found.Unknown());
    }
    Long number = event.get().getLong(0);
    if (number == null) {
      return Future.succeededFuture(new Proof.Found.Waiting());
    }
    Leaf leaf = new Leaf(number, Arrays.asList(event.get().getArrayOfStrings(1)));
    return transaction
        .query(HEAD)
        .execute()
        .compose(heads ->
            heads.size() == 0
                ? Future.failedFuture(new Tampered("what was sealed has no head"))
                : proven(transaction, leaf, heads.iterator().next().getString(0)));
  }

  private Future<Proof.Found> proven(SqlConnection transaction, Leaf leaf, String note) {
    long size = Checkpoint.open(note, key).map(Checkpoint::size).orElse(0L);
    Collection<Tiles.Place> needed = Tiles.needed(leaf.number(), size);
    Tuple wanted =
        Tuple.tuple()
            .addArrayOfInteger(needed.stream().map(Tiles.Place::level).toArray(Integer[]::new))
            .addArrayOfLong(needed.stream().map(Tiles.Place::index).toArray(Long[]::new));
    return transaction
        .preparedQuery(TILES)
        .execute(wanted)
        .map(rows ->
            new Proof.Found.Sealed(
                Proof.of(leaf.number(), leaf.columns(), tiles(rows), note, key)));
  }

  private static Tiles tiles(RowSet<Row> rows) {
    Map<Tiles.Place, byte[]> tiles = new HashMap<>();
    for (Row row : rows) {
      tiles.put(new Tiles.Place(row.getInteger(0), row.getLong(1)), row.getBuffer(2).getBytes());
    }
    return new Tiles(tiles);
  }
}
