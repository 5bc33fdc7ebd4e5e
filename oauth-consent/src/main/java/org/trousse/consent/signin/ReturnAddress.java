package org.trousse.consent.signin;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where to go after signing in: a page of this site, never elsewhere (RFC 9700 §4.11).
public final class ReturnAddress {
  private static final Pattern OURS =
      Pattern.compile("/(fr|en)/([A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*)?(\\?[A-Za-z0-9_.~%=&-]*)?");

  private static final int LENGTH_MAX = 1_000;

  private ReturnAddress() {}

  /// `asked` when it is a page of ours, else `usual`.
  public static String orElse(@Nullable String asked, String usual) {
    return asked != null && asked.length() <= LENGTH_MAX && OURS.matcher(asked).matches()
        ? asked
        : usual;
  }

  /// In which language the page there is.
  public static String language(String address) {
    return address.startsWith("/en/") ? "en" : "fr";
  }
}
