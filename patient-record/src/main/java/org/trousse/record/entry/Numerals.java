package org.trousse.record.entry;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/// Digits as people type them.
final class Numerals {
  /// A decimal number, comma or point.
  static final String NUMBER = "(\\d{1,12}(?:[.,]\\d{1,4})?)";

  private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u2007\\u2009\\u202f]+");

  private Numerals() {}

  /// One ordinary space between words, none around, lower case.
  static String plain(String text) {
    return SPACES.matcher(text).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }

  static BigDecimal number(String digits) {
    return new BigDecimal(digits.replace(',', '.'));
  }

  static boolean isWithin(BigDecimal value, double least, double most) {
    return value.compareTo(BigDecimal.valueOf(least)) >= 0
        && value.compareTo(BigDecimal.valueOf(most)) <= 0;
  }
}
