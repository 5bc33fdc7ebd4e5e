package org.trousse.record.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Opens the notes that one Ed25519 key signed (c2sp.org/signed-note).
public final class NoteVerifier {
  static final int ID_BYTES = 4;

  /// Of Ed25519.
  private static final byte TYPE = 1;

  private final String name;
  private final byte[] publicKey;
  private final byte[] id;

  NoteVerifier(String name, byte[] publicKey) {
    if (!SignedNote.isName(name) || publicKey.length != Ed25519.KEY_BYTES) {
      throw new IllegalArgumentException("no name and key of Ed25519");
    }
    this.name = name;
    this.publicKey = publicKey.clone();
    this.id = id(name, publicKey);
  }

  /// As [#toString] writes it: `name+hash+key`.
  ///
  /// @throws IllegalArgumentException when it is no such key
  public static NoteVerifier parse(String key) {
    String[] parts = key.split("\\+", 3);
    byte[] bytes = parts.length == 3 ? SignedNote.decoded(parts[2]) : null;
    if (bytes == null || bytes.length != Ed25519.KEY_BYTES + 1 || bytes[0] != TYPE) {
      throw new IllegalArgumentException("no key of the form name+hash+key");
    }
    NoteVerifier verifier = new NoteVerifier(parts[0], Arrays.copyOfRange(bytes, 1, bytes.length));
    if (!HexFormat.of().formatHex(verifier.id).equals(parts[1])) {
      throw new IllegalArgumentException("the key's hash is not that of its name and bytes");
    }
    return verifier;
  }

  /// The key id: which key of that name it is.
  private static byte[] id(String name, byte[] publicKey) {
    MessageDigest digest = TreeHash.sha256();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    digest.update(TYPE);
    return Arrays.copyOf(digest.digest(publicKey), ID_BYTES);
  }

  byte[] id() {
    return id.clone();
  }

  public String name() {
    return name;
  }

  /// The text; empty when this key has not signed it, or a signature in its name is wrong. Others'
  /// signatures are left aside.
  public Optional<String> open(String note) {
    return SignedNote.parse(note).filter(this::signed).map(SignedNote::text);
  }

  private boolean signed(SignedNote note) {
    byte[] message = note.text().getBytes(StandardCharsets.UTF_8);
    return note.lines().stream().anyMatch(line -> line.isBy(name, id))
        && note.lines().stream()
            .filter(line -> line.isBy(name, id))
            .allMatch(line ->
                Ed25519.verifies(
                    publicKey,
                    message,
                    Arrays.copyOfRange(line.bytes(), ID_BYTES, line.bytes().length)));
  }

  /// As others are given it.
  @Override
  public String toString() {
    byte[] typed = ByteBuffer.allocate(1 + publicKey.length).put(TYPE).put(publicKey).array();
    return name
        + "+"
        + HexFormat.of().formatHex(id)
        + "+"
        + Base64.getEncoder().encodeToString(typed);
  }
}
