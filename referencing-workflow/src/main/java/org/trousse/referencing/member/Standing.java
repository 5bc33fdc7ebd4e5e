package org.trousse.referencing.member;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// All that a person, or an API key, is here.
///
/// @param account the account, or the key
/// @param officer empty: no officer
public record Standing(UUID account, List<Who.Vendor> vendors, Optional<Who.OfficerWho> officer) {
  public Standing {
    vendors = List.copyOf(vendors);
  }

  /// Nobody in particular: signed in, and neither of a vendor nor an officer.
  public static Standing none(UUID account) {
    return new Standing(account, List.of(), Optional.empty());
  }

  /// As whom they act on what belongs to `organisation`: its own people are its own people, even
  /// when they are officers.
  public Optional<Who> towards(UUID organisation) {
    Optional<Who> own =
        vendors.stream()
            .filter(vendor -> vendor.organisation().equals(organisation))
            .map(Who.class::cast)
            .findFirst();
    return own.or(() -> officer.map(Who.class::cast));
  }
}
