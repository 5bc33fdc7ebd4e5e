package org.trousse.consent.token;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.permission.Permission;

/// What a request comes to under a grant: never more than the request, never more than the grant.
public interface GrantsScope {
  /// What `asked` is worth now.
  ///
  /// @param historyFrom as the grant has it; null: the whole history
  Granted grant(Asked asked, Set<Permission> allowed, @Nullable Instant historyFrom);

  /// Whether `scope` asks for nothing that `outer` does not hold (RFC 6749 §6); false when it is no
  /// scope at all.
  boolean within(String scope, String outer);

  /// What an app asked for.
  ///
  /// @param scope RFC 6749 §3.3
  /// @param details `authorization_details` of RFC 9396, a JSON array; null without any
  record Asked(String scope, @Nullable String details) {}

  /// What it gets.
  ///
  /// @param details what is granted of `authorization_details`; null without any
  record Granted(String scope, Set<Permission> permissions, @Nullable String details) {
    public Granted {
      permissions = Set.copyOf(permissions);
    }

    /// The same without one word.
    Granted without(String word) {
      String rest = words(scope).filter(one -> !one.equals(word)).collect(Collectors.joining(" "));
      return new Granted(rest, permissions, details);
    }

    public boolean has(String word) {
      return words(scope).anyMatch(word::equals);
    }

    /// SMART App Launch 2.2: whether a patient stands in the answer.
    public boolean patient() {
      return words(scope)
          .anyMatch(word -> word.startsWith("patient/") || word.equals("launch/patient"));
    }
  }

  static Stream<String> words(String scope) {
    return Arrays.stream(scope.split(" ")).filter(word -> !word.isEmpty());
  }
}
