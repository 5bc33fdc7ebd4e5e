package org.trousse.consent.pairing;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.client.ClientAuthenticationCaller;
import org.trousse.consent.client.ClientOutcome;
import org.trousse.consent.client.Form;
import org.trousse.consent.client.FormRoutes;
import org.trousse.consent.client.FormRoutes.Called;
import org.trousse.consent.client.FormRoutes.Reply;
import org.trousse.consent.client.Limits;
import org.trousse.consent.client.OAuthError;
import org.trousse.consent.token.GrantsScope;
import org.trousse.consent.token.GrantsScope.Asked;
import org.trousse.consent.token.TokenOutcome;

/// `POST /oauth/device` (RFC 8628 §3.1), and the grant type that redeems a device code.
public final class DeviceRoutes {
  public static final String PATH = "/oauth/device";
  public static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code";

  private static final int DEVICE_CHARS_MAX = 60;
  private static final int SCOPE_CHARS_MAX = 8_000;
  private static final long BUSY_SECONDS = 60;

  private final FormRoutes forms;
  private final ClientAuthenticationCaller clients;
  private final PairingStore pairings;
  private final GrantsScope scopes;
  private final Limits perClient;
  private final String issuer;
  private final String page;

  /// Made of its parts.
  ///
  /// @param issuer the public URL, without a slash at its end
  /// @param page where people type codes in
  public DeviceRoutes(
      FormRoutes forms,
      ClientAuthenticationCaller clients,
      PairingStore pairings,
      GrantsScope scopes,
      Limits perClient,
      String issuer,
      String page) {
    this.forms = forms;
    this.clients = clients;
    this.pairings = pairings;
    this.scopes = scopes;
    this.perClient = perClient;
    this.issuer = issuer;
    this.page = page;
  }

  public void mount(Router router) {
    forms.mount(router, PATH, this::answer);
  }

  /// RFC 8628 §3.4; for the token endpoint.
  public Future<TokenOutcome> exchange(App app, Form form, @Nullable String jkt) {
    if (!app.entry().deviceFlow()) {
      return Future.succeededFuture(
          new TokenOutcome.Failed(OAuthError.unauthorizedClient("no devices of this app")));
    }
    return form.get("device_code")
        .map(code -> pairings.poll(app, code, jkt))
        .orElseGet(() ->
            Future.succeededFuture(
                new TokenOutcome.Failed(OAuthError.invalidRequest("device_code is missing"))));
  }

  private Future<Reply> answer(Called called) {
    return clients
        .authenticate(called.form(), called.authorization(), issuer + PATH)
        .compose(outcome ->
            switch (outcome) {
              case ClientOutcome.Refused(var error) -> Future.succeededFuture(Reply.of(error));
              case ClientOutcome.Known(var app, var authenticated) -> begin(called, app);
            });
  }

  private Future<Reply> begin(Called called, App app) {
    OptionalLong wait = perClient.take(app.clientId());
    Optional<OAuthError> refusal = refusal(called.form(), app);
    if (wait.isPresent()) {
      return Future.succeededFuture(Reply.tooMany(wait.getAsLong()));
    }
    if (refusal.isPresent()) {
      return Future.succeededFuture(Reply.of(refusal.get()));
    }
    return pairings
        .begin(
            new PairingStore.NewPairing(
                app.clientId(),
                asked(called.form()),
                device(called.form(), app),
                coarse(called.address())))
        .map(codes -> codes.map(this::told).orElseGet(() -> Reply.tooMany(BUSY_SECONDS)));
  }

  private Optional<OAuthError> refusal(Form form, App app) {
    if (!app.entry().deviceFlow() || app.status() != AppStatus.ACTIVE) {
      return Optional.of(OAuthError.unauthorizedClient("no devices of this app"));
    }
    Asked asked = asked(form);
    boolean readable =
        asked.scope().length() <= SCOPE_CHARS_MAX && scopes.within(asked.scope(), asked.scope());
    return readable && !scopes.grant(asked, PairingLane.declared(app), null).permissions().isEmpty()
        ? Optional.empty()
        : Optional.of(OAuthError.invalidScope("nothing that this app may ask for"));
  }

  private static Asked asked(Form form) {
    return new Asked(form.get("scope").orElse(""), null);
  }

  /// What people will compare with the thing in their hand: letters of one line only.
  private static String device(Form form, App app) {
    String said =
        form.get("device_name").orElse(app.entry().name()).replaceAll("\\p{C}|\\s+", " ").strip();
    return said.length() > DEVICE_CHARS_MAX ? said.substring(0, DEVICE_CHARS_MAX) : said;
  }

  /// Enough to say "not my network", too little to find somebody.
  static String coarse(String address) {
    String separator = address.contains(":") ? ":" : ".";
    String[] parts = address.split(Pattern.quote(separator), -1);
    return parts.length <= 2 ? address : parts[0] + separator + parts[1] + separator + "…";
  }

  private Reply told(PairingStore.Codes codes) {
    String shown = codes.userCode().shown();
    return Reply.of(
        new JsonObject()
            .put("device_code", codes.deviceCode())
            .put("user_code", shown)
            .put("verification_uri", page)
            .put("verification_uri_complete", page + "?code=" + shown)
            .put("expires_in", PollRules.LIFE.toSeconds())
            .put("interval", PollRules.INTERVAL.toSeconds()));
  }
}
