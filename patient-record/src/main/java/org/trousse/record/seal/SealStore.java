package org.trousse.record.seal;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.trousse.record.merkle.Checkpoint;
import org.trousse.record.merkle.Frontier;
import org.trousse.record.merkle.NoteSigner;
import org.trousse.record.merkle.Tiles;
import org.trousse.record.seal.CheckpointFolder.Kept;

/// Seals events and keeps checkpoints. What seals events is shown nothing of them but hashes.
public final class SealStore {
  /// Events under one checkpoint.
  static final int SEALED_MAX = 2_000;

  /// Checkpoints that one question answers with.
  static final int PAGE = 500;

  private static final String SEAL_BEGIN = "SELECT * FROM record.seal_begin($1)";
  private static final String SEAL_END =
      "SELECT record.seal_end($1, $2, $3, $4, $5, $6, $7, $8, $9)";
  private static final String BEYOND =
      """
      SELECT at, tree_size, note FROM record.audit_checkpoint WHERE tree_size > $1
      ORDER BY tree_size LIMIT $2
      """;
  private static final String OF_SIZE =
      "SELECT at, tree_size, note FROM record.audit_checkpoint WHERE tree_size = $1";
  private static final String NEWEST =
      """
      SELECT at, tree_size, note FROM record.audit_checkpoint ORDER BY tree_size DESC LIMIT 1
      """;

  private final Pool ingest;
  private final Pool reader;
  private final NoteSigner signer;

  public SealStore(Pool ingest, Pool reader, NoteSigner signer) {
    this.ingest = ingest;
    this.reader = reader;
    this.signer = signer;
  }

  NoteSigner signer() {
    return signer;
  }

  /// Seals what waits, up to a bound; how many events that was. Fails with [Tampered] when the
  /// stored head is not the one that was signed last.
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
    byte[] leaves = begun.getBuffer(5).getBytes();
    Head.Stored stored = stored(begun);
    Head.Next next = Head.extend(stored, leaves, now, signer);
    return transaction
        .preparedQuery(SEAL_END)
        .execute(columns(next))
        .map(done -> (int) (next.frontier().size() - stored.size()));
  }

  private static Head.Stored stored(Row begun) {
    OffsetDateTime at = begun.getOffsetDateTime(1);
    long size = begun.getLong(2);
    try {
      return new Head.Stored(
          begun.getLong(0),
          at == null ? null : at.toInstant(),
          size,
          Frontier.of(size, begun.getBuffer(3).getBytes()),
          begun.getString(4));
    } catch (IllegalArgumentException cut) {
      throw new Tampered("the trail's frontier has not the length of its size", cut);
    }
  }

  private static Tuple columns(Head.Next next) {
    Map<Tiles.Place, Tiles.Addition> tiles = next.tiles();
    return Tuple.of(
            next.number(),
            next.at().atOffset(ZoneOffset.UTC),
            next.frontier().size(),
            Buffer.buffer(next.frontier().bytes()),
            next.note())
        .addArrayOfInteger(tiles.keySet().stream().map(Tiles.Place::level).toArray(Integer[]::new))
        .addArrayOfLong(tiles.keySet().stream().map(Tiles.Place::index).toArray(Long[]::new))
        .addArrayOfInteger(
            tiles.values().stream().map(Tiles.Addition::offset).toArray(Integer[]::new))
        .addArrayOfBuffer(
            tiles.values().stream()
                .map(added -> Buffer.buffer(added.hashes()))
                .toArray(Buffer[]::new));
  }

  /// The next checkpoints of larger trees, a page of them.
  Future<List<Kept>> beyond(long size) {
    return reader
        .preparedQuery(BEYOND)
        .execute(Tuple.of(size, PAGE))
        .map(rows -> rows.stream().map(SealStore::kept).toList());
  }

  /// The checkpoint of just that size, as far as it verifies.
  Future<Optional<Checkpoint>> ofSize(long size) {
    return reader
        .preparedQuery(OF_SIZE)
        .execute(Tuple.of(size))
        .map(rows ->
            rows.stream()
                .map(SealStore::kept)
                .findFirst()
                .flatMap(kept -> Checkpoint.open(kept.note(), signer.verifier())));
  }

  /// The newest one; empty before the first seal.
  Future<Optional<Kept>> newest() {
    return reader
        .query(NEWEST)
        .execute()
        .map(rows -> rows.stream().map(SealStore::kept).findFirst());
  }

  private static Kept kept(Row row) {
    return new Kept(row.getOffsetDateTime(0).toInstant(), row.getLong(1), row.getString(2));
  }
}
