package org.trousse.referencing.check.device;

/// The device identifier of a UDI, by the three agencies that issue it in Europe (Commission
/// Implementing Decision (EU) 2019/939), and whether its check digit holds.
sealed interface UdiDi {
  /// It holds.
  record Sound(String agency) implements UdiDi {}

  /// Its form is an agency's, its check digit is not.
  record Wrong(String agency) implements UdiDi {}

  /// No agency's form.
  record Unknown() implements UdiDi {}

  /// In this order each character has its value in HIBCC's modulo 43 (ANSI/HIBC 2.6).
  String HIBC_ORDER = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";

  static UdiDi of(String text) {
    String di = text.strip();
    if (di.matches("\\(01\\)[0-9]{14}")) {
      return gs1(di.substring(4));
    }
    if (di.matches("[0-9]{14}")) {
      return gs1(di);
    }
    if (di.matches("\\+[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}[0-9][A-Z0-9. $/+%-]")) {
      return hibcc(di);
    }
    // ISBT 128 data structure 034: facility, its product, product description
    return di.matches("=/[A-Z0-9]{5}[A-Z0-9]{6}[A-Z0-9]{5}") ? new Sound("ICCBBA") : new Unknown();
  }

  /// GS1 General Specifications §7.9.1: weights 3 and 1, from the left of fourteen digits.
  private static UdiDi gs1(String digits) {
    int sum = 0;
    for (int at = 0; at < 14; at++) {
      sum += (digits.charAt(at) - '0') * (at % 2 == 0 ? 3 : 1);
    }
    return sum % 10 == 0 ? new Sound("GS1") : new Wrong("GS1");
  }

  private static UdiDi hibcc(String di) {
    int sum = 0;
    for (int at = 0; at < di.length() - 1; at++) {
      sum += HIBC_ORDER.indexOf(di.charAt(at));
    }
    boolean sound = HIBC_ORDER.charAt(sum % 43) == di.charAt(di.length() - 1);
    return sound ? new Sound("HIBCC") : new Wrong("HIBCC");
  }
}
