package org.trousse.consent.grant;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.permission.Permission;
import org.trousse.sdk.PatientId;

/// A patient's answer to an app's request.
///
/// @param account who answers
/// @param historyFrom null: the whole history
/// @param language of the text that was shown, `fr` or `en`
/// @param shown the text as it was shown, whole
public record NewGrant(
    PatientId patient,
    String clientId,
    int appVersion,
    UUID account,
    Set<Permission> permissions,
    @Nullable Instant historyFrom,
    boolean offline,
    Duration duration,
    String language,
    String shown) {
  public NewGrant {
    if (permissions.isEmpty()) {
      throw new IllegalArgumentException("a grant of nothing is a refusal");
    }
  }
}
