package org.trousse.record.create;

/// What a parser must not be handed: JSON that nests without end, and numbers whose plain form
/// would fill the memory.
final class JsonBounds {
  /// A Bundle of Observations with extensions nests less than half as deep.
  static final int DEPTH_MAX = 40;

  /// 1e999 is beyond every quantity already.
  private static final int EXPONENT_DIGITS_MAX = 3;

  private JsonBounds() {}

  /// Whether the text stays within the bounds. It need not be JSON.
  static boolean holds(String text) {
    int depth = 0;
    int digits = 0;
    boolean quoted = false;
    boolean exponent = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        i += c == '\\' ? 1 : 0;
        quoted = c != '"';
        continue;
      }
      boolean afterDigit = i > 0 && Character.isDigit(text.charAt(i - 1));
      boolean begins = (c == 'e' || c == 'E') && afterDigit;
      exponent = begins || (exponent && (Character.isDigit(c) || c == '+' || c == '-'));
      digits = exponent && Character.isDigit(c) ? digits + 1 : begins || !exponent ? 0 : digits;
      quoted = c == '"';
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      if (depth > DEPTH_MAX || digits > EXPONENT_DIGITS_MAX) {
        return false;
      }
    }
    return true;
  }
}
