package org.trousse.referencing.manifest.identifier;

import java.util.regex.Pattern;

/// A French company's number: its SIREN (nine digits, Luhn) or its VAT number, which holds it.
public final class FrenchRegistration {
  private static final Pattern SIREN = Pattern.compile("[0-9]{9}");
  private static final Pattern VAT = Pattern.compile("FR[0-9]{11}");

  private FrenchRegistration() {}

  /// Spaces between groups do not count.
  public static boolean isRight(String text) {
    String plain = text.replace(" ", "");
    if (SIREN.matcher(plain).matches()) {
      return luhn(plain);
    }
    return VAT.matcher(plain).matches() && vat(plain);
  }

  /// The two digits after FR are (12 + 3 × (SIREN modulo 97)) modulo 97.
  private static boolean vat(String text) {
    String siren = text.substring(4);
    int key = Integer.parseInt(text.substring(2, 4));
    return luhn(siren) && key == (12 + 3 * (Integer.parseInt(siren) % 97)) % 97;
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int place = 0; place < digits.length(); place++) {
      int digit = digits.charAt(digits.length() - 1 - place) - '0';
      int weighed = place % 2 == 0 ? digit : 2 * digit;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0 && sum > 0;
  }
}
