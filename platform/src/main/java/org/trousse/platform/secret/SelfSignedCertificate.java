package org.trousse.platform.secret;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.trousse.platform.refusal.Refusal;

/// A certificate for this machine's own doors, so that TLS can be tried before anybody buys one. A
/// device trusts it by being given the file.
///
/// @param key the private key, PEM (PKCS #8)
/// @param certificate the certificate, PEM
public record SelfSignedCertificate(Path key, Path certificate) {
  /// What browsers accept at most (CA/Browser Forum Baseline Requirements §6.3.2).
  private static final Duration LIFE = Duration.ofDays(397);

  private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);
  private static final Duration SLOW_CLOCKS = Duration.ofHours(1);
  private static final int SERIAL_BITS = 127;
  private static final X500Principal NAME =
      new X500Principal("CN=localhost, O=Trousse self-signed");

  /// The certificate kept in the data folder's `tls`; makes it when it is not there, does not fit
  /// its key or ends within 30 days.
  public static SelfSignedCertificate in(Path data, Clock clock, SecureRandom random) {
    Path folder = data.resolve("tls");
    var kept =
        new SelfSignedCertificate(folder.resolve("key.pem"), folder.resolve("certificate.pem"));
    try {
      if (!kept.stillGood(clock.instant())) {
        Files.createDirectories(folder);
        kept.make(clock.instant(), random);
      }
      return kept;
    } catch (IOException failed) {
      throw new Refusal(
          "The TLS files in %s cannot be read or written (%s)."
              .formatted(folder, failed.getMessage()),
          failed);
    } catch (GeneralSecurityException | OperatorCreationException failed) {
      throw new IllegalStateException("this Java cannot make a P-256 certificate", failed);
    }
  }

  private boolean stillGood(Instant now) throws IOException {
    if (!Files.exists(key) || !Files.exists(certificate) || OwnersFile.openToOthers(key)) {
      return false;
    }
    try (var bytes = Files.newInputStream(certificate)) {
      var shown =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
      return now.plus(RENEWED_BEFORE_END).isBefore(shown.getNotAfter().toInstant())
          && !now.isBefore(shown.getNotBefore().toInstant())
          && fits(privateKey(), shown);
    } catch (GeneralSecurityException | IllegalArgumentException unusable) {
      return false;
    }
  }

  private PrivateKey privateKey() throws IOException, GeneralSecurityException {
    String base64 =
        Files.readString(key, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----", "");
    byte[] bytes = Base64.getMimeDecoder().decode(base64);
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }

  private static boolean fits(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    byte[] words = "does this key fit?".getBytes(StandardCharsets.US_ASCII);
    Signature sign = Signature.getInstance("SHA256withECDSA");
    sign.initSign(key);
    sign.update(words);
    byte[] signed = sign.sign();
    sign.initVerify(certificate);
    sign.update(words);
    return sign.verify(signed);
  }

  private void make(Instant now, SecureRandom random)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    KeyPair pair = generator.generateKeyPair();
    Instant from = now.minus(SLOW_CLOCKS);
    var names =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
              new GeneralName(GeneralName.iPAddress, "::1")
            });
    var builder =
        new JcaX509v3CertificateBuilder(
                NAME,
                new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                Date.from(from),
                Date.from(from.plus(LIFE)),
                NAME,
                pair.getPublic())
            .addExtension(Extension.subjectAlternativeName, false, names)
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    byte[] signed =
        builder
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
            .getEncoded();
    OwnersFile.write(key, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    OwnersFile.write(certificate, pem("CERTIFICATE", signed));
  }

  private static byte[] pem(String label, byte[] bytes) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(label, bytes));
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
