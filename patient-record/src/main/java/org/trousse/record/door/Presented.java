package org.trousse.record.door;

import org.jspecify.annotations.Nullable;

/// What a request brought to a door.
///
/// @param scheme `Bearer` or `DPoP`, any case
/// @param proof the `DPoP` header; null without one
/// @param method the request's, e.g. `GET`
/// @param url the request's as the client knows it, without query and fragment
public record Presented(
    String scheme, String token, @Nullable String proof, String method, String url) {
  /// Never the token.
  @Override
  public String toString() {
    return "Presented(" + scheme + ", " + method + ")";
  }
}
