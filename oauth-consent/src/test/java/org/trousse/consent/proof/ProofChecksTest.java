package org.trousse.consent.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.consent.EdwardsKey;
import org.trousse.consent.Signing;
import org.trousse.consent.metadata.ServerFacts;

final class ProofChecksTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String URL = "https://trousse.example/fhir/Observation";
  private static final String TOKEN = "an-access-token";
  private static final ECKey KEY = Signing.freshKey();
  private static final ProofChecks.For REQUEST = new ProofChecks.For("GET", URL, TOKEN, NOW);

  private static Map<String, Object> claims() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("jti", "one");
    claims.put("htm", "GET");
    claims.put("htu", URL);
    claims.put("iat", NOW.getEpochSecond());
    claims.put("ath", Signing.ath(TOKEN));
    return claims;
  }

  private static String with(String name, Object value) {
    Map<String, Object> claims = claims();
    claims.put(name, value);
    return Signing.signed(Signing.proofHeader(KEY), claims, KEY);
  }

  private static String without(String name) {
    Map<String, Object> claims = claims();
    claims.remove(name);
    return Signing.signed(Signing.proofHeader(KEY), claims, KEY);
  }

  private static JWSHeader.Builder header(JWSAlgorithm alg) {
    return new JWSHeader.Builder(alg).type(new JOSEObjectType("dpop+jwt"));
  }

  /// Header and claims as text, so that what no library writes can be written.
  private static String raw(String header, String signature) {
    return encoded(header) + "." + encoded("{\"jti\":\"one\"}") + "." + signature;
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String good() {
    return Signing.signed(Signing.proofHeader(KEY), claims(), KEY);
  }

  static Stream<Arguments> bad() throws Exception {
    RSAKey rsa = new RSAKeyGenerator(2_048).generate();
    SignedJWT rs256 =
        new SignedJWT(
            header(JWSAlgorithm.RS256).jwk(rsa.toPublicJWK()).build(),
            JWTClaimsSet.parse(claims()));
    rs256.sign(new RSASSASigner(rsa));
    SignedJWT symmetric =
        new SignedJWT(
            header(JWSAlgorithm.HS256).jwk(KEY.toPublicJWK()).build(),
            JWTClaimsSet.parse(claims()));
    symmetric.sign(new MACSigner(new byte[32]));
    String signature = good().substring(good().lastIndexOf('.') + 1);
    ECKey other = Signing.freshKey();
    return Stream.of(
        Arguments.of("missing", ""),
        Arguments.of("twice", good() + "," + good()),
        Arguments.of("malformed", "a.b.c"),
        Arguments.of(
            "typ missing",
            Signing.signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(KEY.toPublicJWK()).build(),
                claims(),
                KEY)),
        Arguments.of("alg missing", raw("{\"typ\":\"dpop+jwt\"}", signature)),
        Arguments.of("alg none", raw("{\"typ\":\"dpop+jwt\",\"alg\":\"none\"}", "")),
        Arguments.of("alg RS256", rs256.serialize()),
        Arguments.of("alg symmetric", symmetric.serialize()),
        Arguments.of(
            "jwk missing", Signing.signed(header(JWSAlgorithm.ES256).build(), claims(), KEY)),
        Arguments.of(
            "private key in jwk",
            raw("{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + KEY + "}", signature)),
        Arguments.of("jti missing", without("jti")),
        Arguments.of("htm missing", without("htm")),
        Arguments.of("htu missing", without("htu")),
        Arguments.of("iat missing", without("iat")),
        Arguments.of("ath missing", without("ath")),
        Arguments.of("htm wrong", with("htm", "POST")),
        Arguments.of("htu wrong", with("htu", URL + "/1")),
        Arguments.of("ath wrong", with("ath", Signing.ath("another"))),
        Arguments.of("key wrong", Signing.signed(Signing.proofHeader(KEY), claims(), other)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  @Tag("consent-52")
  void refuses(String name, String proof) {
    assertThat(ProofChecks.fault(proof, REQUEST)).as(name).isPresent();
  }

  @Test
  @Tag("consent-52")
  void takes_what_is_in_order() throws Exception {
    assertThat(ProofChecks.fault(good(), REQUEST)).isEmpty();
    assertThat(ProofChecks.held(good()).jkt()).isEqualTo(KEY.computeThumbprint().toString());
  }

  @ParameterizedTest
  @Tag("consent-53")
  @ValueSource(
      strings = {
        "https://trousse.example/fhir/Observation?code=1#there",
        "HTTPS://Trousse.EXAMPLE/fhir/Observation",
        "https://trousse.example:443/fhir/Observation"
      })
  void htu_compares_without_query_and_fragment_case_blind_and_without_the_default_port(String htu) {
    assertThat(ProofChecks.fault(with("htu", htu), REQUEST)).isEmpty();
  }

  @ParameterizedTest
  @Tag("consent-53")
  @ValueSource(
      strings = {
        "https://trousse.example:8443/fhir/Observation",
        "http://trousse.example/fhir/Observation",
        "https://trousse.example/FHIR/Observation",
        "https://user@trousse.example/fhir/Observation",
        "/fhir/Observation"
      })
  void another_port_scheme_path_or_a_user_is_another_address(String htu) {
    assertThat(ProofChecks.fault(with("htu", htu), REQUEST)).isPresent();
  }

  @ParameterizedTest
  @Tag("consent-54")
  @CsvSource({
    "0,true",
    "10,true",
    "-10,true",
    "30,true",
    "31,false",
    "-60,true",
    "-61,false",
    "3600,false",
    "-3600,false"
  })
  void iat_ten_seconds_off_is_accepted_and_an_hour_off_is_refused(int off, boolean accepted) {
    String proof = with("iat", NOW.getEpochSecond() + off);

    assertThat(ProofChecks.fault(proof, REQUEST).isEmpty()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @Tag("consent-52")
  @ValueSource(strings = {"EdDSA", "Ed25519"})
  void takes_ed25519_and_knows_the_key_by_its_thumbprint(String alg) throws Exception {
    EdwardsKey key = EdwardsKey.fresh("edwards");
    JWSHeader header =
        EdwardsKey.header(alg).type(new JOSEObjectType("dpop+jwt")).jwk(key.jwk()).build();

    String proof = key.signed(header, claims());
    String forged = EdwardsKey.fresh("edwards").signed(header, claims());

    assertThat(ProofChecks.fault(proof, REQUEST)).isEmpty();
    assertThat(ProofChecks.held(proof).jkt()).isEqualTo(key.jwk().computeThumbprint().toString());
    assertThat(ProofChecks.fault(forged, REQUEST)).contains("the signature does not hold");
  }

  @Test
  void what_is_announced_is_what_is_taken() {
    assertThat(new ServerFacts("https://trousse.example").dpopAlgorithms())
        .containsExactlyInAnyOrderElementsOf(
            ProofChecks.ALGORITHMS.stream().map(JWSAlgorithm::getName).toList());
  }
}
