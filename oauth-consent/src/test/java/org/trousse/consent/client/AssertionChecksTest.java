package org.trousse.consent.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.consent.EdwardsKey;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.SecurityProfile;

final class AssertionChecksTest {
  private static final String ISSUER = "https://trousse.example";
  private static final String TOKEN_URL = ISSUER + "/oauth/token";
  private static final String PAR_URL = ISSUER + "/oauth/par";
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final AssertionChecks.Audience AUDIENCE =
      new AssertionChecks.Audience(ISSUER, Set.of(TOKEN_URL, PAR_URL));
  private static final ECKey EC = elliptic(Curve.P_256, "ec");
  private static final ECKey EC384 = elliptic(Curve.P_384, "ec384");
  private static final RSAKey RSA = rsa();

  private static ECKey elliptic(Curve curve, String kid) {
    try {
      return new ECKeyGenerator(curve).keyID(kid).generate();
    } catch (com.nimbusds.jose.JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static RSAKey rsa() {
    try {
      return new RSAKeyGenerator(2_048).keyID("rsa").generate();
    } catch (com.nimbusds.jose.JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static App app(SecurityProfile profile) {
    AppEntry.Text text = new AppEntry.Text("Essai", "Test");
    AppEntry entry =
        new AppEntry(
            "software",
            "Demo app",
            "Demo editor",
            "REF",
            text,
            List.of(),
            Set.of(),
            URI.create("https://app.example/jwks"),
            null,
            "RS256",
            false,
            List.of(),
            List.of(),
            null,
            null);
    return new App("app", profile, AppStatus.ACTIVE, 1, entry);
  }

  private static Map<String, Object> claims(Object audience) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", "app");
    claims.put("sub", "app");
    claims.put("aud", audience);
    claims.put("jti", "one");
    claims.put("exp", NOW.plusSeconds(60).getEpochSecond());
    return claims;
  }

  private static String signed(JWSHeader header, Map<String, Object> claims) throws Exception {
    com.nimbusds.jose.JWSObject object =
        new com.nimbusds.jose.JWSObject(header, new com.nimbusds.jose.Payload(claims));
    if (JWSAlgorithm.Family.EC.contains(header.getAlgorithm())) {
      object.sign(new ECDSASigner(header.getAlgorithm().equals(JWSAlgorithm.ES384) ? EC384 : EC));
    } else {
      object.sign(new RSASSASigner(RSA));
    }
    return object.serialize();
  }

  private static JWSHeader header(JWSAlgorithm alg) {
    String kid =
        alg.equals(JWSAlgorithm.ES384) ? "ec384" : alg.equals(JWSAlgorithm.ES256) ? "ec" : "rsa";
    return new JWSHeader.Builder(alg).keyID(kid).build();
  }

  private static boolean holds(SecurityProfile profile, String assertion, JWK... keys) {
    return AssertionChecks.read(assertion)
        .filter(read -> AssertionChecks.holds(read, app(profile), List.of(keys), AUDIENCE, NOW))
        .isPresent();
  }

  private static boolean holds(SecurityProfile profile, JWSAlgorithm alg, Object audience)
      throws Exception {
    return holds(
        profile,
        signed(header(alg), claims(audience)),
        EC.toPublicJWK(),
        EC384.toPublicJWK(),
        RSA.toPublicJWK());
  }

  static Stream<Arguments> audiences() {
    return Stream.of(
        Arguments.of(ISSUER, true),
        Arguments.of(TOKEN_URL, false),
        Arguments.of(PAR_URL, false),
        Arguments.of(ISSUER + "/", false),
        Arguments.of(List.of(ISSUER), false),
        Arguments.of(List.of(ISSUER, TOKEN_URL), false));
  }

  @ParameterizedTest
  @Tag("consent-33")
  @MethodSource("audiences")
  void for_fapi_the_audience_is_the_issuer_as_a_string(Object audience, boolean accepted)
      throws Exception {
    assertThat(holds(SecurityProfile.FAPI2, JWSAlgorithm.ES256, audience)).isEqualTo(accepted);
  }

  @ParameterizedTest
  @Tag("consent-50")
  @CsvSource({
    "https://trousse.example/oauth/token,true",
    "https://trousse.example/oauth/par,true",
    "https://trousse.example,true",
    "https://trousse.example/,false",
    "https://other.example/oauth/token,false"
  })
  void for_smart_the_audience_is_the_address_that_was_called_or_the_issuer(
      String audience, boolean accepted) throws Exception {
    assertThat(holds(SecurityProfile.SMART_CONFIDENTIAL, JWSAlgorithm.ES256, audience))
        .isEqualTo(accepted);
  }

  @ParameterizedTest
  @Tag("consent-50")
  @CsvSource({
    "RS384,true,false",
    "ES384,true,false",
    "ES256,true,true",
    "PS256,true,true",
    "RS256,false,false",
    "RS512,false,false"
  })
  void each_family_has_its_algorithms(String alg, boolean smart, boolean fapi) throws Exception {
    JWSAlgorithm algorithm = JWSAlgorithm.parse(alg);

    assertThat(holds(SecurityProfile.SMART_CONFIDENTIAL, algorithm, TOKEN_URL)).isEqualTo(smart);
    assertThat(holds(SecurityProfile.FAPI2, algorithm, ISSUER)).isEqualTo(fapi);
  }

  @ParameterizedTest
  @Tag("consent-50")
  @ValueSource(strings = {"EdDSA", "Ed25519"})
  void fapi_takes_ed25519_and_smart_does_not(String alg) throws Exception {
    EdwardsKey key = EdwardsKey.fresh("edwards");
    JWSHeader header = EdwardsKey.header(alg).keyID("edwards").build();

    String fapi = key.signed(header, claims(ISSUER));
    String smart = key.signed(header, claims(TOKEN_URL));
    String other = EdwardsKey.fresh("edwards").signed(header, claims(ISSUER));

    assertThat(holds(SecurityProfile.FAPI2, fapi, key.jwk())).isTrue();
    assertThat(holds(SecurityProfile.FAPI2, other, key.jwk())).isFalse();
    assertThat(holds(SecurityProfile.SMART_CONFIDENTIAL, smart, key.jwk())).isFalse();
  }

  @ParameterizedTest
  @Tag("consent-50")
  @CsvSource({"-60,false", "-11,false", "0,true", "300,true", "310,true", "311,false"})
  void exp_is_at_most_five_minutes_ahead(int seconds, boolean accepted) throws Exception {
    Map<String, Object> claims = claims(ISSUER);
    claims.put("exp", NOW.plusSeconds(seconds).getEpochSecond());

    String assertion = signed(header(JWSAlgorithm.ES256), claims);

    assertThat(holds(SecurityProfile.FAPI2, assertion, EC.toPublicJWK())).isEqualTo(accepted);
  }

  @ParameterizedTest
  @Tag("consent-50")
  @ValueSource(strings = {"jti", "exp", "iss", "sub", "aud"})
  void nothing_may_be_missing(String claim) throws Exception {
    Map<String, Object> claims = claims(ISSUER);
    claims.remove(claim);

    String assertion = signed(header(JWSAlgorithm.ES256), claims);

    assertThat(holds(SecurityProfile.FAPI2, assertion, EC.toPublicJWK())).isFalse();
  }

  @Test
  @Tag("consent-50")
  void kid_must_select_exactly_one_key() throws Exception {
    String named = signed(header(JWSAlgorithm.ES256), claims(TOKEN_URL));
    String nameless = signed(new JWSHeader.Builder(JWSAlgorithm.ES256).build(), claims(TOKEN_URL));
    JWK twin = elliptic(Curve.P_256, "ec").toPublicJWK();
    SecurityProfile smart = SecurityProfile.SMART_CONFIDENTIAL;

    assertThat(holds(smart, named, EC.toPublicJWK(), RSA.toPublicJWK())).isTrue();
    assertThat(holds(smart, named, EC.toPublicJWK(), twin)).isFalse();
    assertThat(holds(smart, named, RSA.toPublicJWK())).isFalse();
    assertThat(holds(smart, nameless, EC.toPublicJWK())).isFalse();
  }

  @ParameterizedTest
  @Tag("consent-50")
  @CsvSource({"https://app.example/jwks,true", "https://evil.example/jwks,false"})
  void jku_only_if_it_is_the_registered_address(URI jku, boolean accepted) throws Exception {
    String assertion =
        signed(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").jwkURL(jku).build(),
            claims(TOKEN_URL));

    assertThat(holds(SecurityProfile.SMART_CONFIDENTIAL, assertion, EC.toPublicJWK()))
        .isEqualTo(accepted);
  }

  @Test
  void another_key_of_the_same_name_does_not_verify() throws Exception {
    String assertion = signed(header(JWSAlgorithm.ES256), claims(ISSUER));
    JWK other = elliptic(Curve.P_256, "ec").toPublicJWK();

    assertThat(holds(SecurityProfile.FAPI2, assertion, other)).isFalse();
  }

  /// RFC 8037 appendix A.4: a key and a signature that others made.
  @Test
  void ed25519_verifies_the_example_of_rfc_8037() throws Exception {
    JWK key =
        JWK.parse(
            """
            {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}\
            """);
    String text =
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
            + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt"
            + "9g7sVvpAr_MuM0KAg";

    assertThat(
            org.trousse.consent.proof.Signatures.verifies(
                key, com.nimbusds.jwt.SignedJWT.parse(text)))
        .isTrue();
    assertThat(
            org.trousse.consent.proof.Signatures.verifies(
                key,
                com.nimbusds.jwt.SignedJWT.parse(
                    "eyJhbGciOiJFZERTQSJ9.AAAA" + text.substring(text.lastIndexOf('.')))))
        .isFalse();
  }
}
