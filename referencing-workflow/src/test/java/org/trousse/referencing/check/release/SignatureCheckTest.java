package org.trousse.referencing.check.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.check.Vendors;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;

final class SignatureCheckTest {
  private static void failed(Finding finding, String words) {
    assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(finding.saw()).extracting(Text::english).anyMatch(line -> line.contains(words));
    assertThat(finding.mend()).isNotEmpty();
  }

  private static Finding signature(String signature, String key) {
    Vendors vendor = new Vendors();
    vendor.signature = signature;
    vendor.releaseKey = key;
    return vendor.judge(new SignatureCheck());
  }

  private static String sign(JWSHeader header, JWSSigner signer, String payload)
      throws JOSEException {
    JWSObject jws = new JWSObject(header, new Payload(payload));
    jws.sign(signer);
    return jws.serialize(true);
  }

  private static JWSHeader header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm).build();
  }

  @Test
  void a_signature_by_the_release_key_over_the_build_passes() throws JOSEException {
    ECKey ec = new ECKeyGenerator(Curve.P_256).generate();
    RSAKey rsa = new RSAKeyGenerator(2_048).generate();

    assertThat(
            signature(
                    sign(header(JWSAlgorithm.ES256), new ECDSASigner(ec), Vendors.BUILD_HASH),
                    ec.toPublicJWK().toJSONString())
                .outcome())
        .isEqualTo(Outcome.PASSED);
    assertThat(
            signature(
                    sign(header(JWSAlgorithm.PS256), new RSASSASigner(rsa), Vendors.BUILD_HASH),
                    rsa.toPublicJWK().toJSONString())
                .outcome())
        .isEqualTo(Outcome.PASSED);
  }

  @Test
  void every_other_signature_fails() throws Exception {
    ECKey ec = new ECKeyGenerator(Curve.P_256).generate();
    ECKey other = new ECKeyGenerator(Curve.P_256).generate();
    RSAKey rsa = new RSAKeyGenerator(2_048).generate();
    String key = ec.toPublicJWK().toJSONString();
    String good = sign(header(JWSAlgorithm.ES256), new ECDSASigner(ec), Vendors.BUILD_HASH);

    failed(
        signature(sign(header(JWSAlgorithm.ES256), new ECDSASigner(ec), "cd".repeat(32)), key),
        "does not hold");
    failed(signature(good, other.toPublicJWK().toJSONString()), "does not hold");
    failed(signature(good, ec.toJSONString()), "secret part");
    failed(signature(good, rsa.toPublicJWK().toJSONString()), "not allowed");
    failed(
        signature(
            sign(header(JWSAlgorithm.RS256), new RSASSASigner(rsa), Vendors.BUILD_HASH),
            rsa.toPublicJWK().toJSONString()),
        "not allowed");
    failed(
        signature(
            sign(
                header(JWSAlgorithm.HS256),
                new MACSigner(key.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                Vendors.BUILD_HASH),
            key),
        "not allowed");
    failed(signature("eyJhbGciOiJub25lIn0..", key), "malformed");
    failed(signature(good.replace("..", ".e30."), key), "not a detached");
    failed(signature("x", key), "not a detached");
    failed(signature(good, "{}"), "malformed");
    failed(signature(good + "A".repeat(5_000), key), "not a detached");
  }

  @Test
  void an_unsigned_build_fails() {
    failed(new Vendors().judge(new SignatureCheck()), "not signed");
  }
}
