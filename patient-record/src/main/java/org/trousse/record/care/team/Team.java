package org.trousse.record.care.team;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.record.care.Consultation;

/// What stands about professionals in one record.
///
/// @param members the newest first, those whose time is over among them
/// @param consultations the newest first
/// @param emergencies the newest first
public record Team(
    List<Member> members,
    List<Blocked> blocked,
    Settings settings,
    List<EmergencyAccess> emergencies,
    List<Consultation> consultations) {
  /// What the patient set for all professionals.
  ///
  /// @param seenAt when they last looked at who looked; null: never
  public record Settings(boolean emergencyRefused, Digest digest, @Nullable Instant seenAt) {
    public static final Settings USUAL = new Settings(false, Digest.EACH, null);
  }

  public Team {
    members = List.copyOf(members);
    blocked = List.copyOf(blocked);
    emergencies = List.copyOf(emergencies);
    consultations = List.copyOf(consultations);
  }

  public boolean isBlocked(UUID professional) {
    return blocked.stream().anyMatch(one -> one.professional().equals(professional));
  }

  public boolean isOpen(UUID professional, Instant now) {
    return members.stream()
        .anyMatch(one -> one.professional().equals(professional) && one.isOpen(now));
  }

  /// Never who.
  @Override
  public String toString() {
    return "Team(" + members.size() + ")";
  }
}
