package org.trousse.examples.driven;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.trousse.sdk.jose.DpopKey;
import org.trousse.sdk.jose.PrivateJwk;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.oauth.ClientIdentity;

/// The keys of the driven app. An old key stays published while something may still be signed by
/// it.
final class DrivenKeys {
  private static final int PUBLISHED_MAX = 5;

  private final SecureRandom random = new SecureRandom();
  private final boolean fapi;
  private final List<PrivateJwk> published = new ArrayList<>();

  DrivenKeys(boolean fapi) {
    this.fapi = fapi;
    rotate();
  }

  synchronized void rotate() {
    published.add(PrivateJwk.generate());
    if (published.size() > PUBLISHED_MAX) {
      published.remove(0);
    }
  }

  synchronized String jwks() {
    return JsonObject.EMPTY.with("keys", published.stream().map(DrivenKeys::named).toList()).json();
  }

  /// By the name that stands in what it signs.
  private static JsonObject named(PrivateJwk key) {
    return key.publicJwk().with("kid", key.kid().orElse(null)).with("use", "sig");
  }

  /// The app as it is now.
  synchronized ClientIdentity identity(String clientId) {
    PrivateJwk newest = published.get(published.size() - 1);
    return fapi
        ? ClientIdentity.fapi2(clientId, newest, DpopKey.fresh(random), random)
        : ClientIdentity.smartPublic(clientId);
  }

  SecureRandom random() {
    return random;
  }
}
