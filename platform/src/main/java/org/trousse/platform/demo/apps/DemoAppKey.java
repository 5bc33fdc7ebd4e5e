package org.trousse.platform.demo.apps;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import org.trousse.platform.refusal.Refusal;

/// The private key of a demo app, kept in the data folder: a restart finds the same.
///
/// @param file the private JWK, which the app's program reads
/// @param jwks the public part, which the server knows
record DemoAppKey(Path file, String jwks) {
  /// The app's key, made at the first start.
  static DemoAppKey in(Path folder, String clientId, JWSAlgorithm algorithm) {
    Path file = folder.resolve(clientId + ".jwk");
    try {
      if (!Files.exists(file)) {
        write(file, fresh(clientId, algorithm));
      }
      JWK key = JWK.parse(Files.readString(file));
      return new DemoAppKey(file, new JWKSet(key.toPublicJWK()).toString());
    } catch (IOException | ParseException | JOSEException unusable) {
      throw new Refusal(file + " cannot be used: take it away, it is made again.", unusable);
    }
  }

  private static ECKey fresh(String clientId, JWSAlgorithm algorithm) throws JOSEException {
    Curve curve = algorithm.equals(JWSAlgorithm.ES384) ? Curve.P_384 : Curve.P_256;
    return new ECKeyGenerator(curve)
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(algorithm)
        .keyID(clientId + "-1")
        .generate();
  }

  private static void write(Path file, ECKey key) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, key.toJSONString());
  }
}
