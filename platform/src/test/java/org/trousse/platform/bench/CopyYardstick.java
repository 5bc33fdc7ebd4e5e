package org.trousse.platform.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/// What to hold the way of a reading against: bare binary COPY over one connection of the rows that
/// the platform has just written, in the order in which they stand, into a fresh table with the
/// same key and index, on the same server with the same durability.
final class CopyYardstick {
  private static final int TIMES = 3;
  private static final int CHUNK_BYTES = 1 << 16;

  private CopyYardstick() {}

  /// The median of three, in rows a second.
  static double perSecond(Connection owner, Path folder) throws SQLException, IOException {
    CopyManager copies = new CopyManager(owner.unwrap(BaseConnection.class));
    Path rows = folder.resolve("rows.copy");
    // a scan that joins another in the middle of the table would change the order
    Machine.execute(owner, "set synchronize_seqscans = off");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(rows), CHUNK_BYTES)) {
      copies.copyOut("copy record.reading to stdout (format binary)", out);
    }
    double[] rates = new double[TIMES];
    for (int time = 0; time < TIMES; time++) {
      Machine.execute(owner, "drop table if exists record.copied");
      Machine.execute(owner, "create table record.copied (like record.reading including all)");
      Machine.execute(owner, "checkpoint");
      rates[time] = copy(copies, rows);
    }
    Machine.execute(owner, "drop table record.copied");
    Files.delete(rows);
    Arrays.sort(rates);
    return rates[TIMES / 2];
  }

  private static double copy(CopyManager copies, Path rows) throws SQLException, IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(rows), CHUNK_BYTES)) {
      long start = System.nanoTime();
      long copied = copies.copyIn("copy record.copied from stdin (format binary)", in, CHUNK_BYTES);
      return copied / ((System.nanoTime() - start) / 1e9);
    }
  }
}
