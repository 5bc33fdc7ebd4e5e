package org.trousse.record.merkle;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// Ed25519 (RFC 8032) with keys as bare bytes. The JDK signs and verifies; what it does not offer,
/// the public key that belongs to a seed, is computed here, once at a start.
final class Ed25519 {
  /// Of seeds and public keys.
  static final int KEY_BYTES = 32;

  static final int SIGNATURE_BYTES = 64;

  /// RFC 8410 §7 and §4: what stands before the bytes of a key.
  private static final byte[] PRIVATE_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  /// RFC 8032 §5.1: p = 2^255 - 19, d = -121665/121666, B = (…, 4/5).
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  private static final BigInteger D =
      BigInteger.valueOf(-121_665).multiply(BigInteger.valueOf(121_666).modInverse(P)).mod(P);
  private static final Point BASE =
      new Point(
          new BigInteger("216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51a", 16),
          BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P));

  private record Point(BigInteger x, BigInteger y) {
    /// RFC 8032 §5.1.4 in affine coordinates; complete, so that doubling is adding.
    Point plus(Point other) {
      BigInteger xy = x.multiply(other.y);
      BigInteger yx = y.multiply(other.x);
      BigInteger product = D.multiply(xy).multiply(yx).mod(P);
      BigInteger across = xy.add(yx);
      BigInteger along = y.multiply(other.y).add(x.multiply(other.x));
      return new Point(
          across.multiply(BigInteger.ONE.add(product).modInverse(P)).mod(P),
          along.multiply(BigInteger.ONE.subtract(product).modInverse(P)).mod(P));
    }
  }

  private Ed25519() {}

  /// RFC 8032 §5.1.5.
  static byte[] publicKey(byte[] seed) {
    byte[] scalar;
    try {
      scalar = Arrays.copyOf(MessageDigest.getInstance("SHA-512").digest(seed), KEY_BYTES);
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has SHA-512", absent);
    }
    scalar[0] &= (byte) 0xf8;
    scalar[31] &= 0x7f;
    scalar[31] |= 0x40;
    Point point = times(new BigInteger(1, reversed(scalar)));
    byte[] encoded = reversed(fixed(point.y()));
    if (point.x().testBit(0)) {
      encoded[31] |= (byte) 0x80;
    }
    return encoded;
  }

  private static Point times(BigInteger scalar) {
    Point sum = new Point(BigInteger.ZERO, BigInteger.ONE);
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      sum = sum.plus(sum);
      if (scalar.testBit(bit)) {
        sum = sum.plus(BASE);
      }
    }
    return sum;
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[KEY_BYTES];
    int length = Math.min(bytes.length, KEY_BYTES);
    System.arraycopy(bytes, bytes.length - length, fixed, KEY_BYTES - length, length);
    return fixed;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int place = 0; place < bytes.length; place++) {
      reversed[place] = bytes[bytes.length - 1 - place];
    }
    return reversed;
  }

  static byte[] sign(byte[] seed, byte[] message) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new PKCS8EncodedKeySpec(joined(PRIVATE_PREFIX, seed)));
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has Ed25519", absent);
    }
  }

  static boolean verifies(byte[] publicKey, byte[] message, byte[] signed) {
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(joined(PUBLIC_PREFIX, publicKey)));
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
