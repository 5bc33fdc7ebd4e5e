package org.trousse.record.append;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.reading.Codec;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.reading.Reading.Original;

/// A reading and what is worked out once for its row.
///
/// @param device [org.trousse.sdk.DeviceId#key], a hash
/// @param codec the codec's code
/// @param payloadBytes length of the bytes as received
/// @param extra what the columns cannot hold, as JSON; null: nothing
record Row(Reading reading, long device, int codec, int payloadBytes, @Nullable String extra) {
  /// By key. Every lane inserts in this order, so that two batches that share keys wait for each
  /// other instead of deadlocking, and neighbours in the index are written together. Stable: of two
  /// rows with one key the first to come stays the first.
  static final Comparator<Row> BY_KEY =
      Comparator.comparingLong((Row row) -> row.reading.patient().value())
          .thenComparingInt(row -> row.reading.measure().code())
          .thenComparing(row -> row.reading.reportedAt())
          .thenComparingLong(Row::device)
          .thenComparingLong(row -> row.reading.nativeId());

  /// What timestamptz can hold; the driver would silently turn more into infinity.
  private static final Instant FIRST = Instant.parse("-4712-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("+294276-01-01T00:00:00Z");

  /// What a row weighs in memory beside its bytes and digits, roughly.
  private static final int BARE_BYTES = 600;

  static Row of(Reading reading) {
    return of(reading, null);
  }

  static Row of(Reading reading, @Nullable String extra) {
    Codec codec =
        Codec.of(reading.payload().codec())
            .orElseThrow(() -> new IllegalArgumentException("the codec has no code for rows"));
    return new Row(
        reading, reading.device().key(), codec.code(), reading.payload().bytes().length, extra);
  }

  /// Whether its times can stand in a row at all.
  boolean timesFit() {
    return fits(reading.reportedAt()) && fits(reading.receivedAt());
  }

  private static boolean fits(Instant time) {
    return time.isAfter(FIRST) && time.isBefore(LAST);
  }

  /// Roughly what it holds in memory.
  int weightBytes() {
    Original original = reading.original();
    return BARE_BYTES
        + payloadBytes
        + (extra == null ? 0 : 2 * extra.length())
        + digits(reading.amounts())
        + (original == null ? 0 : digits(original.amounts()));
  }

  private static int digits(Amounts amounts) {
    return digits(amounts.value())
        + digits(amounts.diastolic())
        + digits(amounts.mean())
        + digits(amounts.pulse());
  }

  private static int digits(@Nullable BigDecimal number) {
    return number == null ? 0 : number.unscaledValue().bitLength() / 3;
  }

  /// What the device said in its own unit: value/diastolic/mean/pulse, missing ends left out.
  @Nullable String original() {
    Original original = reading.original();
    if (original == null) {
      return null;
    }
    Amounts said = original.amounts();
    StringJoiner text = new StringJoiner("/");
    text.add(text(said.value())).add(text(said.diastolic()));
    text.add(text(said.mean())).add(text(said.pulse()));
    String all = text.toString();
    int end = all.length();
    while (end > 0 && all.charAt(end - 1) == '/') {
      end--;
    }
    return all.substring(0, end);
  }

  /// The digits as they are: 70.000 stays 70.000. Null without a number.
  static @Nullable String digitsOf(@Nullable BigDecimal number) {
    return number == null ? null : number.toString();
  }

  private static String text(@Nullable BigDecimal number) {
    return number == null ? "" : number.toString();
  }

  /// Never a value, never a patient.
  @Override
  public String toString() {
    return "Row(" + reading + ")";
  }
}
