package org.trousse.referencing.manifest.identifier;

import java.util.regex.Pattern;

/// A public name of a host (RFC 1123 §2.1), in lower case: no address in figures, no single label,
/// no wildcard.
public final class HostName {
  private static final int CHARACTERS_MAX = 253;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern FIGURES = Pattern.compile("[0-9]+|0x[0-9a-f]*");
  private static final Pattern MAILBOX = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}");
  private static final int PORT_MAX = 65_535;

  private HostName() {}

  public static boolean isRight(String name) {
    if (name.length() > CHARACTERS_MAX || name.indexOf('.') < 0) {
      return false;
    }
    String[] labels = name.split("\\.", -1);
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        return false;
      }
    }
    // Resolvers read a last label of figures as an address (WHATWG URL, "ends in a number").
    return !FIGURES.matcher(labels[labels.length - 1]).matches();
  }

  /// `name:port`
  public static boolean isRightWithPort(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || !text.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
      return false;
    }
    return Integer.parseInt(text.substring(colon + 1)) <= PORT_MAX
        && isRight(text.substring(0, colon));
  }

  /// An e-mail address at a public name, without quotes or comments.
  public static boolean isRightMail(String text) {
    int at = text.lastIndexOf('@');
    return at > 0
        && MAILBOX.matcher(text.substring(0, at)).matches()
        && isRight(text.substring(at + 1));
  }
}
