package org.trousse.sdk.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// JSON (RFC 8259) into maps, lists, strings, numbers and booleans, so that a device or an app
/// needs no library. Strict, and bounded in size and depth.
public final class JsonReader {
  /// What a short answer may have at most.
  public static final int CHARACTERS_MAX = 65_536;

  public static final int DEPTH_MAX = 32;

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,2})?");

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /// Reads one value of at most [#CHARACTERS_MAX] characters.
  ///
  /// @throws IllegalArgumentException when `text` is not JSON or beyond the bounds
  public static @Nullable Object read(String text) {
    return read(text, CHARACTERS_MAX);
  }

  /// Reads one value.
  ///
  /// @throws IllegalArgumentException when `text` is not JSON or beyond the bounds
  public static @Nullable Object read(String text, int charactersMax) {
    if (text.length() > charactersMax) {
      throw new IllegalArgumentException("longer than " + charactersMax + " characters");
    }
    JsonReader reader = new JsonReader(text);
    Object value = reader.value(0);
    reader.space();
    if (reader.at < text.length()) {
      throw reader.wrong();
    }
    return value;
  }

  private @Nullable Object value(int depth) {
    if (depth > DEPTH_MAX) {
      throw new IllegalArgumentException("deeper than " + DEPTH_MAX);
    }
    space();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    take('{');
    space();
    if (taken('}')) {
      return members;
    }
    do {
      space();
      String name = string();
      space();
      take(':');
      if (members.containsKey(name)) {
        throw wrong();
      }
      members.put(name, value(depth + 1));
      space();
    } while (taken(','));
    take('}');
    return members;
  }

  private List<@Nullable Object> array(int depth) {
    List<@Nullable Object> items = new ArrayList<>();
    take('[');
    space();
    if (taken(']')) {
      return items;
    }
    do {
      items.add(value(depth + 1));
      space();
    } while (taken(','));
    take(']');
    return items;
  }

  private String string() {
    take('"');
    StringBuilder out = new StringBuilder();
    while (peek() != '"') {
      char next = text.charAt(at++);
      if (next < ' ') {
        throw wrong();
      }
      out.append(next == '\\' ? escaped() : next);
    }
    take('"');
    return out.toString();
  }

  private char escaped() {
    char kind = peek();
    at++;
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw wrong();
    };
  }

  private char unicode() {
    if (at + 4 > text.length()) {
      throw wrong();
    }
    int code = 0;
    for (int end = at + 4; at < end; at++) {
      int digit = Character.digit(text.charAt(at), 16);
      if (digit < 0) {
        throw wrong();
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private BigDecimal number() {
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw wrong();
    }
    at = matcher.end();
    return new BigDecimal(matcher.group());
  }

  private @Nullable Object word(String word, @Nullable Object meaning) {
    if (!text.startsWith(word, at)) {
      throw wrong();
    }
    at += word.length();
    return meaning;
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong();
    }
    return text.charAt(at);
  }

  private boolean taken(char wanted) {
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void take(char wanted) {
    if (!taken(wanted)) {
      throw wrong();
    }
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException("not JSON at character " + at);
  }
}
