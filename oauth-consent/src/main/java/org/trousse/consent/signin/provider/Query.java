package org.trousse.consent.signin.provider;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// An address with parameters, encoded.
final class Query {
  private final StringBuilder text;
  private char glue;

  private Query(URI base) {
    this.text = new StringBuilder(base.toString());
    this.glue = base.getRawQuery() == null ? '?' : '&';
  }

  static Query on(URI base) {
    return new Query(base);
  }

  Query with(String name, String value) {
    text.append(glue).append(name).append('=');
    text.append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    glue = '&';
    return this;
  }

  String text() {
    return text.toString();
  }
}
