package org.trousse.record.fhir;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// JSON text as it grows: ready-made pieces are copied, only what differs is written out.
public final class JsonBytes {
  private byte[] bytes;
  private int length;

  public JsonBytes(int capacity) {
    bytes = new byte[capacity];
  }

  /// The bytes of a ready-made piece of JSON.
  public static byte[] piece(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /// `text` in quotes, escaped as Jackson does.
  public static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  public JsonBytes piece(byte[] piece) {
    room(piece.length);
    System.arraycopy(piece, 0, bytes, length, piece.length);
    length += piece.length;
    return this;
  }

  /// Characters that JSON needs no escape for, all ASCII.
  public JsonBytes ascii(String text) {
    int count = text.length();
    room(count);
    for (int i = 0; i < count; i++) {
      bytes[length + i] = (byte) text.charAt(i);
    }
    length += count;
    return this;
  }

  public JsonBytes character(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /// All of the number's digits: 70.0 stays 70.0. A legal JSON number even with an exponent.
  public JsonBytes number(BigDecimal number) {
    return ascii(number.toString());
  }

  /// R4 dateTime to the second, with the patient's offset where it is known.
  public JsonBytes dateTime(Instant instant, @Nullable Integer zoneMinutes) {
    int offset = zoneMinutes == null ? 0 : zoneMinutes * 60;
    localTime(LocalDateTime.ofEpochSecond(instant.getEpochSecond() + offset, 0, ZoneOffset.UTC));
    if (zoneMinutes == null) {
      return character('Z');
    }
    int minutes = Math.abs(zoneMinutes);
    character(zoneMinutes < 0 ? '-' : '+');
    digits(minutes / 60, 2).character(':');
    return digits(minutes % 60, 2);
  }

  /// R4 instant to the millisecond.
  public JsonBytes instant(Instant instant) {
    localTime(LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC));
    character('.');
    return digits(instant.getNano() / 1_000_000, 3).character('Z');
  }

  private void localTime(LocalDateTime time) {
    digits(time.getYear(), 4).character('-');
    digits(time.getMonthValue(), 2).character('-');
    digits(time.getDayOfMonth(), 2).character('T');
    digits(time.getHour(), 2).character(':');
    digits(time.getMinute(), 2).character(':');
    digits(time.getSecond(), 2);
  }

  private JsonBytes digits(int number, int count) {
    room(count);
    int rest = number;
    for (int i = length + count - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
    return this;
  }

  public int length() {
    return length;
  }

  /// Takes the last characters back.
  public void retract(int count) {
    length -= count;
  }

  /// What was written since the last call, which it forgets.
  public byte[] take() {
    byte[] taken = Arrays.copyOf(bytes, length);
    length = 0;
    return taken;
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
