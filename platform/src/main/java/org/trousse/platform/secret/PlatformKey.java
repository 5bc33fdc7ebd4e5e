package org.trousse.platform.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.platform.refusal.Refusal;

/// The one secret of an installation: 32 random bytes, written as 64 hexadecimal digits. Database
/// passwords, the ids that apps see and device credentials are derived from it, so whoever loses it
/// loses them, and a backup is of use only together with it.
public final class PlatformKey {
  private static final int BYTES = 32;
  private static final String FILE = "trousse.key";

  private final byte[] key;

  private PlatformKey(byte[] key) {
    if (key.length != BYTES) {
      throw new IllegalArgumentException("a key has 32 bytes");
    }
    this.key = key.clone();
  }

  public static PlatformKey of(byte[] bytes) {
    return new PlatformKey(bytes);
  }

  /// Reads the key of a data folder, and makes it when the folder is new. The caller holds the
  /// folder's lock.
  public static PlatformKey in(Path data, SecureRandom random) {
    Path file = data.resolve(FILE);
    if (Files.exists(file)) {
      return read(file);
    }
    if (Files.exists(data.resolve("postgres"))) {
      throw new Refusal(
          "%s is missing, but the data in %s was made with it: put it back from where you keep it."
              .formatted(file, data));
    }
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    try {
      OwnersFile.write(
          file, (HexFormat.of().formatHex(bytes) + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException failed) {
      throw new Refusal(
          "%s cannot be written (%s): choose a data folder that this user may write to."
              .formatted(file, failed.getMessage()),
          failed);
    }
    return new PlatformKey(bytes);
  }

  /// Reads a key that the operator keeps elsewhere (`--key-file`).
  public static PlatformKey read(Path file) {
    try {
      if (OwnersFile.openToOthers(file)) {
        throw new Refusal(
            "%s may be read by others than its owner: run chmod 600 on it.".formatted(file));
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
      if (!text.matches("[0-9a-fA-F]{64}")) {
        throw new Refusal(
            "%s is not a key: it must hold 64 hexadecimal digits, as `openssl rand -hex 32` prints."
                .formatted(file));
      }
      return new PlatformKey(HexFormat.of().parseHex(text));
    } catch (IOException failed) {
      throw new Refusal("The key file %s cannot be read.".formatted(file), failed);
    }
  }

  /// 32 bytes for one purpose; they tell nothing of the key or of those for another purpose (RFC
  /// 5869 §2.3: the key is uniform, so expanding is enough).
  public byte[] derive(String purpose) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.expandOnly(
                  new SecretKeySpec(key, "Generic"),
                  ("trousse/" + purpose).getBytes(StandardCharsets.UTF_8),
                  BYTES));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no HKDF-SHA256", missing);
    }
  }

  /// Says nothing.
  @Override
  public String toString() {
    return "PlatformKey[…]";
  }
}
