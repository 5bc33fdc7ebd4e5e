package org.trousse.record.revise;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who did something about a reading.
///
/// @param account of the person; null: an app, or the patient's own token
/// @param name as they are called now; may be empty for the patient
/// @param profession TRE_G15; null: the patient, who acts for them, or an app
/// @param clientId the app; null: none
public record Author(
    @Nullable UUID account, String name, @Nullable String profession, @Nullable String clientId) {
  /// Never who.
  @Override
  public String toString() {
    return "Author(" + (profession == null ? clientId : profession) + ")";
  }
}
