package org.trousse.referencing.member;

import java.util.Set;
import java.util.UUID;

/// Who acts.
public sealed interface Who {
  /// Somebody of a vendor, or its script.
  record Vendor(UUID organisation, By by, Role role) implements Who {}

  /// Somebody of the referencing side.
  ///
  /// @param interests the organisations to keep away from: declared interests that last, and every
  ///   organisation that the officer is or was a member of
  record OfficerWho(UUID account, Officer.Role role, boolean citizen, Set<UUID> interests)
      implements Who {
    public OfficerWho {
      interests = Set.copyOf(interests);
    }

    public boolean interestedIn(UUID organisation) {
      return interests.contains(organisation);
    }
  }

  /// The platform itself: clocks and machines.
  record Platform() implements Who {}

  /// How a vendor acts.
  sealed interface By {
    /// The account or the key.
    UUID id();

    /// A person.
    record OfMember(UUID account) implements By {
      @Override
      public UUID id() {
        return account;
      }
    }

    /// A script.
    record OfKey(UUID key) implements By {
      @Override
      public UUID id() {
        return key;
      }
    }
  }
}
