package org.trousse.referencing.drill;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.SetClock;
import org.trousse.referencing.check.CheckGround;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.check.Vendors;
import org.trousse.referencing.outbound.Doors;
import org.trousse.referencing.outbound.OutsideCaller;

final class DrillIT {
  private static final CheckGround GROUND = new CheckGround();
  private static final WireMockServer VENDOR = new WireMockServer(wireMockConfig().dynamicPort());
  private static ECKey platform;
  private static ECKey vendor;
  private final SetClock clock = new SetClock(Vendors.NOW);
  private final DrillStore store = new DrillStore(GROUND.pool());
  private final UUID dossier = UUID.randomUUID();

  @BeforeAll
  static void start() throws JOSEException {
    VENDOR.start();
    platform = new ECKeyGenerator(Curve.P_256).keyID("platform").generate();
    vendor = new ECKeyGenerator(Curve.P_256).keyID("vendor").generate();
  }

  @AfterAll
  static void stop() {
    VENDOR.stop();
    GROUND.close();
  }

  private Look.Drill at(String path, int status) {
    VENDOR.stubFor(post(urlEqualTo(path)).willReturn(aResponse().withStatus(status)));
    return new Look.Drill(URI.create("http://localhost:" + VENDOR.port() + path));
  }

  private Sight look(Look.Drill look) {
    DrillCaller caller =
        new DrillCaller(
            new OutsideCaller(
                GROUND.vertx(), Doors.real(any -> false, Set.of("localhost:" + VENDOR.port()))),
            store,
            new SignerCaller(GROUND.vertx(), platform)::sign,
            clock,
            UUID::randomUUID);
    Subject example = new Vendors().subject();
    return caller
        .look(new Subject(dossier, example.manifest(), example.tier(), clock.instant()), look)
        .await();
  }

  private UUID sent(String path) {
    String body = VENDOR.findAll(postRequestedFor(urlEqualTo(path))).getLast().getBodyAsString();
    return UUID.fromString(body.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1"));
  }

  @Test
  void sends_a_drill_that_the_platform_signed_and_takes_2xx_for_an_answer() throws Exception {
    Sight sight = look(at("/good", 204));

    assertThat(sight)
        .isInstanceOfSatisfying(
            Sight.Answered.class, answered -> assertThat(answered.status()).isEqualTo(204));
    var taken = VENDOR.findAll(postRequestedFor(urlEqualTo("/good"))).getFirst();
    assertThat(taken.getBodyAsString())
        .startsWith("{\"drill\":true,\"id\":\"")
        .endsWith("\"sentAt\":\"2026-11-22T12:00:00Z\"}");
    JWSObject signature =
        JWSObject.parse(
            taken.getHeader(DrillCaller.SIGNATURE_HEADER), new Payload(taken.getBodyAsString()));
    assertThat(signature.verify(new ECDSAVerifier(platform.toPublicJWK()))).isTrue();
    assertThat(signature.getHeader().getType().getType()).isEqualTo("drill+jws");
    assertThat(taken.getHeaders().keys()).doesNotContain("Authorization", "Cookie");
  }

  @Test
  void an_answered_drill_counts_for_a_day_and_then_comes_anew() {
    Look.Drill look = at("/daily", 200);
    look(look);
    UUID first = sent("/daily");

    clock.on(Duration.ofHours(23));
    look(look);
    VENDOR.verify(1, postRequestedFor(urlEqualTo("/daily")));

    clock.on(Duration.ofHours(2));
    look(look);
    VENDOR.verify(2, postRequestedFor(urlEqualTo("/daily")));
    assertThat(sent("/daily")).isNotEqualTo(first);
  }

  @Test
  void a_drill_under_way_is_sent_again_under_its_own_id() {
    look(at("/mended", 500));
    UUID first = sent("/mended");
    clock.on(Duration.ofMinutes(10));

    Sight sight = look(at("/mended", 200));

    assertThat(sent("/mended")).isEqualTo(first);
    assertThat(sight)
        .isInstanceOfSatisfying(
            Sight.Answered.class,
            answered -> assertThat(answered.after()).isEqualTo(Duration.ofMinutes(10)));
  }

  private static String answer(UUID drill, String type, ECKey key) {
    try {
      JWSObject jws =
          new JWSObject(
              new JWSHeader.Builder(JWSAlgorithm.ES256)
                  .type(new JOSEObjectType(type))
                  .keyID(key.getKeyID())
                  .build(),
              new Payload("{\"drill\":\"" + drill + "\"}"));
      jws.sign(new ECDSASigner(key));
      return jws.serialize();
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void a_signed_answer_may_come_later_once_and_by_a_key_of_the_app() {
    Look.Drill look = at("/later", 202 + 300);
    look(look);
    UUID drill = sent("/later");
    String keys = new JWKSet(vendor).toString(true);
    AnswerCaller answers = new AnswerCaller(GROUND.vertx(), store, clock);
    clock.on(Duration.ofHours(24));

    assertThat(answers.answer(drill, keys, answer(drill, AnswerCaller.TYPE, platform)).await())
        .as("another key")
        .isFalse();
    assertThat(
            answers
                .answer(drill, keys, answer(UUID.randomUUID(), AnswerCaller.TYPE, vendor))
                .await())
        .as("another drill")
        .isFalse();
    assertThat(answers.answer(drill, keys, answer(drill, "JWT", vendor)).await())
        .as("another type")
        .isFalse();
    assertThat(answers.answer(drill, keys, "eyJhbGciOiJub25lIn0.e30.").await()).isFalse();
    assertThat(answers.answer(drill, keys, "x".repeat(10_000)).await()).isFalse();
    assertThat(answers.answer(drill, keys, answer(drill, AnswerCaller.TYPE, vendor)).await())
        .isTrue();
    assertThat(answers.answer(drill, keys, answer(drill, AnswerCaller.TYPE, vendor)).await())
        .as("twice")
        .isFalse();
    assertThat(look(look)).isEqualTo(new Sight.Answered(200, Duration.ofHours(24), ""));
  }

  @Test
  void an_answer_after_24_hours_is_none() {
    look(at("/too-late", 500));
    UUID drill = sent("/too-late");
    clock.on(Duration.ofHours(24).plusMillis(1));

    assertThat(
            new AnswerCaller(GROUND.vertx(), store, clock)
                .answer(
                    drill,
                    new JWKSet(vendor).toString(true),
                    answer(drill, AnswerCaller.TYPE, vendor))
                .await())
        .isFalse();
  }
}
