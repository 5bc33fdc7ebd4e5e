package org.trousse.sdk.jose;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Optional;
import org.trousse.sdk.json.JsonObject;

/// A private key that signs with ES256 (EC, P-256) or PS256 (RSA of 2048 bits or more): the two
/// that FAPI 2.0 and SMART both take (FAPI 2.0 SP §5.4.1).
public final class PrivateJwk {
  private static final int JWK_CHARACTERS_MAX = 16_384;
  private static final int RSA_BITS_MIN = 2_048;
  private static final int P256_BYTES = 32;
  private static final String CURVE = "secp256r1";

  private final JsonObject jwk;
  private final PrivateKey key;
  private final String algorithm;

  private PrivateJwk(JsonObject jwk, PrivateKey key, String algorithm) {
    this.jwk = jwk;
    this.key = key;
    this.algorithm = algorithm;
  }

  /// Reads a private key as RFC 7517 writes it.
  ///
  /// @throws IllegalArgumentException when it is not one that this class signs with
  public static PrivateJwk parse(String json) {
    JsonObject jwk = JsonObject.parse(json, JWK_CHARACTERS_MAX);
    try {
      String type = Base64Url.needed(jwk, "kty");
      if (type.equals("EC") && Base64Url.needed(jwk, "crv").equals("P-256")) {
        return new PrivateJwk(jwk, ec(jwk), "ES256");
      }
      if (type.equals("RSA")) {
        return new PrivateJwk(jwk, rsa(jwk), "PS256");
      }
    } catch (GeneralSecurityException wrong) {
      throw new IllegalArgumentException("not a usable private key", wrong);
    }
    throw new IllegalArgumentException("a key on P-256 or an RSA key is needed");
  }

  /// A new key on P-256.
  public static PrivateJwk generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE));
      KeyPair pair = generator.generateKeyPair();
      ECPublicKey open = (ECPublicKey) pair.getPublic();
      BigInteger secret = ((ECPrivateKey) pair.getPrivate()).getS();
      JsonObject jwk =
          JsonObject.EMPTY
              .with("kty", "EC")
              .with("crv", "P-256")
              .with("x", Base64Url.coordinate(open.getW().getAffineX(), P256_BYTES))
              .with("y", Base64Url.coordinate(open.getW().getAffineY(), P256_BYTES))
              .with("d", Base64Url.coordinate(secret, P256_BYTES));
      return new PrivateJwk(jwk.with("kid", Thumbprint.of(jwk)), pair.getPrivate(), "ES256");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has P-256", impossible);
    }
  }

  public String algorithm() {
    return algorithm;
  }

  public Optional<String> kid() {
    return jwk.text("kid");
  }

  /// What may be shown: the members that make the public key.
  public JsonObject publicJwk() {
    JsonObject open = JsonObject.EMPTY.with("kty", Base64Url.needed(jwk, "kty"));
    for (String name :
        algorithm.equals("ES256") ? new String[] {"crv", "x", "y"} : new String[] {"n", "e"}) {
      open = open.with(name, Base64Url.needed(jwk, name));
    }
    return open;
  }

  /// RFC 7638.
  public String thumbprint() {
    return Thumbprint.of(jwk);
  }

  /// The whole key, private part included, to be kept where only the app reads.
  public String json() {
    return jwk.json();
  }

  /// RFC 7515 §7.1: header and claims as one signed line. The algorithm is the key's.
  String signed(JsonObject header, JsonObject claims) {
    String content = encoded(header.with("alg", algorithm)) + "." + encoded(claims);
    return content + "." + signature(content);
  }

  /// RFC 7515 appendix F: the same over any bytes, which are left out of the line and travel beside
  /// it.
  public String detached(JsonObject header, byte[] payload) {
    String first = encoded(header.with("alg", algorithm));
    return first + ".." + signature(first + "." + Base64Url.encode(payload));
  }

  private String signature(String content) {
    return Base64Url.encode(sign(content.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String encoded(JsonObject part) {
    return Base64Url.encode(part.json().getBytes(StandardCharsets.UTF_8));
  }

  private byte[] sign(byte[] content) {
    try {
      Signature signature =
          Signature.getInstance(
              algorithm.equals("ES256") ? "SHA256withECDSAinP1363Format" : "RSASSA-PSS");
      if (algorithm.equals("PS256")) {
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      }
      signature.initSign(key);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException wrong) {
      throw new IllegalStateException("the key does not sign", wrong);
    }
  }

  private static PrivateKey ec(JsonObject jwk) throws GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec(CURVE));
    return KeyFactory.getInstance("EC")
        .generatePrivate(
            new ECPrivateKeySpec(
                Base64Url.number(jwk, "d"), curve.getParameterSpec(ECParameterSpec.class)));
  }

  private static PrivateKey rsa(JsonObject jwk) throws GeneralSecurityException {
    BigInteger modulus = Base64Url.number(jwk, "n");
    if (modulus.bitLength() < RSA_BITS_MIN) {
      throw new IllegalArgumentException("an RSA key has at least " + RSA_BITS_MIN + " bits");
    }
    return KeyFactory.getInstance("RSA")
        .generatePrivate(
            new RSAPrivateCrtKeySpec(
                modulus,
                Base64Url.number(jwk, "e"),
                Base64Url.number(jwk, "d"),
                Base64Url.number(jwk, "p"),
                Base64Url.number(jwk, "q"),
                Base64Url.number(jwk, "dp"),
                Base64Url.number(jwk, "dq"),
                Base64Url.number(jwk, "qi")));
  }

  /// Never the private part.
  @Override
  public String toString() {
    return "PrivateJwk(" + algorithm + ", " + thumbprint() + ")";
  }
}
