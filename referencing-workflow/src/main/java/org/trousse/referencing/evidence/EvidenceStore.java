package org.trousse.referencing.evidence;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.evidence.content.FileKind;

/// The tables `referencing.file` and `referencing.evidence`. Every call says whose row it wants.
public final class EvidenceStore {
  private static final String FIND =
      """
      select e.*, f.kind, f.bytes from referencing.evidence e
      join referencing.file f on f.organisation = e.organisation and f.hash = e.hash
      where e.organisation = $1 and e.dossier = $2
      """;

  private final Pool pool;
  private final Clock clock;

  /// A file that was recognised, for a place that it may take.
  public record Wish(
      UUID organisation,
      UUID dossier,
      String criterion,
      String name,
      FileKind kind,
      Buffer body,
      String sha256,
      UUID by) {
    /// Never the content.
    @Override
    public String toString() {
      return "Wish(" + dossier + ", " + criterion + ")";
    }
  }

  /// What became of a wish.
  public sealed interface Kept {
    /// It stands.
    ///
    /// @param fresh false: the same bytes stood there under this name already
    record Stands(Evidence evidence, boolean fresh) implements Kept {}

    /// The dossier has no room for it.
    record Full() implements Kept {}
  }

  /// What became of a piece that was to go.
  public enum Gone {
    DELETED,
    WITHDRAWN,
    UNKNOWN
  }

  public EvidenceStore(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /// Keeps a file; the same bytes under the same name stand once.
  public Future<Kept> add(Wish wish) {
    return pool.withTransaction(tx ->
            lock(tx, wish.organisation())
                .compose(locked -> list(tx, wish.organisation(), wish.dossier()))
                .compose(standing -> keep(tx, wish, standing)))
        .map(Objects::requireNonNull);
  }

  private Future<Kept> keep(SqlConnection tx, Wish wish, List<Evidence> standing) {
    List<Evidence> same =
        standing.stream()
            .filter(one -> one.criterion().equals(wish.criterion()))
            .filter(one -> one.name().equals(wish.name()))
            .toList();
    Optional<Evidence> repeated =
        Snapshot.current(same).stream()
            .filter(one -> one.sha256().equals(wish.sha256()))
            .findFirst();
    if (repeated.isPresent()) {
      return Future.succeededFuture(new Kept.Stands(repeated.get(), false));
    }
    long bytes = standing.stream().mapToLong(Evidence::bytes).sum() + wish.body().length();
    if (bytes > Evidence.DOSSIER_BYTES_MAX || standing.size() >= Evidence.DOSSIER_FILES_MAX) {
      return Future.succeededFuture(new Kept.Full());
    }
    int version = same.stream().mapToInt(Evidence::version).max().orElse(0) + 1;
    return insert(tx, wish, evidence(wish, version));
  }

  private Evidence evidence(Wish wish, int version) {
    return new Evidence(
        UUID.randomUUID(),
        wish.organisation(),
        wish.dossier(),
        wish.criterion(),
        wish.name(),
        version,
        wish.kind(),
        wish.body().length(),
        wish.sha256(),
        wish.by(),
        clock.instant(),
        null,
        null);
  }

  private static Future<Kept> insert(SqlConnection tx, Wish wish, Evidence evidence) {
    Buffer hash = Buffer.buffer(HexFormat.of().parseHex(wish.sha256()));
    return tx.preparedQuery(
            """
            insert into referencing.file (organisation, hash, kind, bytes, body)
            values ($1, $2, $3, $4, $5) on conflict do nothing\
            """)
        .execute(
            Tuple.of(
                wish.organisation(), hash, wish.kind().name(), wish.body().length(), wish.body()))
        .compose(file ->
            tx.preparedQuery(
                    """
                    insert into referencing.evidence (id, organisation, dossier, criterion, name,
                      version, hash, added_by, added_at)
                    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)\
                    """)
                .execute(
                    Tuple.tuple()
                        .addUUID(evidence.id())
                        .addUUID(evidence.organisation())
                        .addUUID(evidence.dossier())
                        .addString(evidence.criterion())
                        .addString(evidence.name())
                        .addInteger(evidence.version())
                        .addBuffer(hash)
                        .addUUID(evidence.addedBy())
                        .addOffsetDateTime(utc(evidence.addedAt()))))
        .map(row -> new Kept.Stands(evidence, true));
  }

  /// All versions of a dossier's files, withdrawn ones too.
  public Future<List<Evidence>> of(UUID organisation, UUID dossier) {
    return list(pool, organisation, dossier);
  }

  private static Future<List<Evidence>> list(SqlClient client, UUID organisation, UUID dossier) {
    return client
        .preparedQuery(FIND + " order by e.criterion, e.name, e.version")
        .execute(Tuple.of(organisation, dossier))
        .map(EvidenceStore::read);
  }

  public Future<Optional<Evidence>> find(UUID organisation, UUID dossier, UUID id) {
    return find(pool, organisation, dossier, id);
  }

  private static Future<Optional<Evidence>> find(
      SqlClient client, UUID organisation, UUID dossier, UUID id) {
    return client
        .preparedQuery(FIND + " and e.id = $3")
        .execute(Tuple.of(organisation, dossier, id))
        .map(rows -> read(rows).stream().findFirst());
  }

  /// A part of a file's bytes; empty behind its end, and where there is no such file.
  public Future<Buffer> slice(UUID organisation, String sha256, int from, int length) {
    return pool.preparedQuery(
            """
            select substring(body from $3 for $4) as part from referencing.file
            where organisation = $1 and hash = $2\
            """)
        .execute(
            Tuple.of(
                organisation, Buffer.buffer(HexFormat.of().parseHex(sha256)), from + 1, length))
        .map(rows -> rows.size() == 0 ? Buffer.buffer() : rows.iterator().next().getBuffer("part"));
  }

  /// Deletes a draft; withdraws what was submitted, with all that it replaced.
  Future<Gone> remove(UUID organisation, UUID dossier, UUID id) {
    return pool.withTransaction(tx ->
            lock(tx, organisation)
                .compose(locked -> find(tx, organisation, dossier, id))
                .compose(found ->
                    found.isEmpty() || found.get().withdrawnAt() != null
                        ? Future.succeededFuture(Gone.UNKNOWN)
                        : found.get().submittedAt() == null
                            ? delete(tx, found.get())
                            : withdraw(tx, found.get())))
        .map(Objects::requireNonNull);
  }

  private static Future<Gone> delete(SqlConnection tx, Evidence evidence) {
    Buffer hash = Buffer.buffer(HexFormat.of().parseHex(evidence.sha256()));
    return tx.preparedQuery("delete from referencing.evidence where organisation = $1 and id = $2")
        .execute(Tuple.of(evidence.organisation(), evidence.id()))
        .compose(deleted ->
            tx.preparedQuery(
                    """
                    delete from referencing.file where organisation = $1 and hash = $2
                      and not exists (select from referencing.evidence
                        where organisation = $1 and hash = $2)\
                    """)
                .execute(Tuple.of(evidence.organisation(), hash)))
        .map(done -> Gone.DELETED);
  }

  private Future<Gone> withdraw(SqlConnection tx, Evidence evidence) {
    return tx.preparedQuery(
            """
            update referencing.evidence set withdrawn_at = $6
            where organisation = $1 and dossier = $2 and criterion = $3 and name = $4
              and version <= $5 and withdrawn_at is null and submitted_at is not null\
            """)
        .execute(
            Tuple.of(
                evidence.organisation(),
                evidence.dossier(),
                evidence.criterion(),
                evidence.name(),
                evidence.version(),
                utc(clock.instant())))
        .map(done -> Gone.WITHDRAWN);
  }

  /// From now on nothing that stands in this dossier is ever deleted; in the transaction in which
  /// the dossier is submitted.
  public static Future<Void> submitted(
      SqlConnection tx, UUID organisation, UUID dossier, Instant at) {
    return lock(tx, organisation)
        .compose(locked ->
            tx.preparedQuery(
                    """
                    update referencing.evidence set submitted_at = $3
                    where organisation = $1 and dossier = $2 and submitted_at is null\
                    """)
                .execute(Tuple.of(organisation, dossier, utc(at))))
        .mapEmpty();
  }

  /// One at a time: a file is not deleted while another row begins to point at it.
  private static Future<Void> lock(SqlClient tx, UUID organisation) {
    return tx.preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 0))")
        .execute(Tuple.of("referencing.evidence " + organisation))
        .mapEmpty();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static List<Evidence> read(RowSet<Row> rows) {
    List<Evidence> all = new ArrayList<>();
    for (Row row : rows) {
      all.add(
          new Evidence(
              row.getUUID("id"),
              row.getUUID("organisation"),
              row.getUUID("dossier"),
              row.getString("criterion"),
              row.getString("name"),
              row.getInteger("version"),
              FileKind.valueOf(row.getString("kind")),
              row.getInteger("bytes"),
              HexFormat.of().formatHex(row.getBuffer("hash").getBytes()),
              row.getUUID("added_by"),
              row.getOffsetDateTime("added_at").toInstant(),
              instant(row.getOffsetDateTime("submitted_at")),
              instant(row.getOffsetDateTime("withdrawn_at"))));
    }
    return all;
  }
}
