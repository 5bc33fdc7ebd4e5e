package org.trousse.consent.client;

/// An error answer of RFC 6749 §5.2: a code of the standard and a sentence for developers.
///
/// @param status of HTTP
public record OAuthError(int status, String error, String description) {
  /// RFC 6749 §5.2 leaves no control character, quotation mark or backslash in a description.
  public OAuthError {
    description = description.replaceAll("[^\\x20-\\x7E]|[\"\\\\]", "?");
  }

  public static OAuthError invalidRequest(String description) {
    return new OAuthError(400, "invalid_request", description);
  }

  /// One text for every cause, so that nobody learns which clients there are.
  public static OAuthError invalidClient() {
    return new OAuthError(401, "invalid_client", "client authentication failed");
  }

  public static OAuthError invalidGrant(String description) {
    return new OAuthError(400, "invalid_grant", description);
  }

  public static OAuthError invalidScope(String description) {
    return new OAuthError(400, "invalid_scope", description);
  }

  /// RFC 9449 §5.
  public static OAuthError invalidProof(String description) {
    return new OAuthError(400, "invalid_dpop_proof", description);
  }

  public static OAuthError unauthorizedClient(String description) {
    return new OAuthError(400, "unauthorized_client", description);
  }
}
