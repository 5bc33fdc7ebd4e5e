package org.trousse.consent.client;

import com.nimbusds.jose.jwk.JWK;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.client.AssertionChecks.Audience;
import org.trousse.consent.client.AssertionChecks.Read;
import org.trousse.consent.client.ClientOutcome.Known;
import org.trousse.consent.client.ClientOutcome.Refused;
import org.trousse.consent.secret.UsedOnceStore;

/// Client authentication (RFC 6749 §2.3): none for public apps, private_key_jwt for the others.
public final class ClientAuthenticationCaller {
  /// The apps by client id.
  @FunctionalInterface
  public interface FindsApp {
    Future<Optional<App>> find(String clientId);
  }

  /// The public keys of a client, held by value or fetched from its address.
  @FunctionalInterface
  public interface FindsKeys {
    /// Those that may be the one.
    ///
    /// @param kid which key is looked for: when it is not among those held, they may be fetched
    ///   again once; null when the client names none
    Future<List<JWK>> keys(App app, @Nullable String kid);
  }

  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final Vertx vertx;
  private final FindsApp apps;
  private final FindsKeys keys;
  private final UsedOnceStore used;
  private final String issuer;
  private final Clock clock;

  /// @param issuer the public URL, without a slash at its end
  public ClientAuthenticationCaller(
      Vertx vertx, FindsApp apps, FindsKeys keys, UsedOnceStore used, String issuer, Clock clock) {
    this.vertx = vertx;
    this.apps = apps;
    this.keys = keys;
    this.used = used;
    this.issuer = issuer;
    this.clock = clock;
  }

  /// Who sent this form.
  ///
  /// @param authorization the `Authorization` header; there is no method that uses it
  /// @param endpoint the address that was called, as clients know it
  public Future<ClientOutcome> authenticate(
      Form form, @Nullable String authorization, String endpoint) {
    if (authorization != null || form.has("client_secret")) {
      return refused();
    }
    Optional<String> assertion = form.get("client_assertion");
    if (assertion.isEmpty()) {
      return form.get("client_id")
          .map(id -> apps.find(id).map(ClientAuthenticationCaller::publicApp))
          .orElseGet(ClientAuthenticationCaller::refused);
    }
    return form.get("client_assertion_type")
        .filter(ASSERTION_TYPE::equals)
        .flatMap(type -> AssertionChecks.read(assertion.get()))
        .filter(read -> form.get("client_id").map(read.subject()::equals).orElse(true))
        .map(read -> asserted(read, endpoint))
        .orElseGet(ClientAuthenticationCaller::refused);
  }

  private static ClientOutcome publicApp(Optional<App> found) {
    return found
        .filter(app -> app.profile() == SecurityProfile.SMART_PUBLIC)
        .filter(app -> app.status() != AppStatus.ENDED)
        .<ClientOutcome>map(app -> new Known(app, false))
        .orElseGet(() -> new Refused(OAuthError.invalidClient()));
  }

  private Future<ClientOutcome> asserted(Read read, String endpoint) {
    return apps.find(read.subject())
        .compose(found ->
            found
                .filter(app -> app.profile() != SecurityProfile.SMART_PUBLIC)
                .filter(app -> app.status() != AppStatus.ENDED)
                .map(app -> verified(read, app, endpoint))
                .orElseGet(ClientAuthenticationCaller::refused));
  }

  private Future<ClientOutcome> verified(Read read, App app, String endpoint) {
    Audience audience =
        new Audience(issuer, Set.copyOf(List.of(issuer + "/oauth/token", endpoint)));
    return keys.keys(app, read.kid())
        .compose(found -> holds(read, app, found, audience))
        .compose(holds -> holds ? firstTime(read, app) : refused());
  }

  private Future<Boolean> holds(Read read, App app, List<JWK> found, Audience audience) {
    return vertx
        .executeBlocking(
            () -> AssertionChecks.holds(read, app, found, audience, clock.instant()), false)
        .map(Objects::requireNonNull);
  }

  private Future<ClientOutcome> firstTime(Read read, App app) {
    return used.first("assertion", app.clientId() + ' ' + read.jti(), read.end())
        .map(first -> first ? new Known(app, true) : new Refused(OAuthError.invalidClient()));
  }

  private static Future<ClientOutcome> refused() {
    return Future.succeededFuture(new Refused(OAuthError.invalidClient()));
  }
}
