package org.trousse.consent.observe;

import java.util.Set;

/// What an app really read and added.
///
/// @param permissions that were used, e.g. `glucose.read`
/// @param people how many people's records were concerned
public record Observed(Set<String> permissions, long people) {
  public Observed {
    permissions = Set.copyOf(permissions);
  }
}
