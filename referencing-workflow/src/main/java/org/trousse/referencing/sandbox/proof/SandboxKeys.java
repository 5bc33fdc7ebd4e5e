package org.trousse.referencing.sandbox.proof;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.List;
import java.util.Map;

/// The sandbox's own keys, made when the process starts: for its ID tokens and for what it sends to
/// test drivers. They open nothing real.
public final class SandboxKeys {
  private static final int RSA_BITS = 2_048;

  private final ECKey ec;
  private final RSAKey rsa;

  private SandboxKeys(ECKey ec, RSAKey rsa) {
    this.ec = ec;
    this.rsa = rsa;
  }

  /// Takes up to a second: not on an event loop.
  public static SandboxKeys make() {
    try {
      return new SandboxKeys(
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .keyIDFromThumbprint(true)
              .generate(),
          new RSAKeyGenerator(RSA_BITS)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.RS256)
              .keyIDFromThumbprint(true)
              .generate());
    } catch (JOSEException impossible) {
      throw new IllegalStateException("every JDK makes these keys", impossible);
    }
  }

  /// The public keys, a JWK Set.
  public String jwks() {
    return new JWKSet(List.of(ec, rsa)).toString(true);
  }

  /// An ID token: ES256 for FAPI 2.0, RS256 for SMART.
  public String idToken(Map<String, Object> claims, boolean fapi) {
    JWSHeader header =
        new JWSHeader.Builder(fapi ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256)
            .type(JOSEObjectType.JWT)
            .keyID(fapi ? ec.getKeyID() : rsa.getKeyID())
            .build();
    return signed(header, new Payload(claims), fapi).serialize();
  }

  /// A detached JWS over `body` (RFC 7515 appendix F), ES256.
  public String detached(String body) {
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(ec.getKeyID()).build();
    return signed(header, new Payload(body), true).serialize(true);
  }

  private JWSObject signed(JWSHeader header, Payload payload, boolean withEc) {
    try {
      JWSSigner signer = withEc ? new ECDSASigner(ec) : new RSASSASigner(rsa);
      JWSObject object = new JWSObject(header, payload);
      object.sign(signer);
      return object;
    } catch (JOSEException impossible) {
      throw new IllegalStateException("our own key signs", impossible);
    }
  }

  @Override
  public String toString() {
    return "SandboxKeys(" + ec.getKeyID() + ")";
  }
}
