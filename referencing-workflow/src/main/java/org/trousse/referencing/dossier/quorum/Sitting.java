package org.trousse.referencing.dossier.quorum;

import java.util.List;
import java.util.UUID;

/// Who sat when an opinion was given, as history keeps it. What somebody becomes later changes
/// nothing of it.
public record Sitting(List<Present> present) {
  /// Somebody who sat.
  ///
  /// @param citizen then one of the committee's citizens
  public record Present(UUID account, boolean citizen) {}

  public Sitting {
    present = List.copyOf(present);
  }

  public int count() {
    return present.size();
  }

  public int citizens() {
    return (int) present.stream().filter(Present::citizen).count();
  }

  public boolean has(UUID account) {
    return present.stream().anyMatch(one -> one.account().equals(account));
  }
}
