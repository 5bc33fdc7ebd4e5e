package org.trousse.consent;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.client.ClientAuthenticationCaller;
import org.trousse.consent.client.FormRoutes;
import org.trousse.consent.client.Limits;
import org.trousse.consent.door.DoorLane;
import org.trousse.consent.door.UseStore;
import org.trousse.consent.exchange.TokenLane;
import org.trousse.consent.exchange.TokenRoutes;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.feed.FeedLane;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.grant.NewGrant;
import org.trousse.consent.grant.RightsStore;
import org.trousse.consent.inspect.GrantRoutes;
import org.trousse.consent.inspect.IntrospectionRoutes;
import org.trousse.consent.inspect.RevocationRoutes;
import org.trousse.consent.pairing.DeviceRoutes;
import org.trousse.consent.pairing.PairingLane;
import org.trousse.consent.pairing.PairingStore;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.proof.ProofCaller;
import org.trousse.consent.secret.UsedOnceStore;
import org.trousse.consent.token.CodeStore;
import org.trousse.consent.token.GrantsScope;
import org.trousse.consent.token.NewCode;
import org.trousse.consent.token.RefreshStore;
import org.trousse.consent.token.TokenStore;
import org.trousse.sdk.PatientId;

/// One process that issues tokens: its stores, its endpoints on loopback and its doors. All apps
/// and people are synthetic.
public final class Issuing implements AutoCloseable {
  public static final String ISSUER = "https://trousse.example";
  public static final String TOKEN_URL = ISSUER + "/oauth/token";
  public static final String REDIRECT = "https://app.example/back";
  public static final String VERIFIER = "a-verifier-of-43-characters-or-more-for-tests";
  private static final int MANY = 100_000;
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Map<String, App> APPS = new ConcurrentHashMap<>();
  private static final Map<String, ECKey> KEYS = new ConcurrentHashMap<>();

  public static final GrantsScope SCOPES = new PlainScopes();

  private final Ground ground;
  private final Pool pool;
  private final HttpServer server;
  public final List<ConsentModule.Decision> noted = Collections.synchronizedList(new ArrayList<>());
  public final FeedLane feed;
  public final RightsStore rights;
  public final GrantStore grants;
  public final TokenStore tokens;
  public final CodeStore codes;
  public final RefreshStore refreshes;
  public final UseStore uses;
  public final DoorLane door;
  public final PairingStore pairings;
  public final PairingLane pairing;

  public Issuing(Ground ground, Clock clock) {
    this.ground = ground;
    this.pool = ground.node();
    ChangeStore changes = new ChangeStore(pool);
    feed = new FeedLane(ground.vertx(), changes, ground.connect());
    rights = new RightsStore(pool, feed, clock);
    feed.open().await();
    grants = new GrantStore(pool, changes, clock);
    tokens = new TokenStore(pool, Ground.hash(), changes, SCOPES, clock);
    codes = new CodeStore(pool, Ground.hash(), SCOPES, clock);
    refreshes = new RefreshStore(pool, Ground.hash(), SCOPES, clock);
    uses = new UseStore(ground.vertx(), pool, clock);
    UsedOnceStore used = new UsedOnceStore(pool, Ground.hash());
    ProofCaller proofs = new ProofCaller(ground.vertx(), used, clock);
    door = new DoorLane(tokens, rights, feed, Issuing::find, proofs, uses, Ground.hash(), clock);
    pairings = new PairingStore(pool, Ground.hash(), tokens, clock);
    pairing = new PairingLane(pairings, grants, SCOPES, Issuing::find);
    Router router = Router.router(ground.vertx());
    mount(
        router,
        new ClientAuthenticationCaller(
            ground.vertx(), Issuing::find, (app, kid) -> keys(app), used, ISSUER, clock),
        proofs,
        clock);
    server =
        ground.vertx().createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  private void mount(
      Router router, ClientAuthenticationCaller clients, ProofCaller proofs, Clock clock) {
    FormRoutes forms =
        new FormRoutes(
            origin -> Future.succeededFuture(origin.equals("https://app.example")),
            new Limits(MANY));
    DeviceRoutes devices =
        new DeviceRoutes(
            forms, clients, pairings, SCOPES, new Limits(MANY), ISSUER, ISSUER + "/en/device");
    TokenLane.Needs needs = new TokenLane.Needs(Issuing::sign, new Names(), this::note);
    TokenLane lane = new TokenLane(tokens, grants, Ground.hash(), needs, ISSUER, clock);
    new TokenRoutes(
            forms,
            clients,
            proofs,
            codes,
            refreshes,
            Map.of(DeviceRoutes.GRANT_TYPE, devices::exchange),
            lane,
            new Limits(MANY),
            ISSUER)
        .mount(router);
    devices.mount(router);
    new RevocationRoutes(forms, clients, tokens, grants, this::note, ISSUER, clock).mount(router);
    new IntrospectionRoutes(
            forms,
            clients,
            door,
            tokens,
            SCOPES,
            new Names(),
            this::note,
            Ground.hash(),
            ISSUER,
            clock)
        .mount(router);
    new GrantRoutes(door, grants, new Said(), this::note, ISSUER, clock).mount(router);
  }

  private static final class Said implements GrantRoutes.SaysPermissions {
    @Override
    public String scope(Set<Permission> permissions) {
      return PlainScopes.text(permissions);
    }

    @Override
    public @Nullable String details(Grant grant) {
      return null;
    }
  }

  private Future<Void> note(ConsentModule.Decision decision) {
    noted.add(decision);
    return Future.succeededFuture();
  }

  /// Not signed: what is tested here is what is said.
  private static Future<String> sign(String alg, String typ, Map<String, Object> claims) {
    return Future.succeededFuture(alg + "." + new JsonObject(claims).encode());
  }

  private static final class Names implements TokenLane.NamesPeople {
    @Override
    public String patient(String clientId, PatientId patient) {
      return clientId + "-sees-" + Long.toHexString(patient.value());
    }

    @Override
    public String user(String clientId, UUID account, PatientId patient, boolean own) {
      return own ? "Patient/" + patient(clientId, patient) : "RelatedPerson/" + clientId;
    }
  }

  private static Future<Optional<App>> find(String clientId) {
    return Future.succeededFuture(Optional.ofNullable(APPS.get(clientId)));
  }

  private static Future<List<com.nimbusds.jose.jwk.JWK>> keys(App app) {
    return Future.succeededFuture(List.of(key(app.clientId()).toPublicJWK()));
  }

  /// The client's own key, ES256.
  public static ECKey key(String clientId) {
    return KEYS.computeIfAbsent(clientId, id -> Signing.freshKey());
  }

  /// An app that everybody finds, with its row.
  public App app(SecurityProfile profile) {
    String clientId = profile.word() + "-" + UUID.randomUUID().toString().substring(0, 8);
    ground.app(clientId);
    App app = new App(clientId, profile, AppStatus.ACTIVE, 1, entry(profile));
    APPS.put(clientId, app);
    return app;
  }

  private static AppEntry entry(SecurityProfile profile) {
    Text text = new Text("Pour les essais", "For tests");
    return new AppEntry(
        "software-1",
        "Demo app",
        "Demo editor",
        "REF-1",
        text,
        List.of(REDIRECT),
        Set.of("https://app.example"),
        null,
        null,
        profile == SecurityProfile.FAPI2 ? "ES256" : "RS256",
        true,
        Permission.all().stream().map(one -> new AppEntry.Want(one, false, text, text)).toList(),
        List.of(),
        null,
        null);
  }

  public Grant grant(App app, Duration duration, Permission... permissions) {
    PatientId patient = ground.patient();
    return grants
        .give(
            new NewGrant(
                patient,
                app.clientId(),
                1,
                ground.account(patient),
                Set.of(permissions),
                null,
                true,
                duration,
                "en",
                "The text."))
        .await();
  }

  public String code(Grant grant, String scope) {
    return code(grant, scope, null, null);
  }

  public String code(Grant grant, String scope, @Nullable String jkt, @Nullable UUID session) {
    return codes
        .issue(
            new NewCode(
                grant.clientId(),
                grant.id(),
                REDIRECT,
                CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(VERIFIER))
                    .getValue(),
                jkt,
                "nonce-1",
                new GrantsScope.Asked(scope, null),
                Instant.now(),
                session))
        .await();
  }

  /// An answer, as it came.
  public record Answer(int status, JsonObject body, HttpResponse<String> raw) {
    public String text(String name) {
      return body.getString(name);
    }
  }

  public static Map<String, String> redemption(App app, String code) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", app.clientId());
    form.put("code", code);
    form.put("redirect_uri", REDIRECT);
    form.put("code_verifier", VERIFIER);
    return form;
  }

  public static Map<String, String> refreshing(String token) {
    return new LinkedHashMap<>(Map.of("grant_type", "refresh_token", "refresh_token", token));
  }

  /// Adds the client's assertion, unless the app is public.
  public static Map<String, String> by(App app, Map<String, String> form) {
    Map<String, String> full = new LinkedHashMap<>(form);
    if (app.profile() != SecurityProfile.SMART_PUBLIC) {
      full.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      full.put("client_assertion", assertion(app));
    }
    return full;
  }

  private static String assertion(App app) {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(app.clientId())
            .subject(app.clientId())
            .audience(app.profile() == SecurityProfile.FAPI2 ? ISSUER : TOKEN_URL)
            .jwtID(UUID.randomUUID().toString())
            .expirationTime(Date.from(now.plusSeconds(60)))
            .build();
    return Signing.signed(
        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key(app.clientId()).getKeyID()).build(),
        claims.toJSONObject(),
        key(app.clientId()));
  }

  public Answer token(Map<String, String> form) {
    return post("/oauth/token", form, Map.of());
  }

  public Answer post(String path, Map<String, String> form, Map<String, String> headers) {
    String body =
        form.entrySet().stream()
            .map(one -> escaped(one.getKey()) + "=" + escaped(one.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return send(request.build());
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.actualPort() + path);
  }

  public static Answer send(HttpRequest request) {
    try {
      HttpResponse<String> raw = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      JsonObject body = raw.body().startsWith("{") ? new JsonObject(raw.body()) : new JsonObject();
      return new Answer(raw.statusCode(), body, raw);
    } catch (java.io.IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close().await();
    feed.close();
    pool.close().await();
  }
}
