package org.trousse.gateway.codec.export;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// A file's text, whatever wrote it, and its numbers.
final class ExportText {
  static final int FILE_BYTES_MAX = 1_048_576;

  /// What spreadsheets on French computers write where they do not write UTF-8.
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,9}([.,][0-9]{1,9})?");

  private ExportText() {}

  /// UTF-8 with or without a byte order mark, UTF-16 with one, else windows-1252.
  static String of(byte[] bytes) {
    if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
      return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
    }
    if (starts(bytes, 0xFF, 0xFE)) {
      return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
    }
    if (starts(bytes, 0xFE, 0xFF)) {
      return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(bytes, WINDOWS);
    }
  }

  /// A number with a point or a comma; empty for anything else.
  static Optional<BigDecimal> number(String text) {
    String stripped = text.strip();
    return NUMBER.matcher(stripped).matches()
        ? Optional.of(new BigDecimal(stripped.replace(',', '.')))
        : Optional.empty();
  }

  private static boolean starts(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
