package org.trousse.consent.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.consent.Ground;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.AppStore;
import org.trousse.consent.app.StrictJson;
import org.trousse.consent.feed.ChangeStore;

final class RegistrationIT {
  private static final String ISSUER = "https://trousse.example";
  private static final String CATALOGUE = "https://catalogue.example";

  private static Ground ground;
  private static AppStore apps;
  private static ECKey key;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    ground = new Ground();
    apps = new AppStore(ground.pool(), new ChangeStore(ground.pool()));
    key = new ECKeyGenerator(Curve.P_256).keyID("catalogue-1").generate();
    String jwks = new JWKSet(key).toString(true);
    Router router = Router.router(ground.vertx());
    new RegistrationRoutes(
            new StatementCaller(
                ground.vertx(),
                () -> Future.succeededFuture(jwks),
                CATALOGUE,
                ISSUER,
                Clock.systemUTC()),
            new RegistrationStore(ground.pool(), apps, Ground.hash()),
            apps,
            ISSUER)
        .mount(router);
    port =
        ground
            .vertx()
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
  }

  @AfterAll
  static void stop() {
    ground.close();
  }

  private static ObjectNode claims() {
    long now = Instant.now().getEpochSecond();
    ObjectNode claims =
        StrictJson.object(
                """
                {"iss": "https://catalogue.example", "aud": "https://trousse.example",
                 "status": "referenced", "security_profile": "smart-public",
                 "software_id": "synthetic-diary", "client_name": "Synthetic Diary",
                 "legal_name": "Synthetic Ltd", "reference": "SYN-0001",
                 "purpose": {"fr": "suivre", "en": "follow"},
                 "redirect_uris": ["https://app.example/cb", "com.example.app:/cb"],
                 "origins": ["https://app.example"],
                 "id_token_signed_response_alg": "RS256", "device_flow": false,
                 "permissions": [{"permission": "glucose.read", "needed": true,
                   "reason": {"fr": "a", "en": "a"}, "without": {"fr": "b", "en": "b"}}],
                 "recipients": [], "logo_uri": "https://app.example/logo.png"}\
                """)
            .orElseThrow();
    return claims.put("iat", now).put("exp", now + 300).put("jti", UUID.randomUUID().toString());
  }

  private static String sign(ObjectNode claims, ECKey with, String typ) throws Exception {
    JWSObject jws =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID("catalogue-1")
                .type(new JOSEObjectType(typ))
                .build(),
            new Payload(claims.toString()));
    jws.sign(new ECDSASigner(with));
    return jws.serialize();
  }

  private static String statement(Consumer<ObjectNode> change) throws Exception {
    ObjectNode claims = claims();
    change.accept(claims);
    return sign(claims, key, StatementCaller.TYPE);
  }

  private static ObjectNode plain(String statement) {
    return StrictJson.newObject().put("software_statement", statement);
  }

  private static HttpResponse<String> send(String method, String path, String token, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static HttpResponse<String> register(ObjectNode body) throws Exception {
    return send("POST", "/oauth/register", "", body.toString());
  }

  private static ObjectNode registered(ObjectNode body) throws Exception {
    HttpResponse<String> response = register(body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return StrictJson.object(response.body()).orElseThrow();
  }

  @Test
  @Tag("consent-49")
  void a_broken_form_is_the_sender_s_fault_and_not_ours() throws Exception {
    HttpRequest broken =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth/register"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("client_name=%zz&scope=%"))
            .build();

    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(broken, HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("invalid_client_metadata");
    }
  }

  @Test
  void an_app_is_suspended_by_its_name_with_all_its_clients_and_no_other() throws Exception {
    String one = clientOf("twice");
    String two = clientOf("twice");
    String other = clientOf("once");

    boolean changed = apps.changeSoftware("twice", AppStatus.SUSPENDED).await();
    boolean again = apps.changeSoftware("twice", AppStatus.SUSPENDED).await();
    boolean nobody = apps.changeSoftware("nobody", AppStatus.SUSPENDED).await();

    assertThat(status(one)).isEqualTo("suspended");
    assertThat(status(two)).isEqualTo("suspended");
    assertThat(status(other)).isEqualTo("active");
    assertThat(changed).isTrue();
    assertThat(again).isFalse();
    assertThat(nobody).isFalse();
  }

  private static String clientOf(String softwareId) throws Exception {
    return registered(plain(statement(claims -> claims.put("software_id", softwareId))))
        .get("client_id")
        .textValue();
  }

  private static String status(String clientId) {
    return ground
        .postgres()
        .ask("select status from consent.app where client_id = '" + clientId + "'");
  }

  @Test
  @Tag("consent-92")
  @Tag("consent-98")
  void registers_what_the_statement_says_under_an_id_of_the_servers_choice() throws Exception {
    ObjectNode json = registered(plain(statement(claims -> {})).put("client_id", "mine"));
    String clientId = json.get("client_id").textValue();

    assertThat(clientId).isNotEqualTo("mine").hasSize(36);
    assertThat(apps.find(clientId).await()).isPresent();
    assertThat(json.get("token_endpoint_auth_method").textValue()).isEqualTo("none");
    assertThat(
            ground
                .postgres()
                .ask(
                    "select count(*) from consent.app a where position('"
                        + json.get("registration_access_token").textValue()
                        + "' in a::text) > 0"))
        .isEqualTo("0");
  }

  @Tag("consent-92")
  @Tag("consent-94")
  @ParameterizedTest
  @CsvSource({
    "iss, https://other.example",
    "aud, https://other.example",
    "jti, short",
    "exp, 1",
    "security_profile, other",
    "client_name, ''",
    "id_token_signed_response_alg, ES256"
  })
  void refuses_a_statement_that_does_not_hold(String claim, String value) throws Exception {
    String jws =
        statement(claims -> {
          if (claim.equals("exp")) {
            claims.put(claim, Long.parseLong(value));
          } else {
            claims.put(claim, value);
          }
        });

    assertThat(register(plain(jws)).body()).contains("\"invalid_software_statement\"");
  }

  @Tag("consent-92")
  @Test
  void refuses_another_signer_another_type_and_no_statement() throws Exception {
    ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID("catalogue-1").generate();

    for (String jws :
        new String[] {
          sign(claims(), stranger, StatementCaller.TYPE), sign(claims(), key, "JWT"), "", "a.b.c"
        }) {
      HttpResponse<String> response = register(plain(jws));
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("\"invalid_software_statement\"");
    }
  }

  @Tag("consent-94")
  @Test
  void refuses_a_statement_that_lasts_longer_than_5_minutes_and_a_replayed_one() throws Exception {
    String once = statement(claims -> {});

    assertThat(
            register(
                    plain(statement(claims -> claims.put("exp", claims.get("iat").asLong() + 301))))
                .statusCode())
        .isEqualTo(400);
    assertThat(register(plain(once)).statusCode()).isEqualTo(201);
    assertThat(register(plain(once)).statusCode()).isEqualTo(400);
  }

  @Tag("consent-92")
  @Test
  void refuses_an_app_that_is_not_referenced() throws Exception {
    assertThat(register(plain(statement(claims -> claims.put("status", "suspended")))).body())
        .contains("\"unapproved_software_statement\"");

    String id =
        registered(plain(statement(claims -> claims.put("software_id", "stopped"))))
            .get("client_id")
            .textValue();
    apps.change(id, AppStatus.SUSPENDED).await();
    assertThat(register(plain(statement(claims -> claims.put("software_id", "stopped")))).body())
        .contains("\"unapproved_software_statement\"");
  }

  @Tag("consent-93")
  @ParameterizedTest
  @CsvSource({
    "'{\"redirect_uris\":[\"https://evil.example/\"]}', invalid_redirect_uri",
    "'{\"jwks_uri\":\"https://evil.example/\"}', invalid_client_metadata",
    "'{\"logo_uri\":\"https://evil.example/\"}', invalid_client_metadata",
    "'{\"scope\":\"patient/*.cruds\"}', invalid_client_metadata"
  })
  void refuses_values_outside_the_statement_on_create_and_on_update(String more, String error)
      throws Exception {
    ObjectNode client = registered(plain(statement(claims -> {})));
    ObjectNode body = plain(statement(claims -> {}));
    body.setAll(StrictJson.object(more).orElseThrow());

    String created = register(body).body();
    String updated =
        send(
                "PUT",
                "/oauth/register/" + client.get("client_id").textValue(),
                client.get("registration_access_token").textValue(),
                body.toString())
            .body();

    assertThat(created).contains(error);
    assertThat(updated).contains(error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example/cb",
        "https://app.example/cb#f",
        "javascript:x",
        "myapp:/cb",
        "http://localhost/cb",
        "/cb"
      })
  void refuses_a_redirect_uri_that_is_not_safe_even_if_stated(String uri) throws Exception {
    String jws = statement(claims -> claims.putArray("redirect_uris").add(uri));

    assertThat(register(plain(jws)).body()).contains("\"invalid_redirect_uri\"");
  }

  @Tag("consent-95")
  @Test
  void opens_a_registration_to_its_own_token_only_and_ends_the_app_on_delete() throws Exception {
    ObjectNode client = registered(plain(statement(claims -> {})));
    ObjectNode other = registered(plain(statement(claims -> {})));
    String id = client.get("client_id").textValue();
    String path = "/oauth/register/" + id;
    String token = client.get("registration_access_token").textValue();
    String foreign = other.get("registration_access_token").textValue();

    for (String method : new String[] {"GET", "PUT", "DELETE"}) {
      assertThat(send(method, path, foreign, "{}").statusCode()).isEqualTo(401);
      assertThat(send(method, path, "", "{}").statusCode()).isEqualTo(401);
    }
    assertThat(send("GET", path, token, "").body()).contains(id);
    String more =
        statement(claims ->
            claims
                .withArray("permissions")
                .addObject()
                .put("permission", "body-weight.add")
                .set("reason", claims.get("purpose")));
    assertThat(send("PUT", path, token, plain(more).toString()).statusCode()).isEqualTo(400);
    assertThat(send("PUT", path, token, plain(statement(claims -> {})).toString()).statusCode())
        .isEqualTo(200);
    assertThat(send("DELETE", path, token, "").statusCode()).isEqualTo(204);

    assertThat(apps.find(id).await().orElseThrow().status()).isEqualTo(AppStatus.ENDED);
    assertThat(send("GET", path, token, "").statusCode()).isEqualTo(401);
    assertThat(
            ground.postgres().ask("select count(*) from consent.change where key = '" + id + "'"))
        .isEqualTo("3");
  }
}
