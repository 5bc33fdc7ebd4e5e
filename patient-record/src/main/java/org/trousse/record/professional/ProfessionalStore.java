package org.trousse.record.professional;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/// The register of professionals. Who is in it is no secret: it says nothing about patients.
public final class ProfessionalStore {
  private static final String COLUMNS =
      "select id, given, family, profession, rpps, synthetic from record.professional ";

  private static final String FIND = COLUMNS + "where id = $1 and ended_at is null";

  private static final String BY_RPPS = COLUMNS + "where rpps = $1 and ended_at is null limit 1";

  private static final String ENTER =
      "select record.enter_professional($1, $2, $3, $4, $5, $6, $7)";

  private static final String END = "select record.end_professional($1, $2)";

  private final Pool ingest;
  private final Pool reader;

  public ProfessionalStore(Pool ingest, Pool reader) {
    this.ingest = ingest;
    this.reader = reader;
  }

  /// What became of an entry.
  public enum Entered {
    ENTERED,
    /// the account is a professional's already
    KNOWN,
    /// the number is another account's
    NUMBER_TAKEN
  }

  /// The professional of an account; empty when it has none, or a profession that this version does
  /// not know.
  public Future<Optional<Professional>> find(UUID account) {
    return reader.preparedQuery(FIND).execute(Tuple.of(account)).map(ProfessionalStore::first);
  }

  public Future<Optional<Professional>> byRpps(String rpps) {
    return reader.preparedQuery(BY_RPPS).execute(Tuple.of(rpps)).map(ProfessionalStore::first);
  }

  public Future<Entered> enter(Professional one, Instant now) {
    Tuple row =
        Tuple.tuple()
            .addUUID(one.id())
            .addString(one.given())
            .addString(one.family())
            .addString(one.profession().code())
            .addString(one.rpps())
            .addBoolean(one.synthetic())
            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
    return ingest
        .preparedQuery(ENTER)
        .execute(row)
        .map(rows ->
            switch (rows.iterator().next().getInteger(0)) {
              case 1 -> Entered.ENTERED;
              case 0 -> Entered.KNOWN;
              default -> Entered.NUMBER_TAKEN;
            });
  }

  /// From COMMIT on the account opens nothing; false when it was no professional's.
  public Future<Boolean> end(UUID account, Instant now) {
    return ingest
        .preparedQuery(END)
        .execute(Tuple.of(account, now.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.iterator().next().getLong(0) > 0);
  }

  private static Optional<Professional> first(RowSet<Row> rows) {
    return rows.stream()
        .findFirst()
        .flatMap(row ->
            Profession.ofCode(row.getString(3))
                .map(profession ->
                    new Professional(
                        row.getUUID(0),
                        row.getString(1),
                        row.getString(2),
                        profession,
                        row.getString(4),
                        row.getBoolean(5))));
  }
}
