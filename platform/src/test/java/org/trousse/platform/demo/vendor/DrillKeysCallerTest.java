package org.trousse.platform.demo.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
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
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

final class DrillKeysCallerTest {
  private static final String BODY = "{\"drill\":true}";

  private static String sign(ECKey key, String type, String body) throws JOSEException {
    JWSObject signed =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(type))
                .keyID(key.getKeyID())
                .build(),
            new Payload(body));
    signed.sign(new ECDSASigner(key));
    return signed.serialize(true);
  }

  @Test
  void believes_only_what_a_published_key_signed() throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("drills").generate();
    ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID("drills").generate();
    String published = new JWKSet(key.toPublicJWK()).toString();
    Buffer body = Buffer.buffer(BODY);

    boolean ours = DrillKeysCaller.holds(published, body, sign(key, "drill+jws", BODY));
    boolean strangers = DrillKeysCaller.holds(published, body, sign(stranger, "drill+jws", BODY));
    boolean changed = DrillKeysCaller.holds(published, body, sign(key, "drill+jws", "{}"));
    boolean otherwise = DrillKeysCaller.holds(published, body, sign(key, "JWT", BODY));
    boolean nonsense = DrillKeysCaller.holds(published, body, "a..b");

    assertThat(ours).isTrue();
    assertThat(strangers).isFalse();
    assertThat(changed).isFalse();
    assertThat(otherwise).isFalse();
    assertThat(nonsense).isFalse();
  }
}
