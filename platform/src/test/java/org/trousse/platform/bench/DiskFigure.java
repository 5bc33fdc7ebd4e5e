package org.trousse.platform.bench;

import java.sql.Connection;
import java.sql.SQLException;
import org.trousse.platform.bench.load.LoadGenerator;

/// (d) what a reading weighs on disk, its key, its index and its payload included. Below a million
/// rows those that the platform wrote are repeated, in their order, as of days before.
final class DiskFigure {
  private static final double GOAL_BYTES = 220;

  private static final int DAYS = 7;

  private DiskFigure() {}

  static void measure(ServedPlatform platform, LoadGenerator load, Options options)
      throws SQLException, InterruptedException {
    try (Connection owner = platform.connect()) {
      if (rows(owner) == 0) {
        load.warmUp(options.connections(), options.seconds());
      }
      long own = rows(owner);
      for (int round = 1; rows(owner) < options.rows(); round++) {
        repeat(owner, DAYS * round);
      }
      Machine.execute(owner, "vacuum analyze record.reading");
      long rows = rows(owner);
      double total = size(owner, "pg_total_relation_size") / (double) rows;
      Report.line(
          "d",
          ("%,d rows (%,d of them through MQTT), vacuumed: %.0f bytes a reading, table %.0f,"
                  + " indexes %.0f, of which payload %s (goal at most %.0f): %s")
              .formatted(
                  rows,
                  own,
                  total,
                  size(owner, "pg_table_size") / (double) rows,
                  size(owner, "pg_indexes_size") / (double) rows,
                  Machine.ask(
                      owner,
                      "select round(avg(length(payload))) from record.reading tablesample system"
                          + " (1)"),
                  GOAL_BYTES,
                  total <= GOAL_BYTES ? "met" : "MISSED"));
    }
  }

  private static void repeat(Connection owner, int daysBefore) throws SQLException {
    String columns =
        """
        device, native_id, received_at, flags, device_status, correction_s, measure, codec, status,
        specimen, site, meal, zone_min, original_unit, value, diastolic, mean, pulse, original,
        payload, extra\
        """;
    Machine.execute(
        owner,
        """
        insert into record.reading (patient, reported_at, %1$s)
        select patient, reported_at - interval '%2$d days', %1$s
        from record.reading where reported_at > now() - interval '3 days' order by ctid\
        """
            .formatted(columns, daysBefore));
  }

  private static long rows(Connection owner) throws SQLException {
    return Machine.count(owner, "select count(*) from record.reading");
  }

  private static long size(Connection owner, String function) throws SQLException {
    return Machine.count(owner, "select " + function + "('record.reading')");
  }
}
