package org.trousse.record.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;

/// Signs notes with one Ed25519 key (c2sp.org/signed-note).
public final class NoteSigner {
  private final byte[] seed;
  private final NoteVerifier verifier;

  private NoteSigner(byte[] seed, Function<byte[], String> name) {
    if (seed.length != Ed25519.KEY_BYTES) {
      throw new IllegalArgumentException("a seed has 32 bytes");
    }
    this.seed = seed.clone();
    byte[] publicKey = Ed25519.publicKey(seed);
    this.verifier = new NoteVerifier(name.apply(publicKey), publicKey);
  }

  /// A key with a name.
  public static NoteSigner named(String name, byte[] seed) {
    return new NoteSigner(seed, publicKey -> name);
  }

  /// A key whose name is its own hash below `family`: no two logs have the same, and a log keeps
  /// its name wherever it is reached.
  public static NoteSigner of(String family, byte[] seed) {
    return new NoteSigner(
        seed,
        publicKey ->
            family
                + "/"
                + HexFormat.of().formatHex(TreeHash.sha256().digest(publicKey)).substring(0, 16));
  }

  public NoteVerifier verifier() {
    return verifier;
  }

  /// The whole note.
  ///
  /// @param text ends with a newline
  public String sign(String text) {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("a note's text ends with a newline");
    }
    byte[] signature = Ed25519.sign(seed, text.getBytes(StandardCharsets.UTF_8));
    byte[] id = verifier.id();
    byte[] line = ByteBuffer.allocate(id.length + signature.length).put(id).put(signature).array();
    return text
        + "\n"
        + SignedNote.PREFIX
        + verifier.name()
        + " "
        + Base64.getEncoder().encodeToString(line)
        + "\n";
  }

  /// Never the seed.
  @Override
  public String toString() {
    return "NoteSigner(" + verifier + ")";
  }
}
