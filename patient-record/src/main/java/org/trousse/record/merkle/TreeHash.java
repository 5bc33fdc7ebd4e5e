package org.trousse.record.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// How leaves and nodes are hashed. A leaf and a node differ in their first byte, so that none can
/// be taken for the other (RFC 6962 §2.1).
public final class TreeHash {
  /// Of every hash.
  public static final int BYTES = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private TreeHash() {}

  public static byte[] leaf(byte[] data) {
    MessageDigest digest = sha256();
    digest.update(LEAF);
    return digest.digest(data);
  }

  public static byte[] node(byte[] left, byte[] right) {
    MessageDigest digest = sha256();
    digest.update(NODE);
    digest.update(left);
    return digest.digest(right);
  }

  /// The root of a tree without leaves.
  public static byte[] empty() {
    return HexFormat.of()
        .parseHex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }
}
