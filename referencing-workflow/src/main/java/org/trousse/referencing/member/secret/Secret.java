package org.trousse.referencing.member.secret;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What somebody has to bring to be let in; it is shown once.
public record Secret(String value) {
  private static final int BYTES = 32;
  private static final int PREFIX_BYTES = 4;
  private static final String KEY = "trousse_";
  private static final Pattern API_KEY = Pattern.compile("trousse_[0-9a-f]{8}_[A-Za-z0-9_-]{43}");
  private static final Pattern LINK = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /// For a link: 43 characters of base64url.
  public static Secret forLink() {
    return new Secret(text());
  }

  /// An API key: `trousse_`, eight hexadecimal digits that recognise it, `_` and 43 characters of
  /// base64url, so that people and scanners of leaked secrets know what it is.
  public static Secret forScript() {
    byte[] prefix = new byte[PREFIX_BYTES];
    RANDOM.nextBytes(prefix);
    return new Secret(KEY + HexFormat.of().formatHex(prefix) + "_" + text());
  }

  /// Whether it could be an API key at all; else no row needs to be asked.
  public boolean isApiKey() {
    return API_KEY.matcher(value).matches();
  }

  /// Whether it could be an invitation's.
  public boolean isLink() {
    return LINK.matcher(value).matches();
  }

  /// What may be shown of an API key later on, e.g. `trousse_0a1b2c3d`.
  public String prefix() {
    if (!isApiKey()) {
      throw new IllegalStateException("only API keys have a prefix");
    }
    return value.substring(0, KEY.length() + 2 * PREFIX_BYTES);
  }

  private static String text() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Never itself.
  @Override
  public String toString() {
    return "Secret(…)";
  }
}
