package org.trousse.record.append;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.reading.Reading;

/// PostgreSQL's binary COPY format of the rows that [AppendBenchmark] makes: the yardstick of bulk
/// loading. PostgreSQL documentation, COPY, "Binary Format".
final class CopyStream {
  static final String COPY =
      """
      COPY record.reading (patient, reported_at, device, native_id, received_at,
        correction_s, measure, codec, specimen, zone_min, value, payload)
      FROM STDIN (FORMAT binary)\
      """;

  private static final int FIELDS = 12;
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private CopyStream() {}

  static byte[] of(List<Row> rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(rows.size() * 160);
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(SIGNATURE);
    out.writeInt(0); // flags
    out.writeInt(0); // length of the header's extension
    for (Row row : rows) {
      write(out, row);
    }
    out.writeShort(-1); // end
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Row row) throws IOException {
    Reading reading = row.reading();
    Specimen specimen = reading.specimen();
    out.writeShort(FIELDS);
    bigint(out, reading.patient().value());
    bigint(out, ChronoUnit.MICROS.between(EPOCH, reading.reportedAt()));
    bigint(out, row.device());
    bigint(out, reading.nativeId());
    bigint(out, ChronoUnit.MICROS.between(EPOCH, reading.receivedAt()));
    out.writeInt(4);
    out.writeInt(reading.correctionSeconds());
    smallint(out, reading.measure().code());
    smallint(out, row.codec());
    smallint(out, specimen == null ? null : (Integer) specimen.code());
    smallint(out, reading.zoneMinutes());
    numeric(out, reading.amounts().value());
    byte[] payload = reading.payload().bytes();
    out.writeInt(payload.length);
    out.write(payload);
  }

  private static void bigint(DataOutputStream out, long value) throws IOException {
    out.writeInt(8);
    out.writeLong(value);
  }

  private static void smallint(DataOutputStream out, @Nullable Integer value) throws IOException {
    if (value == null) {
      out.writeInt(-1);
    } else {
      out.writeInt(2);
      out.writeShort(value);
    }
  }

  /// Base-10000 digits: their number, weight of the first, sign, decimals shown, digits.
  private static void numeric(DataOutputStream out, @Nullable BigDecimal value) throws IOException {
    if (value == null) {
      out.writeInt(-1);
      return;
    }
    int scale = Math.max(0, value.scale());
    int after = (scale + 3) / 4;
    BigInteger digits = value.abs().setScale(after * 4).unscaledValue();
    List<Integer> groups = new ArrayList<>();
    BigInteger base = BigInteger.valueOf(10_000);
    while (digits.signum() > 0) {
      BigInteger[] parts = digits.divideAndRemainder(base);
      groups.addFirst(parts[1].intValue());
      digits = parts[0];
    }
    int weight = groups.size() - after - 1;
    while (!groups.isEmpty() && groups.getLast() == 0) {
      groups.removeLast();
    }
    out.writeInt(8 + 2 * groups.size());
    out.writeShort(groups.size());
    out.writeShort(groups.isEmpty() ? 0 : weight);
    out.writeShort(value.signum() < 0 ? 0x4000 : 0);
    out.writeShort(scale);
    for (int group : groups) {
      out.writeShort(group);
    }
  }
}
