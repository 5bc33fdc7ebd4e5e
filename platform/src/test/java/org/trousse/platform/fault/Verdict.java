package org.trousse.platform.fault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trousse.platform.database.DatabaseUrl;

/// What the database holds, against what the ledger says.
///
/// @param acknowledged readings in the ledger
/// @param rows in the database
/// @param missing acknowledged, and no row
/// @param duplicates rows beyond the first of a device's reading
/// @param strangers rows that nobody sent, or with other bytes than were sent
/// @param unacknowledged rows that stood when their device, never answered, sent them again
record Verdict(
    long acknowledged,
    long rows,
    long missing,
    long duplicates,
    long strangers,
    long unacknowledged) {
  private static final String ROWS_BEYOND_THE_FIRST =
      "select count(*) - count(distinct (device, reported_at, native_id)) from record.reading";

  private static final String ALL =
      """
      select device, extract(epoch from reported_at)::bigint,
        (extract(epoch from received_at) * 1000000)::bigint, payload
      from record.reading\
      """;

  private static final int ROWS_AT_ONCE = 10_000;

  /// Everything acknowledged is there once, and nothing else.
  boolean holds() {
    return missing == 0 && duplicates == 0 && strangers == 0;
  }

  static Verdict of(DatabaseUrl database, Ledger ledger, Load load) throws SQLException {
    List<BitSet> missing = ledger.read();
    long acknowledged = missing.stream().mapToLong(BitSet::cardinality).sum();
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.setFetchSize(ROWS_AT_ONCE);
      Found found = new Found(missing, load);
      try (ResultSet rows = statement.executeQuery(ALL)) {
        while (rows.next()) {
          found.row(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getBytes(4));
        }
      }
      return new Verdict(
          acknowledged,
          found.rows,
          missing.stream().mapToLong(BitSet::cardinality).sum(),
          number(statement, ROWS_BEYOND_THE_FIRST),
          found.strangers,
          found.unacknowledged);
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static final class Found {
    private final List<BitSet> missing;
    private final Load load;
    private final Map<Long, LoadDevice> devices = new HashMap<>();
    private long rows;
    private long strangers;
    private long unacknowledged;

    Found(List<BitSet> missing, Load load) {
      this.missing = missing;
      this.load = load;
      LoadDevice.all().forEach(device -> devices.put(device.id().key(), device));
    }

    void row(long key, long reportedSecond, long receivedMicros, byte[] payload) {
      rows++;
      LoadDevice device = devices.get(key);
      long at = LoadDevice.numberAt(reportedSecond);
      if (device == null || at < 0 || at >= load.sent(device.place())) {
        strangers++;
        return;
      }
      int number = (int) at;
      if (!Arrays.equals(payload, device.payload(number))) {
        strangers++;
        return;
      }
      missing.get(device.place()).clear(number);
      if (receivedMicros < load.firstSentAgain(device.place(), number)) {
        unacknowledged++;
      }
    }
  }
}
