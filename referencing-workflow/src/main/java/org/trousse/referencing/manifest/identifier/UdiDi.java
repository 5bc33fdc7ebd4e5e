package org.trousse.referencing.manifest.identifier;

import java.util.regex.Pattern;

/// The device identifier of a UDI, by the agency that issued it (Regulation (EU) 2017/745, annex VI
/// part C).
public final class UdiDi {
  private static final Pattern GS1 = Pattern.compile("[0-9]{8}|[0-9]{12,14}");
  private static final Pattern HIBCC =
      Pattern.compile("\\+[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}[0-9][0-9A-Z. $/+%-]");
  private static final Pattern ICCBBA = Pattern.compile("=/[A-Z0-9]{16}");

  /// The values of the characters in ANSI/HIBC 2.6's check character, by position.
  private static final String MOD_43 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";

  private UdiDi() {}

  /// What a text is.
  public enum Verdict {
    RIGHT,
    /// The form of an agency, but another check digit.
    WRONG_CHECK,
    NO_SUCH_FORM
  }

  public static Verdict of(String text) {
    if (GS1.matcher(text).matches()) {
      return verdict(gs1(text));
    }
    if (HIBCC.matcher(text).matches()) {
      return verdict(hibcc(text));
    }
    return ICCBBA.matcher(text).matches() ? Verdict.RIGHT : Verdict.NO_SUCH_FORM;
  }

  private static Verdict verdict(boolean right) {
    return right ? Verdict.RIGHT : Verdict.WRONG_CHECK;
  }

  /// GS1 General Specifications §7.9.1: weights 3 and 1 from the right, modulo 10.
  private static boolean gs1(String digits) {
    int sum = 0;
    for (int place = 0; place < digits.length(); place++) {
      int digit = digits.charAt(digits.length() - 1 - place) - '0';
      sum += place % 2 == 0 ? digit : 3 * digit;
    }
    return sum % 10 == 0;
  }

  /// The sum of all characters before it, modulo 43.
  private static boolean hibcc(String text) {
    int sum = 0;
    for (int place = 0; place < text.length() - 1; place++) {
      sum += MOD_43.indexOf(text.charAt(place));
    }
    return MOD_43.charAt(sum % 43) == text.charAt(text.length() - 1);
  }
}
