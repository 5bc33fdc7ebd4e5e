package org.trousse.consent.authorize;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry.Want;
import org.trousse.consent.app.RedirectUri;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.app.StrictJson;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.scope.AuthorizationDetails;
import org.trousse.consent.scope.ScopeRequest;

/// The checks of an authorization request, in their order: until the app and the redirect URI are
/// certain, nothing may be sent anywhere.
final class AuthorizationChecks {
  static final int STATE_MAX = 4_096;
  static final int NONCE_MAX = 1_024;

  /// RFC 7636 §4.2: base64url of 32 bytes.
  private static final Pattern SHA256 = Pattern.compile("[A-Za-z0-9_-]{43}");

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final Set<String> PROMPTS = Set.of("none", "login", "consent", "select_account");

  /// A request and who is said to make it.
  ///
  /// @param pushed whether it comes through RFC 9126's endpoint
  record Question(App app, Parameters parameters, String fhirBase, boolean pushed) {
    @Nullable String get(String name) {
      return parameters.get(name);
    }

    boolean isSmart() {
      return app.profile() != SecurityProfile.FAPI2;
    }
  }

  /// An error of RFC 6749 §4.1.2.1.
  ///
  /// @param mayRedirect whether the app may be told; else only the person sees it
  record Fault(String error, String why, boolean mayRedirect) {
    static Fault toPerson(String why) {
      return new Fault("invalid_request", why, false);
    }

    static Fault toApp(String error, String why) {
      return new Fault(error, why, true);
    }
  }

  /// What became of a request.
  sealed interface Read {}

  record Sound(AuthorizationRequest request) implements Read {}

  record Faulty(Fault fault) implements Read {}

  private static final List<Function<Question, Optional<Fault>>> IN_ORDER =
      List.of(
          AuthorizationChecks::appAndRedirectComeOnce,
          AuthorizationChecks::redirectUriIsRegistered,
          AuthorizationChecks::profileLetsItComeThisWay,
          AuthorizationChecks::audienceIsOurs,
          AuthorizationChecks::nothingIsRepeated,
          AuthorizationChecks::stateAndNonceAreShort,
          AuthorizationChecks::noRequestObject,
          AuthorizationChecks::responseTypeIsCode,
          AuthorizationChecks::responseModeIsQuery,
          AuthorizationChecks::pkceIsS256,
          AuthorizationChecks::dpopJktIsAThumbprint,
          AuthorizationChecks::promptIsKnown,
          AuthorizationChecks::maxAgeIsANumber,
          AuthorizationChecks::grantManagementIsKnown,
          AuthorizationChecks::detailsAreOurs,
          AuthorizationChecks::scopeIsKnown,
          AuthorizationChecks::somethingIsAsked);

  private AuthorizationChecks() {}

  static Read read(Question question) {
    for (Function<Question, Optional<Fault>> check : IN_ORDER) {
      Optional<Fault> fault = check.apply(question);
      if (fault.isPresent()) {
        return new Faulty(fault.get());
      }
    }
    String replaces = question.get("grant_id");
    String maxAge = question.get("max_age");
    AuthorizationRequest request =
        new AuthorizationRequest(
            required(question, "redirect_uri"),
            question.get("state"),
            question.get("nonce"),
            required(question, "code_challenge"),
            scope(question),
            question.get("authorization_details"),
            words(question.get("prompt")),
            question.get("dpop_jkt"),
            maxAge == null ? null : Long.valueOf(maxAge),
            replaces == null ? null : UUID.fromString(replaces));
    return StrictJson.parse(request.json()).isPresent()
        ? new Sound(request)
        : new Faulty(Fault.toApp("invalid_request", "the request is too long"));
  }

  private static String required(Question question, String name) {
    String value = question.get(name);
    if (value == null) {
      throw new IllegalStateException(name + " was checked");
    }
    return value;
  }

  private static String scope(Question question) {
    String scope = question.get("scope");
    return scope == null ? "" : scope;
  }

  static Set<String> words(@Nullable String text) {
    return text == null
        ? Set.of()
        : Arrays.stream(text.split(" ", -1))
            .filter(word -> !word.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  /// What the app asks for and its entry lets it ask.
  static Set<Permission> askable(App app, AuthorizationRequest request) {
    Set<Permission> askable = new TreeSet<>(request.permissions());
    askable.retainAll(app.entry().wants().stream().map(Want::permission).toList());
    return askable;
  }

  private static Optional<Fault> check(boolean fine, Fault fault) {
    return fine ? Optional.empty() : Optional.of(fault);
  }

  private static Optional<Fault> appAndRedirectComeOnce(Question question) {
    return check(
        !question.parameters().isRepeated("client_id")
            && !question.parameters().isRepeated("redirect_uri"),
        Fault.toPerson("client_id or redirect_uri comes twice"));
  }

  /// RFC 9700 §4.1: an exact string, of those that were registered.
  private static Optional<Fault> redirectUriIsRegistered(Question question) {
    String asked = question.get("redirect_uri");
    return check(
        asked != null && RedirectUri.matches(question.app().entry().redirectUris(), asked),
        Fault.toPerson("redirect_uri is missing or not registered"));
  }

  /// FAPI 2.0 Security Profile §5.3.2.2: never from the browser, where parameters can be changed.
  private static Optional<Fault> profileLetsItComeThisWay(Question question) {
    return check(
        question.isSmart() || question.pushed(),
        Fault.toPerson("this app must push its request first"));
  }

  /// SMART App Launch 2.2: so that no other server's address is mistaken for ours. A request with
  /// another one stops here, before anybody signs in.
  private static Optional<Fault> audienceIsOurs(Question question) {
    String aud = question.get("aud");
    boolean ours =
        aud == null
            ? !question.isSmart()
            : aud.equals(question.fhirBase()) || aud.equals(question.fhirBase() + "/");
    return check(ours, Fault.toPerson("aud is not " + question.fhirBase()));
  }

  private static Optional<Fault> nothingIsRepeated(Question question) {
    return check(
        !question.parameters().anyIsRepeated(),
        Fault.toApp("invalid_request", "a parameter comes twice"));
  }

  private static Optional<Fault> stateAndNonceAreShort(Question question) {
    String state = question.get("state");
    String nonce = question.get("nonce");
    return check(
        (state == null || state.length() <= STATE_MAX)
            && (nonce == null || nonce.length() <= NONCE_MAX),
        Fault.toApp("invalid_request", "state or nonce is too long"));
  }

  private static Optional<Fault> noRequestObject(Question question) {
    return check(
        question.get("request") == null,
        Fault.toApp("request_not_supported", "request objects are not taken; push the request"));
  }

  private static Optional<Fault> responseTypeIsCode(Question question) {
    String type = question.get("response_type");
    if (type == null) {
      return Optional.of(Fault.toApp("invalid_request", "response_type is missing"));
    }
    return check(
        type.equals("code"),
        Fault.toApp("unsupported_response_type", "the only response_type is code"));
  }

  private static Optional<Fault> responseModeIsQuery(Question question) {
    String mode = question.get("response_mode");
    return check(
        mode == null || mode.equals("query"),
        Fault.toApp("invalid_request", "the only response_mode is query"));
  }

  /// For every profile; `plain` protects nobody.
  private static Optional<Fault> pkceIsS256(Question question) {
    String challenge = question.get("code_challenge");
    return check(
        challenge != null
            && SHA256.matcher(challenge).matches()
            && "S256".equals(question.get("code_challenge_method")),
        Fault.toApp("invalid_request", "PKCE is needed: code_challenge with method S256"));
  }

  private static Optional<Fault> dpopJktIsAThumbprint(Question question) {
    String jkt = question.get("dpop_jkt");
    return check(
        jkt == null || SHA256.matcher(jkt).matches(),
        Fault.toApp("invalid_request", "dpop_jkt is not a SHA-256 thumbprint"));
  }

  /// OpenID Connect Core §3.1.2.1: `none` stands alone.
  private static Optional<Fault> promptIsKnown(Question question) {
    Set<String> prompt = words(question.get("prompt"));
    return check(
        PROMPTS.containsAll(prompt) && (!prompt.contains("none") || prompt.size() == 1),
        Fault.toApp("invalid_request", "prompt holds words that do not go together"));
  }

  private static Optional<Fault> maxAgeIsANumber(Question question) {
    String maxAge = question.get("max_age");
    return check(
        maxAge == null || SECONDS.matcher(maxAge).matches(),
        Fault.toApp("invalid_request", "max_age is not a number of seconds"));
  }

  /// OAuth 2.0 Grant Management: `create` needs no id, `replace` needs one.
  private static Optional<Fault> grantManagementIsKnown(Question question) {
    String id = question.get("grant_id");
    String action = question.get("grant_management_action");
    boolean creates = action == null || action.equals("create");
    boolean replaces = "replace".equals(action) && id != null && isUuid(id);
    boolean fine = creates ? id == null : replaces;
    return check(
        fine,
        Fault.toApp(
            "invalid_request", "grant_management_action is create, or replace of a grant_id"));
  }

  private static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static Optional<Fault> detailsAreOurs(Question question) {
    String details = question.get("authorization_details");
    return details != null
            && AuthorizationDetails.parse(details) instanceof AuthorizationDetails.Invalid invalid
        ? Optional.of(Fault.toApp("invalid_authorization_details", invalid.why()))
        : Optional.empty();
  }

  private static Optional<Fault> scopeIsKnown(Question question) {
    return ScopeRequest.parse(scope(question)) instanceof ScopeRequest.Invalid(String why)
        ? Optional.of(Fault.toApp("invalid_scope", why))
        : Optional.empty();
  }

  /// Signing in alone shares nothing of the record, so a request needs at least one permission that
  /// the app's entry declares.
  private static Optional<Fault> somethingIsAsked(Question question) {
    String details = question.get("authorization_details");
    Set<Permission> asked = new TreeSet<>();
    if (ScopeRequest.parse(scope(question)) instanceof ScopeRequest.Asked(ScopeRequest request)) {
      asked.addAll(request.permissions());
    }
    if (details != null
        && AuthorizationDetails.parse(details)
            instanceof AuthorizationDetails.Asked(AuthorizationDetails some)) {
      asked.addAll(some.permissions());
    }
    return check(
        question.app().entry().wants().stream().map(Want::permission).anyMatch(asked::contains),
        Fault.toApp("invalid_scope", "nothing is asked that this app may ask for"));
  }
}
