package org.trousse.catalogue.listing;

import java.time.Instant;
import java.util.List;

/// One public decision about an app. Decisions are added and never changed.
///
/// @param standing how the app stood from then on
/// @param specification the version of the specification that was applied
/// @param criteria ids that the decision rests on
public record Decision(
    Instant at, Standing standing, String specification, Text reason, List<String> criteria) {
  public Decision {
    criteria = List.copyOf(criteria);
  }
}
