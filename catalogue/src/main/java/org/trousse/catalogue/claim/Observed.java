package org.trousse.catalogue.claim;

import java.util.Set;

/// What the platform saw of an app in the last [#DAYS] days.
///
/// @param permissions what it really read and added, e.g. `glucose.read`
/// @param people how many people's records were concerned
public record Observed(Set<String> permissions, long people) {
  public static final int DAYS = 30;

  public Observed {
    permissions = Set.copyOf(permissions);
  }
}
