package org.trousse.record.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A text and who signed it (c2sp.org/signed-note). Nothing of the text may be believed before a
/// [NoteVerifier] has opened the note.
///
/// @param text with the newline at its end
public record SignedNote(String text, List<Line> lines) {
  /// One signature.
  ///
  /// @param signed in base64: the key id's four bytes, then the signature's
  record Line(String name, String signed) {
    byte[] bytes() {
      return Base64.getDecoder().decode(signed);
    }

    boolean isBy(String keyName, byte[] keyId) {
      return name.equals(keyName) && Arrays.equals(Arrays.copyOf(bytes(), keyId.length), keyId);
    }
  }

  /// An em dash and a space begin a signature's line.
  public static final String PREFIX = "\u2014 ";

  /// More are refused.
  private static final int LINES_MAX = 100;

  public SignedNote {
    lines = List.copyOf(lines);
  }

  /// Empty: it is no signed note.
  public static Optional<SignedNote> parse(String note) {
    int end = note.lastIndexOf("\n\n");
    boolean plain = note.chars().noneMatch(character -> character < ' ' && character != '\n');
    if (end < 0 || !note.endsWith("\n") || !plain) {
      return Optional.empty();
    }
    String[] signed = note.substring(end + 2).split("\n", -1);
    if (signed.length < 2 || signed.length > LINES_MAX + 1) {
      return Optional.empty();
    }
    List<Line> lines = new ArrayList<>();
    for (String line : Arrays.asList(signed).subList(0, signed.length - 1)) {
      Line read = line(line);
      if (read == null) {
        return Optional.empty();
      }
      lines.add(read);
    }
    return Optional.of(new SignedNote(note.substring(0, end + 1), lines));
  }

  private static @Nullable Line line(String line) {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(PREFIX) || space <= PREFIX.length()) {
      return null;
    }
    String name = line.substring(PREFIX.length(), space);
    byte[] bytes = decoded(line.substring(space + 1));
    return isName(name) && bytes != null && bytes.length > NoteVerifier.ID_BYTES
        ? new Line(name, line.substring(space + 1))
        : null;
  }

  /// Only what base64 would write again alike (RFC 4648 §3.5), or null.
  static byte @Nullable [] decoded(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return Base64.getEncoder().encodeToString(bytes).equals(base64) ? bytes : null;
    } catch (IllegalArgumentException none) {
      return null;
    }
  }

  /// Of a key: neither spaces nor plus signs.
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePoints()
            .noneMatch(point ->
                point == '+' || Character.isWhitespace(point) || Character.isSpaceChar(point));
  }
}
