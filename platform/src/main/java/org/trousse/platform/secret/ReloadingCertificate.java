package org.trousse.platform.secret;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.trousse.platform.refusal.Refusal;

/// The certificate that the doors show, read anew when its files have changed: a handshake that
/// begins afterwards shows the new one, connections that stand go on. Files that do not fit each
/// other change nothing, because a renewal writes them one after the other.
///
/// It extends a class because JSSE never asks a mere `X509KeyManager` on behalf of an engine, and
/// Vert.x works with engines.
public final class ReloadingCertificate extends X509ExtendedKeyManager {
  private static final String WORDS = "does this key fit?";

  private final Path key;
  private final Path certificate;

  /// The one before stays for handshakes that are under way.
  private final AtomicReference<Pair> pair;

  /// What a look at the files found.
  public enum Look {
    SAME,
    RELOADED,
    UNUSABLE
  }

  /// A certificate with its key.
  ///
  /// @param digest of the certificate's file, which names the pair
  private record Shown(String digest, PrivateKey key, List<X509Certificate> chain) {
    String algorithm() {
      return chain.getFirst().getPublicKey().getAlgorithm();
    }

    /// Never the key.
    @Override
    public String toString() {
      return "Shown(" + digest + ")";
    }
  }

  private record Pair(Shown now, Shown before) {}

  private ReloadingCertificate(Path key, Path certificate, Shown shown) {
    this.key = key;
    this.certificate = certificate;
    this.pair = new AtomicReference<>(new Pair(shown, shown));
  }

  /// Reads both files; refuses when they cannot be used.
  public static ReloadingCertificate of(Path key, Path certificate) {
    try {
      return new ReloadingCertificate(key, certificate, read(key, certificate));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
      throw new Refusal(
          ("%s and %s cannot be used for TLS: name a certificate chain and its private key, PEM,"
                  + " the key in PKCS #8.")
              .formatted(certificate, key),
          unusable);
    }
  }

  /// Looks at the files again. Blocks for as long as reading takes.
  public Look look() {
    try {
      Shown found = read(key, certificate);
      Shown now = pair.get().now();
      if (found.digest().equals(now.digest())) {
        return Look.SAME;
      }
      pair.set(new Pair(found, now));
      return Look.RELOADED;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
      return Look.UNUSABLE;
    }
  }

  private static Shown read(Path key, Path certificate)
      throws IOException, GeneralSecurityException {
    byte[] bytes = Files.readAllBytes(certificate);
    List<X509Certificate> chain;
    try (var in = Files.newInputStream(certificate)) {
      chain =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
    }
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("no certificate in the file");
    }
    PrivateKey own = privateKey(key, chain.getFirst().getPublicKey().getAlgorithm());
    if (!fits(own, chain.getFirst())) {
      throw new GeneralSecurityException("the key is another certificate's");
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    return new Shown(Base64.getUrlEncoder().encodeToString(digest), own, chain);
  }

  private static PrivateKey privateKey(Path file, String algorithm)
      throws IOException, GeneralSecurityException {
    String pem = Files.readString(file, StandardCharsets.US_ASCII);
    byte[] bytes = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }

  private static boolean fits(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    byte[] words = WORDS.getBytes(StandardCharsets.US_ASCII);
    Signature sign =
        Signature.getInstance(
            switch (key.getAlgorithm()) {
              case "EC" -> "SHA256withECDSA";
              case "RSA" -> "SHA256withRSA";
              default -> key.getAlgorithm();
            });
    sign.initSign(key);
    sign.update(words);
    byte[] signed = sign.sign();
    sign.initVerify(certificate.getPublicKey());
    sign.update(words);
    return sign.verify(signed);
  }

  /// `keyType` may name the signer's algorithm too, e.g. `EC_RSA`.
  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    Shown shown = pair.get().now();
    return keyType.split("_", 2)[0].equals(shown.algorithm()) ? shown.digest() : null;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return chooseServerAlias(keyType, issuers, null);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    String alias = chooseServerAlias(keyType, issuers, null);
    return alias == null ? null : new String[] {alias};
  }

  private @Nullable Shown shown(String alias) {
    Pair both = pair.get();
    if (both.now().digest().equals(alias)) {
      return both.now();
    }
    return both.before().digest().equals(alias) ? both.before() : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    Shown shown = shown(alias);
    return shown == null ? null : shown.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    Shown shown = shown(alias);
    return shown == null ? null : shown.key();
  }

  /// It shows itself to clients alone.
  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  /// Never the key.
  @Override
  public String toString() {
    return "ReloadingCertificate(" + certificate + ")";
  }
}
