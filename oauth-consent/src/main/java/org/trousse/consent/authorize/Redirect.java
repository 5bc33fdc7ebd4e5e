package org.trousse.consent.authorize;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer to an app: always in the query, always with `iss` (RFC 9207), with `state` byte for
/// byte when there was one.
record Redirect(String issuer) {
  String code(String redirectUri, @Nullable String state, String code) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("code", code);
    return with(redirectUri, state, answer);
  }

  String error(String redirectUri, @Nullable String state, String error, String why) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("error", error);
    answer.put("error_description", why.replaceAll("[^\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]", "?"));
    return with(redirectUri, state, answer);
  }

  private String with(String redirectUri, @Nullable String state, Map<String, String> answer) {
    if (state != null) {
      answer.put("state", state);
    }
    answer.put("iss", issuer);
    StringBuilder url = new StringBuilder(redirectUri);
    char separator = redirectUri.indexOf('?') < 0 ? '?' : '&';
    for (Map.Entry<String, String> one : answer.entrySet()) {
      url.append(separator).append(one.getKey()).append('=').append(encoded(one.getValue()));
      separator = '&';
    }
    return url.toString();
  }

  /// %20, which every decoder understands, instead of +.
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
