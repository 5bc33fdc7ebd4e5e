package org.trousse.referencing.dossier;

import java.util.Set;
import java.util.UUID;

/// Who acts on a dossier.
public sealed interface Actor {
  /// Somebody of the vendor's organisation, or a script with one of its keys.
  ///
  /// @param account the person, or the key
  record Vendor(UUID account, UUID organisation, VendorRole role) implements Actor {}

  /// Somebody who judges.
  ///
  /// @param interests the organisations in which the officer declared an interest
  record Officer(UUID account, OfficerRole role, Set<UUID> interests) implements Actor {
    public Officer {
      interests = Set.copyOf(interests);
    }
  }

  /// The platform itself: its clocks and its automatic checks.
  record Platform() implements Actor {}

  /// What a member of an organisation may do.
  enum VendorRole {
    /// Binds the organisation.
    OWNER,
    /// Works on dossiers.
    EDITOR,
    /// Looks only.
    READER
  }

  /// What an officer is there for.
  enum OfficerRole {
    REVIEWER,
    COMMITTEE,
    /// Leads the officers: may do what a reviewer may, and second the committee.
    LEAD
  }

  /// The same without what is known of the person, as history keeps it.
  default Trace trace() {
    return switch (this) {
      case Vendor(var account, var organisation, var role) -> new Trace("vendor-" + role, account);
      case Officer(var account, var role, var interests) -> new Trace("officer-" + role, account);
      case Platform() -> new Trace("platform", PLATFORM);
    };
  }

  /// Stands for the platform where an account is asked.
  UUID PLATFORM = new UUID(0, 0);

  /// Who it was.
  ///
  /// @param kind e.g. `officer-REVIEWER`
  record Trace(String kind, UUID account) {}
}
