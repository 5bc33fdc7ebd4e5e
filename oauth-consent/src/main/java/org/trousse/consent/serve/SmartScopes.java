package org.trousse.consent.serve;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.inspect.GrantRoutes.SaysPermissions;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.scope.AuthorizationDetails;
import org.trousse.consent.scope.GrantedScope;
import org.trousse.consent.scope.ScopeRequest;
import org.trousse.consent.token.GrantsScope;

/// Permissions in SMART's words and in RFC 9396's, for rooms that only pass them on.
final class SmartScopes implements GrantsScope, SaysPermissions {
  private static final String EVERYTHING = "patient/Patient.rs patient/Observation.crs";

  @Override
  public Granted grant(Asked asked, Set<Permission> allowed, @Nullable Instant historyFrom) {
    Optional<ScopeRequest> request = parse(asked.scope());
    AuthorizationDetails details = details(asked.details());
    Set<Permission> granted = new HashSet<>(details.permissions());
    request.ifPresent(scope -> granted.addAll(scope.permissions()));
    granted.retainAll(allowed);
    String scope = request.map(one -> GrantedScope.of(one, granted, true)).orElse("");
    return new Granted(scope, granted, details.granted(granted, historyFrom).orElse(null));
  }

  @Override
  public boolean within(String scope, String outer) {
    Optional<ScopeRequest> inner = parse(scope);
    Optional<ScopeRequest> whole = parse(outer);
    return inner.isPresent() && whole.isPresent() && inner.get().isWithin(whole.get());
  }

  @Override
  public String scope(Set<Permission> permissions) {
    return parse(EVERYTHING).map(all -> GrantedScope.of(all, permissions, false)).orElse("");
  }

  @Override
  public @Nullable String details(Grant grant) {
    return new AuthorizationDetails(grant.permissions(), AuthorizationDetails.History.TODAY)
        .granted(grant.permissions(), grant.historyFrom())
        .orElse(null);
  }

  private static Optional<ScopeRequest> parse(String scope) {
    return switch (ScopeRequest.parse(scope)) {
      case ScopeRequest.Asked(var request) -> Optional.of(request);
      case ScopeRequest.Invalid invalid -> Optional.empty();
    };
  }

  private static AuthorizationDetails details(@Nullable String json) {
    if (json == null) {
      return AuthorizationDetails.NONE;
    }
    return switch (AuthorizationDetails.parse(json)) {
      case AuthorizationDetails.Asked(var details) -> details;
      case AuthorizationDetails.Invalid invalid -> AuthorizationDetails.NONE;
    };
  }
}
