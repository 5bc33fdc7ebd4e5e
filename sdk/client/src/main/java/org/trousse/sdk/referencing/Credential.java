package org.trousse.sdk.referencing;

/// Who asks.
public sealed interface Credential {
  /// A script of an organisation; an owner makes the key on the organisation's page.
  record ApiKey(String secret) implements Credential {
    @Override
    public String toString() {
      return "ApiKey(…)";
    }
  }

  /// A person who signed in. What changes something brings the session's form token.
  ///
  /// @param cookie as it is sent: `name=value`
  /// @param formToken `csrf` of `GET /referencing/organisations/me`; empty for reading alone
  record Session(String cookie, String formToken) implements Credential {
    @Override
    public String toString() {
      return "Session(…)";
    }
  }
}
