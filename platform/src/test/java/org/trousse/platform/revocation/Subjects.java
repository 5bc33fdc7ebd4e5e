package org.trousse.platform.revocation;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.app.AppEntry.Want;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.AppStore;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.grant.NewGrant;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.token.CodeStore;
import org.trousse.consent.token.GrantsScope;
import org.trousse.consent.token.NewCode;
import org.trousse.sdk.PatientId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Makes synthetic patients who allowed an app: grants and codes as the consent page leaves them,
/// all the rest through the doors of a node.
public final class Subjects {
  /// Codes of each kind; a door that is asked oftener without closing has missed its deadline.
  static final int CODES = 12;

  private static final String REDIRECT = "http://127.0.0.1/back";
  private static final String SCOPE = "offline_access patient/Observation.crs";

  /// RFC 7636 appendix B.
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final Text TEXT = new Text("synthétique", "synthetic");
  private static final Set<Permission> ALL =
      Set.of(
          Permission.read(DataKind.GLUCOSE),
          Permission.add(DataKind.GLUCOSE),
          Permission.read(DataKind.BODY_WEIGHT),
          Permission.add(DataKind.BODY_WEIGHT));

  /// What a patient takes away when they remove one kind.
  public static final Set<Permission> OF_GLUCOSE =
      Set.of(Permission.read(DataKind.GLUCOSE), Permission.add(DataKind.GLUCOSE));

  private static final Executor SOON =
      CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS, Watch.OWN_THREADS);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Pool owner;
  private final KeyedHash hash;
  private final Node node;
  private final Web web;
  private final AppStore apps;
  private final GrantStore grants;
  private final CodeStore codes;
  private final AtomicLong patients = new AtomicLong(1_000_000);

  /// @param owner the owner of all tables
  /// @param consent as `trousse_consent`
  /// @param node through which they are made
  public Subjects(Pool owner, Pool consent, KeyedHash hash, Node node, Web web) {
    ChangeStore changes = new ChangeStore(consent);
    this.owner = owner;
    this.hash = hash;
    this.node = node;
    this.web = web;
    this.apps = new AppStore(consent, changes);
    this.grants = new GrantStore(consent, changes, Clock.systemUTC());
    this.codes = new CodeStore(consent, hash, new NoScopes(), Clock.systemUTC());
  }

  /// Registers an app of its own for each subject.
  public CompletableFuture<Subject> fresh() {
    String clientId = "revoked-" + UUID.randomUUID();
    return later(apps.register(app(clientId)))
        .thenCompose(registered -> holder(clientId))
        .thenCompose(bystander ->
            holder(clientId).thenCompose(holder -> complete(clientId, holder, bystander.tokens())));
  }

  /// Somebody who allowed the app.
  private record Holder(Grant grant, JsonNode tokens) {}

  private CompletableFuture<Holder> holder(String clientId) {
    PatientId patient = new PatientId(patients.incrementAndGet());
    return later(patient(patient))
        .thenCompose(account -> later(grants.give(answer(patient, clientId, account))))
        .thenCompose(grant ->
            later(code(grant))
                .thenCompose(
                    code -> web.form(node.url() + "/oauth/token", redemption(clientId, code)))
                .thenApply(answer -> new Holder(grant, json(answer, 200))));
  }

  private CompletableFuture<Subject> complete(String clientId, Holder holder, JsonNode bystander) {
    Grant grant = holder.grant();
    String name = holder.tokens().get("patient").asString();
    String access = holder.tokens().get("access_token").asString();
    CompletableFuture<String> reading = reading(access, name);
    CompletableFuture<Subject.Device> device = device(access);
    CompletableFuture<List<String>> plain = several(() -> later(code(grant)));
    CompletableFuture<List<String>> ofDevices = several(() -> deviceCode(grant));
    return CompletableFuture.allOf(reading, device, plain, ofDevices)
        .thenApply(all ->
            new Subject(
                grant.patient(),
                clientId,
                grant.id(),
                grant.account(),
                name,
                access,
                holder.tokens().get("refresh_token").asString(),
                reading.join(),
                bystander.get("access_token").asString(),
                plain.join(),
                ofDevices.join(),
                device.join()));
  }

  /// A row of the record, and the account of who signs in for it.
  private Future<UUID> patient(PatientId patient) {
    UUID account = UUID.randomUUID();
    return owner
        .preparedQuery(
            """
            with known as (insert into record.patient (id, given, family, birth_date, synthetic)
              values ($1, 'Synthetic', 'Revoker', date '1970-01-01', true))
            insert into consent.account
              (id, provider, subject, kind, patient, given, family, created_at)
            values ($2, 'synthetic', $3, 'patient', $1, 'Synthetic', 'Revoker', now())\
            """)
        .execute(Tuple.of(patient.value(), account, Buffer.buffer(hash.of(account.toString()))))
        .map(done -> account);
  }

  private static NewGrant answer(PatientId patient, String clientId, UUID account) {
    return new NewGrant(
        patient, clientId, 1, account, ALL, null, true, Duration.DAYS_30, "en", "synthetic");
  }

  private Future<String> code(Grant grant) {
    return codes.issue(
        new NewCode(
            grant.clientId(),
            grant.id(),
            REDIRECT,
            CHALLENGE,
            null,
            null,
            new GrantsScope.Asked(SCOPE, null),
            grant.givenAt(),
            null));
  }

  private static CompletableFuture<List<String>> several(Supplier<CompletableFuture<String>> one) {
    List<CompletableFuture<String>> all =
        IntStream.range(0, CODES).mapToObj(number -> one.get()).toList();
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .thenApply(done -> new ArrayList<>(all.stream().map(CompletableFuture::join).toList()));
  }

  /// Asked for by a device, and approved as the page of codes does it.
  private CompletableFuture<String> deviceCode(Grant grant) {
    return web.form(
            node.url() + "/oauth/device", Map.of("client_id", grant.clientId(), "scope", SCOPE))
        .thenApply(answer -> json(answer, 200).get("device_code").asString())
        .thenCompose(code ->
            later(
                owner
                    .preparedQuery(
                        """
                        update consent.device_code set status = 'approved', grant_id = $2
                        where hash = $1\
                        """)
                    .execute(Tuple.of(Buffer.buffer(hash.of(code)), grant.id()))
                    .map(done -> code)));
  }

  /// The first call after a permission may come before the news of it: an app asks again.
  private CompletableFuture<String> reading(String access, String name) {
    Supplier<CompletableFuture<HttpResponse<String>>> once =
        () ->
            web.post(
                node.url() + "/fhir/Observation",
                "Bearer " + access,
                "application/fhir+json",
                BodyPublishers.ofString(Door.observation(name)));
    return once.get()
        .thenCompose(answer ->
            answer.statusCode() == 503
                ? CompletableFuture.runAsync(() -> {}, SOON).thenCompose(waited -> once.get())
                : CompletableFuture.completedFuture(answer))
        .thenApply(answer -> {
          json(answer, 201);
          String path = URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
          return path.replaceFirst(".*/(Observation/[^/]+).*", "$1");
        });
  }

  private CompletableFuture<Subject.Device> device(String access) {
    return web.post(
            node.url() + "/v1/devices",
            "Bearer " + access,
            "application/json",
            BodyPublishers.ofString(
                """
                {"name":"meter","label":"Synthetic meter",
                "measures":["blood-glucose","body-weight"]}\
                """))
        .thenApply(answer -> {
          JsonNode json = json(answer, 201);
          return new Subject.Device(
              json.get("tenant").asString(),
              json.get("id").asString(),
              json.get("username").asString(),
              json.get("password").asString());
        });
  }

  static Map<String, String> redemption(String clientId, String code) {
    return Map.of(
        "grant_type",
        "authorization_code",
        "client_id",
        clientId,
        "code",
        code,
        "redirect_uri",
        REDIRECT,
        "code_verifier",
        VERIFIER);
  }

  /// A pushed authorization request.
  static Map<String, String> request(String clientId, String issuer) {
    return Map.of(
        "response_type",
        "code",
        "client_id",
        clientId,
        "redirect_uri",
        REDIRECT,
        "scope",
        SCOPE,
        "state",
        "synthetic-state-of-a-test-0123456789",
        "aud",
        issuer + "/fhir",
        "code_challenge",
        CHALLENGE,
        "code_challenge_method",
        "S256");
  }

  private static App app(String clientId) {
    AppEntry entry =
        new AppEntry(
            clientId,
            "Synthetic Diary",
            "Synthetic Ltd",
            "SYN-0002",
            TEXT,
            List.of(REDIRECT),
            Set.of(),
            null,
            null,
            "RS256",
            true,
            ALL.stream().sorted().map(one -> new Want(one, false, TEXT, TEXT)).toList(),
            List.of(TEXT),
            URI.create("https://app.example/policy"),
            null);
    return new App(clientId, SecurityProfile.SMART_PUBLIC, AppStatus.ACTIVE, 1, entry);
  }

  private static JsonNode json(HttpResponse<String> answer, int status) {
    if (answer.statusCode() != status) {
      throw new IllegalStateException(
          answer.request().uri().getPath() + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
  }

  private static <T> CompletableFuture<T> later(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture();
  }

  /// Issuing a code asks for no scope's worth.
  private static final class NoScopes implements GrantsScope {
    @Override
    public Granted grant(Asked asked, Set<Permission> allowed, @Nullable Instant historyFrom) {
      throw new UnsupportedOperationException("nothing is redeemed here");
    }

    @Override
    public boolean within(String scope, String outer) {
      throw new UnsupportedOperationException("nothing is redeemed here");
    }
  }
}
