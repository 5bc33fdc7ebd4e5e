package org.trousse.platform.serve;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.trousse.sdk.PatientId;

/// Whose record a token opens. Only the demo has tokens: without it nobody reads anything.
public final class Readers {
  private final Map<String, PatientId> tokens = new ConcurrentHashMap<>();

  public void welcome(String token, PatientId patient) {
    tokens.put(token, patient);
  }

  Optional<PatientId> whose(String credential) {
    return Optional.ofNullable(tokens.get(credential));
  }

  /// Never the tokens.
  @Override
  public String toString() {
    return "Readers(" + tokens.size() + ")";
  }
}
