package org.trousse.consent.page.authorise;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.page.Whose;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Direction;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.signin.SignedIn;

/// What is asked, of whom, and what was allowed before.
///
/// @param live the app's grant on this record; empty without one
public record Question(Asked asked, SignedIn who, Whose whose, Optional<Grant> live, Instant now) {
  /// What can be ticked, in the order in which people see it: with a grant, only what is new.
  List<Permission> offered() {
    Set<Permission> offered = new TreeSet<>(asked.permissions());
    live.ifPresent(grant -> offered.removeAll(grant.permissions()));
    return List.copyOf(offered);
  }

  /// What is allowed already and stays: a smaller request takes nothing away.
  List<Permission> kept() {
    return live.map(grant -> sorted(grant.permissions(), true)).orElse(List.of());
  }

  /// What is allowed already but is no longer in the app's entry: it goes.
  List<Permission> removed() {
    return live.map(grant -> sorted(grant.permissions(), false)).orElse(List.of());
  }

  private List<Permission> sorted(Set<Permission> permissions, boolean wanted) {
    Set<Permission> sorted = new TreeSet<>(permissions);
    sorted.removeIf(one -> asked.app().entry().want(one).isPresent() != wanted);
    return List.copyOf(sorted);
  }

  /// Whether a history has to be chosen: only readings that are read have one.
  boolean hasHistory() {
    return offered().stream().anyMatch(Question::hasPast);
  }

  static boolean hasPast(Permission permission) {
    return permission.direction() == Direction.READ && permission.kind() != DataKind.IDENTITY;
  }
}
