package org.trousse.consent.scope;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Direction;
import org.trousse.consent.permission.Permission;

/// The scope text that an app is given back: what it asked for and the patient allows, and never
/// more than either.
public final class GrantedScope {
  private static final List<String> FLAGS_IN_ORDER =
      List.of("openid", "fhirUser", "launch/patient", "offline_access", "online_access");

  private GrantedScope() {}

  /// A scope that is granted whole returns as it was asked, also in version 1's words; one that is
  /// granted in part returns as one scope for each kind, and the broad one is gone.
  ///
  /// @param comesBack whether refresh tokens are given: else no `offline_access`, no
  ///   `online_access`
  public static String of(ScopeRequest asked, Set<Permission> granted, boolean comesBack) {
    Set<String> words = new LinkedHashSet<>();
    for (String flag : FLAGS_IN_ORDER) {
      if (asked.flags().contains(flag) && (comesBack || !flag.endsWith("_access"))) {
        words.add(flag);
      }
    }
    for (ResourceScope scope : asked.resources()) {
      addGranted(scope, granted, words);
    }
    return String.join(" ", words);
  }

  private static void addGranted(ResourceScope scope, Set<Permission> granted, Set<String> words) {
    Set<ResourceScope.Reach> reach = scope.reach();
    if (reach.isEmpty()) {
      return;
    }
    if (reach.stream().allMatch(one -> granted.contains(permission(one)))) {
      words.add(scope.whole());
      return;
    }
    for (DataKind kind : DataKind.values()) {
      String letters = letters(reach, kind, granted);
      if (!letters.isEmpty()) {
        words.add(
            kind == DataKind.IDENTITY
                ? "patient/Patient." + letters
                : "patient/Observation." + letters + "?code=" + values(scope.codes(kind)));
      }
    }
  }

  /// The letters on one kind that were asked and are granted, in the grammar's order.
  private static String letters(
      Set<ResourceScope.Reach> reach, DataKind kind, Set<Permission> granted) {
    return reach.stream()
        .filter(one -> permission(one).kind() == kind && granted.contains(permission(one)))
        .map(one -> String.valueOf(one.letter()))
        .distinct()
        .sorted()
        .collect(Collectors.joining());
  }

  private static Permission permission(ResourceScope.Reach reach) {
    Direction direction = reach.letter() == 'c' ? Direction.ADD : Direction.READ;
    return new Permission(kind(reach.target()), direction);
  }

  private static DataKind kind(String target) {
    for (DataKind kind : DataKind.values()) {
      if (kind.loinc().contains(target)) {
        return kind;
      }
    }
    return DataKind.IDENTITY;
  }

  static String values(List<String> codes) {
    return codes.stream()
        .map(code -> ResourceScope.LOINC + "|" + code)
        .collect(Collectors.joining(","));
  }
}
