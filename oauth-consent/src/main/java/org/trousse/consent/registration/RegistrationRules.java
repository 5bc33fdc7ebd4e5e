package org.trousse.consent.registration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.app.AppEntryJson;
import org.trousse.consent.app.AppEntryJson.Malformed;
import org.trousse.consent.app.RedirectUri;
import org.trousse.consent.app.SecurityProfile;

/// What a statement and the plain JSON beside it come to. The statement's values win (RFC 7591
/// §2.3); a plain value that says otherwise is refused rather than passed over.
final class RegistrationRules {
  private static final List<String> SAME_AS_STATEMENT =
      List.of(
          "jwks_uri",
          "jwks",
          "logo_uri",
          "policy_uri",
          "client_name",
          "software_id",
          "id_token_signed_response_alg");

  private static final Set<String> FAPI_ID_TOKENS = Set.of("ES256", "PS256");

  private RegistrationRules() {}

  /// What became of a request.
  sealed interface Decision {}

  record Accepted(SecurityProfile profile, AppEntry entry) implements Decision {}

  /// An error of RFC 7591 §3.2.2.
  record Refused(String error, String why) implements Decision {}

  static Decision decide(ObjectNode claims, ObjectNode plain) {
    if (!"referenced".equals(claims.path("status").textValue())) {
      return new Refused("unapproved_software_statement", "the app is not referenced now");
    }
    Optional<SecurityProfile> profile =
        Optional.ofNullable(claims.path("security_profile").textValue())
            .flatMap(SecurityProfile::of);
    if (profile.isEmpty()) {
      return new Refused("invalid_software_statement", "security_profile is missing or unknown");
    }
    try {
      AppEntry entry = AppEntryJson.read(claims);
      Optional<Refused> refused = within(claims, plain).or(() -> entryFault(profile.get(), entry));
      return refused.isPresent() ? refused.get() : new Accepted(profile.get(), entry);
    } catch (Malformed malformed) {
      return new Refused("invalid_software_statement", String.valueOf(malformed.getMessage()));
    }
  }

  private static Optional<Refused> within(ObjectNode claims, ObjectNode plain) {
    for (JsonNode uri : plain.path("redirect_uris")) {
      boolean stated = false;
      for (JsonNode one : claims.path("redirect_uris")) {
        stated |= one.equals(uri);
      }
      if (!stated) {
        return Optional.of(
            new Refused("invalid_redirect_uri", "a redirect_uri is not in the statement"));
      }
    }
    for (String member : SAME_AS_STATEMENT) {
      if (plain.has(member) && !Objects.equals(plain.get(member), claims.get(member))) {
        return Optional.of(
            new Refused("invalid_client_metadata", member + " is not the statement's"));
      }
    }
    return plain.has("scope")
        ? Optional.of(
            new Refused("invalid_client_metadata", "the statement's permissions stand for scope"))
        : Optional.empty();
  }

  private static Optional<Refused> entryFault(SecurityProfile profile, AppEntry entry) {
    boolean keysByOneWay = (entry.jwksUri() == null) != (entry.jwks() == null);
    boolean noKeys = entry.jwksUri() == null && entry.jwks() == null;
    boolean publicApp = profile == SecurityProfile.SMART_PUBLIC;
    boolean algorithm =
        profile == SecurityProfile.FAPI2
            ? FAPI_ID_TOKENS.contains(entry.idTokenAlg())
            : entry.idTokenAlg().equals("RS256");
    if (entry.redirectUris().isEmpty()
        || !entry.redirectUris().stream().allMatch(uri -> RedirectUri.mayRegister(uri, profile))) {
      return Optional.of(
          new Refused("invalid_redirect_uri", "redirect_uris are https or loopback"));
    }
    boolean fine =
        (publicApp ? noKeys : keysByOneWay)
            && algorithm
            && !entry.wants().isEmpty()
            && entry.origins().stream().allMatch(RegistrationRules::isOrigin);
    return fine
        ? Optional.empty()
        : Optional.of(
            new Refused(
                "invalid_software_statement",
                "keys, id_token_signed_response_alg, origins or permissions do not fit the"
                    + " profile"));
  }

  private static boolean isOrigin(String text) {
    try {
      URI uri = URI.create(text);
      return "https".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && text.equals("https://" + uri.getRawAuthority());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
