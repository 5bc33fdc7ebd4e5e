package org.trousse.referencing.history;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// Every version of every dossier's manifest, drafts too. None is ever changed.
public final class ManifestStore {
  /// Well beyond the largest manifest that is read.
  public static final int CHARACTERS_MAX = 512 * 1024;

  private static final int LIST_MAX = 1_000;

  private static final String LOCK =
      "select organisation from referencing.dossier where id = $1 for update";

  private static final String NEWEST =
      "select version, sha256, saved_at, saved_by from referencing.manifest where dossier = $1"
          + " order by version desc limit $2";

  private static final String READ =
      "select body from referencing.manifest where dossier = $1 and version = $2";

  private static final String ADD =
      """
      insert into referencing.manifest (dossier, version, sha256, body, saved_at, saved_by)
      values ($1, $2, $3, $4, $5, $6)\
      """;

  private final Pool pool;

  public ManifestStore(Pool pool) {
    this.pool = pool;
  }

  /// One version.
  ///
  /// @param sha256 of the text as it was saved, lower-case hex
  public record Version(int version, String sha256, Instant savedAt, UUID savedBy) {}

  /// Keeps a manifest; the same text as the newest makes no new version. Empty: the organisation
  /// has no such dossier.
  ///
  /// @param body what the vendor wrote, JSON or not yet; without NUL
  public Future<Optional<Version>> save(
      UUID dossier, UUID organisation, String body, UUID by, Instant now) {
    if (body.length() > CHARACTERS_MAX) {
      throw new IllegalArgumentException("a manifest of " + body.length() + " characters");
    }
    return pool.withTransaction(tx ->
            tx.preparedQuery(LOCK)
                .execute(Tuple.of(dossier))
                .compose(rows ->
                    rows.size() == 1
                            && organisation.equals(rows.iterator().next().getUUID("organisation"))
                        ? newest(tx, dossier, 1)
                            .compose(last -> add(tx, dossier, last, body, by, now))
                            .map(Optional::of)
                        : Future.succeededFuture(Optional.<Version>empty())))
        .map(Objects::requireNonNull);
  }

  private static Future<Version> add(
      SqlConnection tx, UUID dossier, List<Version> last, String body, UUID by, Instant now) {
    byte[] hash = sha256(body);
    String hex = HexFormat.of().formatHex(hash);
    if (!last.isEmpty() && last.getFirst().sha256().equals(hex)) {
      return Future.succeededFuture(last.getFirst());
    }
    int version = last.isEmpty() ? 1 : last.getFirst().version() + 1;
    return tx.preparedQuery(ADD)
        .execute(
            Tuple.from(
                Arrays.asList(
                    dossier, version, Buffer.buffer(hash), body, DossierStore.utc(now), by)))
        .map(new Version(version, hex, now, by));
  }

  /// The versions, the newest first.
  public Future<List<Version>> versions(UUID dossier) {
    return newest(pool, dossier, LIST_MAX);
  }

  private static Future<List<Version>> newest(SqlClient client, UUID dossier, int limit) {
    return client
        .preparedQuery(NEWEST)
        .execute(Tuple.of(dossier, limit))
        .map(ManifestStore::versions);
  }

  private static List<Version> versions(RowSet<Row> rows) {
    List<Version> all = new ArrayList<>();
    for (Row row : rows) {
      all.add(
          new Version(
              row.getInteger("version"),
              HexFormat.of().formatHex(row.getBuffer("sha256").getBytes()),
              row.getOffsetDateTime("saved_at").toInstant(),
              row.getUUID("saved_by")));
    }
    return all;
  }

  /// The text of a version, as it was saved.
  public Future<Optional<String>> read(UUID dossier, int version) {
    return read(pool, dossier, version);
  }

  static Future<Optional<String>> read(SqlClient client, UUID dossier, int version) {
    return client
        .preparedQuery(READ)
        .execute(Tuple.of(dossier, version))
        .map(rows ->
            rows.size() == 0
                ? Optional.empty()
                : Optional.of(rows.iterator().next().getString("body")));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
