package org.trousse.gateway.app;

import org.jspecify.annotations.Nullable;

/// A token as a request brought it.
///
/// @param scheme `Bearer` or `DPoP`, any case
/// @param proof the `DPoP` header; null without one
/// @param method the request's, e.g. `POST`
/// @param url the request's as the client knows it, without query and fragment (RFC 9449 §4.3)
public record Presented(
    String scheme, String token, @Nullable String proof, String method, String url) {
  /// Never the token.
  @Override
  public String toString() {
    return "Presented(" + scheme + ", " + method + ")";
  }
}
