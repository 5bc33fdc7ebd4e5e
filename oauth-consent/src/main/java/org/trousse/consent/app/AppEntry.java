package org.trousse.consent.app;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.permission.Permission;

/// What the catalogue states of an app; the words are the editor's, in both languages.
///
/// @param softwareId names the app across its versions (RFC 7591 §2)
/// @param legalName who is responsible, as registered
/// @param reference the catalogue's reference of the app
/// @param redirectUris compared as strings; a loopback address may have any port
/// @param origins web origins that may call the token endpoint and FHIR (CORS)
/// @param jwksUri where the client's keys are; null when `jwks` holds them or it has none
/// @param jwks the client's public keys as a JWK Set; null when `jwksUri` names them
/// @param idTokenAlg RS256 for SMART, PS256 or ES256 for FAPI 2
/// @param wants the permissions that the app may ever ask for
/// @param recipients who else receives the data; empty when nobody does
public record AppEntry(
    String softwareId,
    String name,
    String legalName,
    String reference,
    Text purpose,
    List<String> redirectUris,
    Set<String> origins,
    @Nullable URI jwksUri,
    @Nullable String jwks,
    String idTokenAlg,
    boolean deviceFlow,
    List<Want> wants,
    List<Text> recipients,
    @Nullable URI policy,
    @Nullable URI logo) {
  /// The same in French and in English.
  public record Text(String french, String english) {}

  /// One permission and what it is for.
  ///
  /// @param needed whether the service cannot do without it
  /// @param without what happens when the patient keeps it
  public record Want(Permission permission, boolean needed, Text reason, Text without) {}

  public Optional<Want> want(Permission permission) {
    return wants.stream().filter(want -> want.permission().equals(permission)).findFirst();
  }
}
