package org.trousse.referencing.dossier.move;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.State;

/// One row of the table.
///
/// @param people how many must agree: 1, or 2 who are not the same
/// @param reasons which may be given; one must
/// @param cites whether criteria must be cited
public record Move(
    MoveName name,
    State from,
    State to,
    Set<Role> may,
    int people,
    Set<ReasonCode> reasons,
    boolean cites,
    Guard guard) {
  public Move {
    may = Collections.unmodifiableSet(EnumSet.copyOf(may));
    reasons = Collections.unmodifiableSet(EnumSet.copyOf(reasons));
  }

  /// Whether somebody has a role that may; nothing is said of the dossier's organisation.
  public boolean may(Actor actor) {
    Role role = Role.of(actor);
    return role != null && may.contains(role);
  }

  Move when(Guard other) {
    return new Move(name, from, to, may, people, reasons, cites, other);
  }

  Move citing() {
    return new Move(name, from, to, may, people, reasons, true, guard);
  }

  Move byTwo() {
    return new Move(name, from, to, may, 2, reasons, cites, guard);
  }
}
