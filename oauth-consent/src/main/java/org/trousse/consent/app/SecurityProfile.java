package org.trousse.consent.app;

import java.util.Optional;

/// What a client is held to. The two families contradict each other, so this is a field of the app
/// and never a switch of the server.
public enum SecurityProfile {
  /// SMART App Launch 2.2, public: PKCE, bearer tokens, rotated refresh tokens.
  SMART_PUBLIC("smart-public"),
  /// SMART App Launch 2.2, confidential with an asymmetric key.
  SMART_CONFIDENTIAL("smart-confidential"),
  /// FAPI 2.0 Security Profile: PAR, private_key_jwt, DPoP.
  FAPI2("fapi2");

  private final String word;

  SecurityProfile(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  public static Optional<SecurityProfile> of(String word) {
    for (SecurityProfile profile : values()) {
      if (profile.word.equals(word)) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }
}
