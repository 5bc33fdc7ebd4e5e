package org.trousse.sdk.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.sdk.http.Loopback;
import org.trousse.sdk.json.JsonObject;

final class PrivateJwkTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  @RepeatedTest(20)
  void a_new_key_signs_what_its_public_part_verifies() throws Exception {
    PrivateJwk key = PrivateJwk.generate();

    String jwt = key.signed(JsonObject.EMPTY, JsonObject.EMPTY.with("a", "b"));

    assertThat(verified(jwt, key.publicJwk())).isTrue();
    assertThat(Loopback.part(jwt, 0).text("alg")).contains("ES256");
  }

  @Test
  void a_key_that_was_written_down_is_the_same_key() throws Exception {
    PrivateJwk key = PrivateJwk.generate();

    PrivateJwk read = PrivateJwk.parse(key.json());

    assertThat(read.kid()).contains(key.thumbprint());
    assertThat(verified(read.signed(JsonObject.EMPTY, JsonObject.EMPTY), key.publicJwk())).isTrue();
  }

  @Test
  void a_detached_signature_holds_for_its_payload_and_no_other() throws Exception {
    PrivateJwk key = PrivateJwk.generate();

    String line = key.detached(JsonObject.EMPTY.with("typ", "x"), new byte[] {'o', 'n', 'e'});

    String[] parts = line.split("\\.", -1);
    assertThat(parts).hasSize(3);
    assertThat(parts[1]).isEmpty();
    assertThat(Loopback.part(line, 0).json()).isEqualTo("{\"typ\":\"x\",\"alg\":\"ES256\"}");
    assertThat(verified(parts[0] + ".b25l." + parts[2], key.publicJwk())).isTrue();
    assertThat(verified(parts[0] + ".b25k." + parts[2], key.publicJwk())).isFalse();
  }

  @Test
  void an_rsa_key_signs_with_ps256() throws Exception {
    PrivateJwk key = PrivateJwk.parse(rsa(2_048));

    String jwt = key.signed(JsonObject.EMPTY, JsonObject.EMPTY.with("a", "b"));

    assertThat(Loopback.part(jwt, 0).text("alg")).contains("PS256");
    assertThat(verified(jwt, key.publicJwk())).isTrue();
  }

  @Test
  void an_rsa_key_below_2048_bits_is_refused() throws Exception {
    String small = rsa(1_024);

    assertThatThrownBy(() -> PrivateJwk.parse(small)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"kty\":\"oct\",\"k\":\"AAAA\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AA\",\"y\":\"AA\",\"d\":\"AA\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}"
      })
  void what_is_no_private_key_of_ours_is_refused(String json) {
    assertThatThrownBy(() -> PrivateJwk.parse(json)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neither_the_public_part_nor_the_text_holds_the_secret() {
    PrivateJwk key = PrivateJwk.generate();
    String secret = JsonObject.parse(key.json(), 1_000).text("d").orElseThrow();

    assertThat(key.publicJwk().members()).containsOnlyKeys("kty", "crv", "x", "y");
    assertThat(key.toString()).doesNotContain(secret);
  }

  @Test
  void an_assertion_names_app_audience_and_a_short_life() throws Exception {
    PrivateJwk key = PrivateJwk.generate();
    PrivateKeyJwt app = new PrivateKeyJwt("app-1", key, new SecureRandom());

    String assertion = app.assertion("https://record.example", NOW);

    assertThat(Loopback.part(assertion, 0).members())
        .containsEntry("kid", key.thumbprint())
        .containsEntry("alg", "ES256");
    JsonObject claims = Loopback.claims(assertion);
    assertThat(claims.text("iss")).contains("app-1");
    assertThat(claims.text("sub")).contains("app-1");
    assertThat(claims.text("aud")).contains("https://record.example");
    assertThat(claims.whole("exp", Long.MAX_VALUE)).contains(NOW.getEpochSecond() + 60);
    assertThat(claims.text("jti").orElseThrow()).hasSize(43);
    assertThat(verified(assertion, key.publicJwk())).isTrue();
  }

  @Test
  void a_proof_shows_the_public_key_and_never_the_private_one() throws Exception {
    PrivateJwk key = PrivateJwk.generate();
    DpopKey dpop = new DpopKey(key, new SecureRandom());

    String proof =
        dpop.proof("POST", URI.create("https://r.example/oauth/token?a=b#c"), null, null, NOW);

    JsonObject header = Loopback.part(proof, 0);
    assertThat(header.text("typ")).contains("dpop+jwt");
    assertThat(header.object("jwk")).isEqualTo(key.publicJwk());
    assertThat(Loopback.claims(proof).text("htu")).contains("https://r.example/oauth/token");
    assertThat(Loopback.claims(proof).members()).doesNotContainKeys("ath", "nonce");
    assertThat(verified(proof, header.object("jwk"))).isTrue();
  }

  /// The JDK's own verification, of the public members alone.
  private static boolean verified(String jwt, JsonObject open) throws Exception {
    boolean elliptic = open.text("kty").orElse("").equals("EC");
    Signature signature =
        Signature.getInstance(elliptic ? "SHA256withECDSAinP1363Format" : "RSASSA-PSS");
    if (!elliptic) {
      signature.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    }
    signature.initVerify(elliptic ? ellipticKey(open) : rsaKey(open));
    int end = jwt.lastIndexOf('.');
    signature.update(jwt.substring(0, end).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(jwt.substring(end + 1)));
  }

  private static PublicKey ellipticKey(JsonObject open) throws Exception {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    ECPoint point = new ECPoint(Base64Url.number(open, "x"), Base64Url.number(open, "y"));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
  }

  private static PublicKey rsaKey(JsonObject open) throws Exception {
    return KeyFactory.getInstance("RSA")
        .generatePublic(
            new RSAPublicKeySpec(Base64Url.number(open, "n"), Base64Url.number(open, "e")));
  }

  private static String rsa(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    RSAPrivateCrtKey key = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
    JsonObject jwk = JsonObject.EMPTY.with("kty", "RSA");
    List<String> names = List.of("n", "e", "d", "p", "q", "dp", "dq", "qi");
    List<BigInteger> values =
        List.of(
            key.getModulus(),
            key.getPublicExponent(),
            key.getPrivateExponent(),
            key.getPrimeP(),
            key.getPrimeQ(),
            key.getPrimeExponentP(),
            key.getPrimeExponentQ(),
            key.getCrtCoefficient());
    for (int at = 0; at < names.size(); at++) {
      jwk = jwk.with(names.get(at), Base64Url.encode(unsigned(values.get(at))));
    }
    return jwk.json();
  }

  private static byte[] unsigned(BigInteger value) {
    byte[] bytes = value.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }
}
