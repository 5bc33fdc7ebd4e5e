package org.trousse.platform.serve;

import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.platform.secret.ReloadingCertificate;
import org.trousse.platform.secret.ReloadingCertificate.Look;

/// Looks every [#EVERY] whether the certificate's files have changed (rulings 33), until the event
/// loops end.
public final class CertificateLane {
  public static final Duration EVERY = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(CertificateLane.class);

  private final ReloadingCertificate certificate;
  private Look last = Look.SAME;

  private CertificateLane(ReloadingCertificate certificate) {
    this.certificate = certificate;
  }

  /// Begins to look.
  ///
  /// @return for the doors
  public static KeyCertOptions open(Vertx vertx, ReloadingCertificate certificate) {
    CertificateLane lane = new CertificateLane(certificate);
    vertx.setPeriodic(
        EVERY.toMillis(), tick -> vertx.executeBlocking(certificate::look).onSuccess(lane::told));
    return KeyCertOptions.wrap(certificate);
  }

  /// Says it once.
  private void told(Look look) {
    if (look == Look.RELOADED) {
      LOG.info("a new TLS certificate is shown from now on: {}", certificate);
    } else if (look == Look.UNUSABLE && last != look) {
      LOG.warn(
          "the TLS files cannot be used, the certificate before is still shown: {}", certificate);
    }
    last = look;
  }
}
