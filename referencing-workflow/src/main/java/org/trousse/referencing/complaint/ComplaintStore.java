package org.trousse.referencing.complaint;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The table `referencing.complaint`.
public final class ComplaintStore {
  /// What a page shows at once, the oldest first.
  public static final int PAGE = 100;

  private final Pool pool;

  public ComplaintStore(Pool pool) {
    this.pool = pool;
  }

  /// Keeps it; the same one twice is one.
  public Future<Void> add(Complaint complaint) {
    return pool.preparedQuery(
            """
            insert into referencing.complaint (id, software, about, words, contact, at)
            values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing\
            """)
        .execute(
            Tuple.of(
                complaint.id(),
                complaint.software(),
                complaint.about(),
                complaint.words(),
                complaint.contact(),
                complaint.at().atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  /// Those that nobody closed, the oldest first, [#PAGE] at most.
  public Future<List<Complaint.Waiting>> open() {
    return pool.preparedQuery(
            """
            select c.id, c.software, c.about, c.words, c.contact, c.at, d.id as dossier,
              coalesce(k.app_name, d.reference) as app
            from referencing.complaint c
            left join lateral (select id, reference from referencing.dossier
              where software = c.software order by begun_at desc limit 1) d on true
            left join referencing.desk k on k.dossier = d.id
            where c.closed_at is null order by c.at, c.id limit $1\
            """)
        .execute(Tuple.of(PAGE))
        .map(rows -> {
          List<Complaint.Waiting> all = new ArrayList<>();
          rows.forEach(row ->
              all.add(
                  new Complaint.Waiting(
                      complaint(row),
                      Optional.ofNullable(row.getString("app")),
                      Optional.ofNullable(row.getUUID("dossier")))));
          return all;
        });
  }

  private static Complaint complaint(Row row) {
    return new Complaint(
        row.getUUID("id"),
        row.getString("software"),
        row.getString("about"),
        row.getString("words"),
        row.getString("contact"),
        row.getOffsetDateTime("at").toInstant());
  }

  /// How many are open about each of these apps; those with none are left out.
  public Future<Map<String, Integer>> counts(Set<String> software) {
    return pool.preparedQuery(
            """
            select software, count(*)::int as many from referencing.complaint
            where software = any($1) and closed_at is null group by software\
            """)
        .execute(Tuple.of(software.toArray(String[]::new)))
        .map(rows -> {
          Map<String, Integer> counts = new HashMap<>();
          rows.forEach(row -> counts.put(row.getString("software"), row.getInteger("many")));
          return counts;
        });
  }

  /// An officer looked at it: what was done stays, the visitor's contact goes. False: there is no
  /// such open one.
  ///
  /// @param outcome what came of it, 1 to 2,000 characters
  public Future<Boolean> close(UUID id, UUID officer, String outcome, Instant at) {
    return pool.preparedQuery(
            """
            update referencing.complaint
            set closed_at = $2, closed_by = $3, outcome = $4, contact = null
            where id = $1 and closed_at is null\
            """)
        .execute(Tuple.of(id, at.atOffset(ZoneOffset.UTC), officer, outcome))
        .map(rows -> rows.rowCount() == 1);
  }
}
