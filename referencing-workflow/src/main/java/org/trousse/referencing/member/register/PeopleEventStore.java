package org.trousse.referencing.member.register;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The table `referencing.people_event`: rows are added, in the transaction of what they tell.
public final class PeopleEventStore {
  private static final int LIST_MAX = 500;

  /// One of them.
  ///
  /// @param organisation null: about an officer
  /// @param about an account, an invitation or a key
  public record Told(
      Instant at, @Nullable UUID organisation, UUID by, PeopleEvent what, UUID about) {}

  private final Pool pool;

  public PeopleEventStore(Pool pool) {
    this.pool = pool;
  }

  static Future<Void> tell(SqlClient tx, Told told) {
    return tx.preparedQuery(
            """
            insert into referencing.people_event (id, at, organisation, by_account, what, about)
            values ($1, $2, $3, $4, $5, $6)\
            """)
        .execute(
            Tuple.of(
                UUID.randomUUID(),
                told.at().atOffset(ZoneOffset.UTC),
                told.organisation(),
                told.by(),
                told.what().name(),
                told.about()))
        .mapEmpty();
  }

  /// An organisation's, the latest first.
  public Future<List<Told>> of(UUID organisation) {
    return pool.preparedQuery(
            """
            select at, organisation, by_account, what, about from referencing.people_event
            where organisation = $1 order by at desc, id limit $2\
            """)
        .execute(Tuple.of(organisation, LIST_MAX))
        .map(rows -> {
          List<Told> all = new ArrayList<>();
          for (Row row : rows) {
            all.add(
                new Told(
                    row.getOffsetDateTime("at").toInstant(),
                    row.getUUID("organisation"),
                    row.getUUID("by_account"),
                    PeopleEvent.valueOf(row.getString("what")),
                    row.getUUID("about")));
          }
          return all;
        });
  }
}
