package org.trousse.record.fhir;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The encoder of each app: making one derives its keys, so those used last are kept. For one
/// thread.
public final class AppEncoders {
  private static final int KEPT = 256;

  private final byte[] secret;
  private final ObservationEncoder own;
  private final Map<String, ObservationEncoder> byApp = new LinkedHashMap<>(16, 0.75f, true);

  /// What encodes under this key.
  ///
  /// @param secret the key of ids, at least 16 bytes
  public AppEncoders(byte[] secret) {
    this.secret = secret.clone();
    this.own = new ObservationEncoder(FhirIds.own(secret));
  }

  /// The encoder of an app.
  ///
  /// @param clientId null for the patient's own tokens
  public ObservationEncoder of(@Nullable String clientId) {
    if (clientId == null) {
      return own;
    }
    ObservationEncoder encoder =
        byApp.computeIfAbsent(clientId, id -> new ObservationEncoder(FhirIds.of(secret, id), id));
    if (byApp.size() > KEPT) {
      byApp.remove(byApp.keySet().iterator().next());
    }
    return encoder;
  }
}
