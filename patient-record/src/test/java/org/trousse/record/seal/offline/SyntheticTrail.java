package org.trousse.record.seal.offline;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.record.merkle.Checkpoint;
import org.trousse.record.merkle.Frontier;
import org.trousse.record.merkle.NoteSigner;
import org.trousse.record.seal.LeafForm;
import org.trousse.record.seal.offline.TrailLine.End;
import org.trousse.record.seal.offline.TrailLine.Leaf;
import org.trousse.record.seal.offline.TrailLine.Listed;

/// A small trail as it is exported, and the folder of its checkpoints. Everything is invented.
///
/// @param notes the folder's, one after the other
record SyntheticTrail(List<TrailLine> lines, List<String> notes) {
  static final NoteSigner SIGNER = NoteSigner.of("trousse-audit", new byte[32]);
  static final Instant BEGUN = Instant.parse("2026-11-22T08:00:00Z");

  SyntheticTrail {
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  static SyntheticTrail of(int events, int together) {
    Frontier tree = Frontier.empty();
    List<TrailLine> lines = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (int number = 0; number < events; number++) {
      Leaf leaf = leaf(number, columns(number));
      tree.append(Base64.getDecoder().decode(leaf.hash()));
      lines.add(leaf);
      if (number % together == together - 1 || number == events - 1) {
        String note = SIGNER.sign(Checkpoint.of(SIGNER.verifier().name(), tree).text());
        notes.add(note);
        lines.add(new Listed(BEGUN.plusSeconds(number), note));
      }
    }
    lines.add(new End(BEGUN.plusSeconds(3_600), 2));
    return new SyntheticTrail(lines, notes);
  }

  static Leaf leaf(long number, List<@Nullable String> columns) {
    String hash = Base64.getEncoder().encodeToString(LeafForm.hash(columns));
    return new Leaf(number, columns, hash);
  }

  static List<@Nullable String> columns(int number) {
    return Arrays.asList(
        Integer.toString(257 + number % 3),
        Long.toString(1_763_798_400_000_000L + number),
        new UUID(0x1234_0000_4000L | number, 0x8000_0000_0000_0000L | number).toString(),
        number % 2 == 0 ? "read" : "search",
        number % 5 == 0 ? null : "app-1",
        number % 5 == 0 ? null : "Essai é\n𝄞",
        null,
        new UUID(7, number).toString(),
        Boolean.toString(number % 7 != 0),
        "{1,2}",
        "{" + number + ",3}",
        number % 3 == 0 ? "" : "detail " + number);
  }

  /// The folder's only file.
  byte[] file() {
    return String.join("", notes).getBytes(StandardCharsets.UTF_8);
  }
}
