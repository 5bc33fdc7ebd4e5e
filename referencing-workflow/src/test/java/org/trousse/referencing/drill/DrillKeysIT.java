package org.trousse.referencing.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.ReferencingModule;
import org.trousse.referencing.check.CheckGround;
import org.trousse.referencing.check.behaviour.ValidatesFhir;

/// Two processes of one platform, on one database.
final class DrillKeysIT {
  private static final CheckGround GROUND = new CheckGround();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final SecretKey HOUSE = new SecretKeySpec(new byte[32], "HmacSHA256");

  @AfterAll
  static void stop() {
    GROUND.close();
  }

  @BeforeEach
  void forget() throws SQLException {
    try (Connection connection = GROUND.postgres().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("truncate referencing.drill_key");
    }
  }

  private static DrillKeyStore node(SecretKey house) {
    return new DrillKeyStore(GROUND.vertx(), GROUND.node(), house);
  }

  @Test
  void two_modules_publish_the_same_key_without_its_private_part() throws Exception {
    String first = published();
    String second = published();

    ECKey key = JWKSet.parse(first).getKeys().getFirst().toECKey();
    assertThat(second).isEqualTo(first);
    assertThat(JWKSet.parse(first).getKeys()).hasSize(1);
    assertThat(key.isPrivate()).isFalse();
  }

  @Test
  void what_one_process_signs_holds_by_the_key_that_another_reads() throws Exception {
    ECKey signs = node(HOUSE).key().await();
    ECKey reads = node(HOUSE).key().await();

    String signature = new SignerCaller(GROUND.vertx(), signs).sign("{}").await();

    assertThat(
            JWSObject.parse(signature, new Payload("{}"))
                .verify(new ECDSAVerifier(reads.toPublicJWK())))
        .isTrue();
  }

  @Test
  void processes_that_start_at_the_same_time_agree() {
    List<Future<ECKey>> starts =
        List.of(node(HOUSE).key(), node(HOUSE).key(), node(HOUSE).key(), node(HOUSE).key());

    List<ECKey> keys = starts.stream().map(start -> start.await()).toList();

    assertThat(keys).extracting(ECKey::getKeyID).doesNotContainNull();
    assertThat(Set.copyOf(keys)).hasSize(1);
  }

  @Test
  void the_row_holds_nothing_readable_and_opens_under_no_other_key() {
    ECKey key = node(HOUSE).key().await();

    Row row =
        GROUND
            .pool()
            .query("select private_key from referencing.drill_key")
            .execute()
            .await()
            .iterator()
            .next();
    byte[] other = new byte[32];
    other[0] = 1;
    Future<ECKey> foreign = node(new SecretKeySpec(other, "HmacSHA256")).key();

    assertThat(new String(row.getBuffer(0).getBytes(), StandardCharsets.ISO_8859_1))
        .doesNotContain(key.getD().toString())
        .doesNotContain("\"kty\"");
    assertThat(foreign.transform(Future::succeededFuture).await().failed()).isTrue();
  }

  private static HttpRequest keysOf(HttpServer server) {
    String address = "http://127.0.0.1:" + server.actualPort() + "/referencing/drill-keys";
    return HttpRequest.newBuilder(URI.create(address)).build();
  }

  private static String published() throws Exception {
    ReferencingModule house =
        ReferencingModule.open(
                GROUND.vertx(),
                new ReferencingModule.Settings(
                    "http://127.0.0.1", HOUSE, "session", Set.of(), List.of(), Optional.empty()),
                new ReferencingModule.Ways(GROUND.node()),
                needs(),
                Clock.systemUTC())
            .await();
    Router router = Router.router(GROUND.vertx());
    house.mount(router);
    HttpServer server =
        GROUND.vertx().createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    try {
      HttpResponse<String> answer = HTTP.send(keysOf(server), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    } finally {
      server.close().await();
      house.close().await();
    }
  }

  private static ReferencingModule.Needs needs() {
    return new ReferencingModule.Needs(
        cookie -> Future.succeededFuture(Optional.empty()),
        accounts -> Future.succeededFuture(Map.of()),
        (language, title, path, body) -> body,
        (language, returnTo) -> returnTo,
        publication -> Future.succeededFuture(),
        change -> Future.succeededFuture(),
        message -> Future.succeededFuture(),
        software -> Future.failedFuture("nobody asks"),
        ValidatesFhir.NONE,
        address -> false,
        Optional.empty());
  }
}
