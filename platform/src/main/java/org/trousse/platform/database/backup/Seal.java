package org.trousse.platform.database.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.platform.secret.PlatformKey;

/// Proof that a manifest, and through its hashes every file, is as the holder of the key wrote it:
/// HMAC-SHA-256 (RFC 2104), in `manifest.seal`.
record Seal(String hex) {
  private static final String FILE = "manifest.seal";
  private static final String MAC = "HmacSHA256";

  static Seal of(PlatformKey key, byte[] manifest) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key.derive("backup seal"), MAC));
      return new Seal(HexFormat.of().formatHex(mac.doFinal(manifest)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java has " + MAC, missing);
    }
  }

  /// Names a key without telling it.
  static String fingerprint(PlatformKey key) {
    return HexFormat.of().formatHex(key.derive("backup fingerprint"), 0, 8);
  }

  void write(Path folder) throws IOException {
    BackupFile.write(folder.resolve(FILE), (hex + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  static Seal read(Path folder) throws IOException {
    return new Seal(Files.readString(folder.resolve(FILE), StandardCharsets.ISO_8859_1).strip());
  }
}
