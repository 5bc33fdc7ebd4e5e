package org.trousse.referencing.check.release;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.manifest.Manifest.Release;
import org.trousse.referencing.text.Text;

/// COD-06: the build is signed by the release key: a JWS with its payload left out (RFC 7515
/// appendix F), over the 64 lower-case hexadecimal characters of the build's SHA-256.
final class SignatureCheck implements Check {
  private static final int CHARACTERS_MAX = 4_000;
  private static final int RSA_BITS_MIN = 2_048;

  /// RFC 8725 §3.1: the verifier, not the message, says what may be used.
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512);

  private static final Text SIGN =
      new Text(
          "Signez l’empreinte (ES256, ES384, PS256 à PS512) par la clé déclarée ; donnez le JWS"
              + " détaché et la seule partie publique de la clé.",
          "Sign the hash (ES256, ES384, PS256 to PS512) by the declared key; give the detached JWS"
              + " and the key’s public part alone.");

  @Override
  public String criterion() {
    return "COD-06";
  }

  @Override
  public List<Look> looks(Subject subject) {
    return List.of();
  }

  @Override
  public Finding judge(Subject subject, Seen seen) {
    Release release = subject.manifest().release();
    FindingDraft draft =
        new FindingDraft(criterion(), subject.now()).looked("sha256:" + release.buildHash());
    if (release.signature() == null || release.releaseKey() == null) {
      draft.fault(new Text("Le paquet n’est pas signé.", "The package is not signed."), SIGN);
      return draft.done();
    }
    wrong(release.signature(), release.releaseKey(), release.buildHash())
        .ifPresentOrElse(
            why -> draft.fault(why, SIGN),
            () ->
                draft.saw(
                    "La signature est celle de la clé de publication.",
                    "The signature is the release key’s."));
    return draft.done();
  }

  /// Empty: the signature holds.
  static Optional<Text> wrong(String signature, String key, String buildHash) {
    try {
      JWK jwk = JWK.parse(key);
      if (jwk.isPrivate()) {
        return Optional.of(
            new Text(
                "La clé déclarée contient sa partie secrète : remplacez-la, elle est perdue.",
                "The declared key holds its secret part: replace it, it is lost."));
      }
      String[] parts = signature.split("\\.", -1);
      if (signature.length() > CHARACTERS_MAX || parts.length != 3 || !parts[1].isEmpty()) {
        return Optional.of(new Text("Ce n’est pas un JWS détaché.", "This is not a detached JWS."));
      }
      return verify(parts, jwk, buildHash);
    } catch (ParseException | JOSEException | IllegalArgumentException malformed) {
      return Optional.of(
          new Text(
              "La clé ou la signature est mal formée.", "The key or the signature is malformed."));
    }
  }

  private static Optional<Text> verify(String[] parts, JWK jwk, String buildHash)
      throws ParseException, JOSEException {
    JWSHeader header = JWSHeader.parse(new Base64URL(parts[0]));
    JWSVerifier verifier = verifier(jwk);
    if (verifier == null
        || !ALGORITHMS.contains(header.getAlgorithm())
        || !verifier.supportedJWSAlgorithms().contains(header.getAlgorithm())
        || (header.getCriticalParams() != null && !header.getCriticalParams().isEmpty())
        || !header.isBase64URLEncodePayload()) {
      return Optional.of(
          new Text(
              "L’algorithme n’est pas admis pour cette clé.",
              "The algorithm is not allowed for this key."));
    }
    JWSObject jws =
        new JWSObject(new Base64URL(parts[0]), new Payload(buildHash), new Base64URL(parts[2]));
    return jws.verify(verifier)
        ? Optional.empty()
        : Optional.of(
            new Text(
                "La signature ne vaut pas pour cette empreinte.",
                "The signature does not hold for this hash."));
  }

  private static @Nullable JWSVerifier verifier(JWK key) throws JOSEException {
    return switch (key) {
      case ECKey ec -> new ECDSAVerifier(ec);
      case RSAKey rsa when rsa.size() >= RSA_BITS_MIN -> new RSASSAVerifier(rsa);
      default -> null;
    };
  }
}
