package org.trousse.catalogue.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The table `catalogue.report`: an outbox.
public final class ReportStore {
  static final int BATCH_MAX = 50;

  private static final String ADD =
      """
      insert into catalogue.report (id, software_id, about, words, contact, at)
      values ($1, $2, $3, $4, $5, $6)\
      """;

  private static final String WAITING =
      """
      select id, software_id, about, words, contact, at from catalogue.report
      where handed_at is null order by at limit $1\
      """;

  private static final String HANDED =
      """
      update catalogue.report set handed_at = $2, words = '', contact = null
      where id = $1 and handed_at is null\
      """;

  private final Pool pool;

  public ReportStore(Pool pool) {
    this.pool = pool;
  }

  Future<Void> add(Report report) {
    return pool.preparedQuery(ADD)
        .execute(
            Tuple.of(
                report.id(),
                report.softwareId(),
                report.about().word(),
                report.words(),
                report.contact(),
                report.at().atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  /// Those that nobody took yet, oldest first.
  Future<List<Report>> waiting() {
    return pool.preparedQuery(WAITING)
        .execute(Tuple.of(BATCH_MAX))
        .map(rows -> {
          List<Report> reports = new ArrayList<>();
          rows.forEach(row -> reports.add(report(row)));
          return reports;
        });
  }

  private static Report report(Row row) {
    return new Report(
        row.getUUID("id"),
        row.getString("software_id"),
        Report.About.of(row.getString("about")).orElseThrow(),
        row.getString("words"),
        row.getString("contact"),
        row.getOffsetDateTime("at").toInstant());
  }

  /// Somebody took it: its words stand with them from now on.
  Future<Void> handed(UUID id, Instant at) {
    return pool.preparedQuery(HANDED).execute(Tuple.of(id, at.atOffset(ZoneOffset.UTC))).mapEmpty();
  }
}
