package org.trousse.referencing.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.evidence.Snapshot.Piece;
import org.trousse.referencing.evidence.content.FileKind;

final class SnapshotTest {
  private static final String MANIFEST = "0".repeat(64);
  private static final String ONE = "1".repeat(64);
  private static final String TWO = "2".repeat(64);

  private static Evidence evidence(
      String criterion, String name, int version, String sha256, @Nullable Instant withdrawn) {
    return new Evidence(
        new UUID(0, version),
        new UUID(0, 1),
        new UUID(0, 2),
        criterion,
        name,
        version,
        FileKind.PDF,
        10,
        sha256,
        new UUID(0, 3),
        Instant.EPOCH,
        null,
        withdrawn);
  }

  @Test
  void is_the_hash_of_lines_that_anybody_can_write() throws Exception {
    String lines =
        "trousse-evidence-snapshot/1\nmanifest %s\nCOD-01 %s\nGOV-01 %s\n"
            .formatted(MANIFEST, TWO, ONE);

    String hash =
        Snapshot.hash(MANIFEST, List.of(new Piece("GOV-01", ONE), new Piece("COD-01", TWO)));

    assertThat(hash)
        .isEqualTo(
            HexFormat.of()
                .formatHex(
                    MessageDigest.getInstance("SHA-256")
                        .digest(lines.getBytes(StandardCharsets.US_ASCII))));
  }

  @Test
  void knows_no_order_and_no_repetition() {
    String once =
        Snapshot.hash(MANIFEST, List.of(new Piece("GOV-01", ONE), new Piece("COD-01", TWO)));

    assertThat(
            Snapshot.hash(
                MANIFEST,
                List.of(
                    new Piece("COD-01", TWO), new Piece("GOV-01", ONE), new Piece("COD-01", TWO))))
        .isEqualTo(once);
  }

  @Test
  void changes_with_a_file_its_criterion_and_the_manifest() {
    assertThat(
            List.of(
                Snapshot.hash(MANIFEST, List.of()),
                Snapshot.hash(ONE, List.of()),
                Snapshot.hash(MANIFEST, List.of(new Piece("GOV-01", ONE))),
                Snapshot.hash(MANIFEST, List.of(new Piece("GOV-02", ONE))),
                Snapshot.hash(MANIFEST, List.of(new Piece("GOV-01", TWO))),
                Snapshot.hash(
                    MANIFEST, List.of(new Piece("GOV-01", ONE), new Piece("GOV-01", TWO)))))
        .doesNotHaveDuplicates();
  }

  @Test
  void sees_the_latest_standing_version_of_each_file() {
    Evidence first = evidence("GOV-01", "a.pdf", 1, ONE, null);
    Evidence second = evidence("GOV-01", "a.pdf", 2, TWO, null);
    Evidence other = evidence("GOV-01", "b.pdf", 1, ONE, null);
    Evidence gone = evidence("GOV-01", "c.pdf", 1, TWO, Instant.EPOCH);

    List<Evidence> current = Snapshot.current(List.of(gone, second, other, first));

    assertThat(current).containsExactly(second, other);
    assertThat(Snapshot.of(MANIFEST, List.of(gone, second, other, first)))
        .isEqualTo(
            Snapshot.hash(MANIFEST, List.of(new Piece("GOV-01", ONE), new Piece("GOV-01", TWO))));
  }

  @Test
  void takes_nothing_for_a_hash_that_is_none() {
    assertThatThrownBy(() -> Snapshot.hash("F".repeat(64), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Piece("GOV-01", "12"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
