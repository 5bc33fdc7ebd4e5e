package org.trousse.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SelfSignedCertificateTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  private final SecureRandom random = new SecureRandom();

  @TempDir Path data;

  @Test
  void is_for_this_machine_and_for_397_days() throws Exception {
    var made = in(NOW);

    X509Certificate shown = read(made.certificate());

    assertThat(shown.getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
    assertThat(Duration.between(shown.getNotBefore().toInstant(), shown.getNotAfter().toInstant()))
        .isEqualTo(Duration.ofDays(397));
    assertThat(shown.getPublicKey().getAlgorithm()).isEqualTo("EC");
    assertThat(Files.getPosixFilePermissions(made.key()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    shown.verify(shown.getPublicKey());
  }

  @Test
  void stays_until_30_days_before_its_end() throws IOException {
    byte[] first = Files.readAllBytes(in(NOW).certificate());

    byte[] late = Files.readAllBytes(in(NOW.plus(Duration.ofDays(366))).certificate());
    byte[] tooLate = Files.readAllBytes(in(NOW.plus(Duration.ofDays(367))).certificate());

    assertThat(late).isEqualTo(first);
    assertThat(tooLate).isNotEqualTo(first);
  }

  @Test
  void is_made_anew_when_key_and_certificate_do_not_fit() throws Exception {
    var made = in(NOW);
    byte[] first = Files.readAllBytes(made.certificate());
    var other = SelfSignedCertificate.in(data.resolve("other"), clock(NOW), random);

    Files.write(made.key(), Files.readAllBytes(other.key()));
    var mended = in(NOW);

    assertThat(Files.readAllBytes(mended.certificate())).isNotEqualTo(first);
  }

  @Test
  void is_made_anew_when_the_key_is_cut_short() throws Exception {
    var made = in(NOW);

    Files.writeString(made.key(), "-----BEGIN PRIVATE KEY-----\nMIG", StandardCharsets.US_ASCII);
    var mended = in(NOW);

    assertThat(Files.readString(mended.key())).endsWith("-----END PRIVATE KEY-----\n");
  }

  private SelfSignedCertificate in(Instant now) {
    return SelfSignedCertificate.in(data, clock(now), random);
  }

  private static Clock clock(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private static X509Certificate read(Path file) throws Exception {
    try (var bytes = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
    }
  }
}
