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
/// @param notAfter ends then at the latest (the end that stands, a child's majority); null: the
///   duration alone says
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
    @Nullable Instant notAfter,
    String language,
    String shown) {
  public NewGrant {
    if (permissions.isEmpty()) {
      throw new IllegalArgumentException("a grant of nothing is a refusal");
    }
  }

  /// An answer whose duration alone says when it ends.
  public NewGrant(
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
    this(
        patient,
        clientId,
        appVersion,
        account,
        permissions,
        historyFrom,
        offline,
        duration,
        null,
        language,
        shown);
  }

  /// When what is allowed ends, counted from `now`.
  Instant end(Instant now) {
    Instant end = duration.after(now);
    return notAfter != null && notAfter.isBefore(end) ? notAfter : end;
  }
}
