package org.trousse.referencing.door;

import java.util.Set;
import java.util.UUID;

/// What these doors must know of a dossier.
///
/// @param organisation whose it is
/// @param takesEvidence whether the vendor may hand something in as the dossier stands
/// @param criteria the ids of its specification's criteria
public record DossierFacts(
    UUID dossier, UUID organisation, boolean takesEvidence, Set<String> criteria) {
  public DossierFacts {
    criteria = Set.copyOf(criteria);
  }
}
