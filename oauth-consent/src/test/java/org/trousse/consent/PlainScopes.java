package org.trousse.consent;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.token.GrantsScope;

/// A scope is a list of permissions, e.g. `patient/glucose.read`, and flags.
final class PlainScopes implements GrantsScope {
  @Override
  public Granted grant(Asked asked, Set<Permission> allowed, @Nullable Instant historyFrom) {
    Set<Permission> granted =
        permissions(asked.scope()).stream().filter(allowed::contains).collect(Collectors.toSet());
    String text =
        GrantsScope.words(asked.scope())
            .filter(word -> !word.startsWith("patient/") || granted.contains(permission(word)))
            .collect(Collectors.joining(" "));
    return new Granted(text, granted, null);
  }

  @Override
  public boolean within(String scope, String outer) {
    Set<String> held = GrantsScope.words(outer).collect(Collectors.toSet());
    return GrantsScope.words(scope)
            .filter(word -> word.startsWith("patient/"))
            .allMatch(word -> Permission.of(word.substring(8)).isPresent())
        && held.containsAll(GrantsScope.words(scope).toList());
  }

  static String text(Set<Permission> permissions) {
    return permissions.stream()
        .sorted()
        .map(one -> "patient/" + one.word())
        .collect(Collectors.joining(" "));
  }

  private static Set<Permission> permissions(String scope) {
    return GrantsScope.words(scope)
        .filter(word -> word.startsWith("patient/"))
        .map(PlainScopes::permission)
        .collect(Collectors.toSet());
  }

  private static Permission permission(String word) {
    return Permission.of(word.substring("patient/".length())).orElseThrow();
  }
}
