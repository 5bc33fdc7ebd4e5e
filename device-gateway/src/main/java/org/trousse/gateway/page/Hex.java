package org.trousse.gateway.page;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.trousse.gateway.page.QuarantinePage.Shown;

/// Bytes as operators read them: place, sixteen bytes, the same as text.
final class Hex {
  static final int ROW_BYTES = 16;
  static final int SHOWN_BYTES_MAX = 1_024;

  private static final HexFormat PAIRS = HexFormat.ofDelimiter(" ");

  private Hex() {}

  static Shown shown(byte[] payload) {
    byte[] head = Arrays.copyOf(payload, Math.min(payload.length, SHOWN_BYTES_MAX));
    List<String> lines = new ArrayList<>();
    for (int start = 0; start < head.length; start += ROW_BYTES) {
      byte[] row = Arrays.copyOfRange(head, start, Math.min(start + ROW_BYTES, head.length));
      lines.add("%04x  %-47s  %s".formatted(start, PAIRS.formatHex(row), printable(row)));
    }
    return new Shown(List.copyOf(lines), head.length < payload.length, text(head));
  }

  private static String printable(byte[] row) {
    StringBuilder text = new StringBuilder();
    for (byte one : row) {
      text.append(one >= ' ' && one <= '~' ? (char) one : '·');
    }
    return text.toString();
  }

  /// Empty unless all of it is readable UTF-8 (a cut character at the end counts as unreadable).
  private static String text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean readable =
          text.codePoints()
              .allMatch(c -> c == '\n' || c == '\r' || c == '\t' || !Character.isISOControl(c));
      return readable ? text : "";
    } catch (CharacterCodingException binary) {
      return "";
    }
  }
}
