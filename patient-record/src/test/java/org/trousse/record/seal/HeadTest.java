package org.trousse.record.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trousse.record.merkle.Checkpoint;
import org.trousse.record.merkle.Frontier;
import org.trousse.record.merkle.NoteSigner;
import org.trousse.record.merkle.TreeHash;

final class HeadTest {
  private static final NoteSigner SIGNER = NoteSigner.of("trousse-audit", new byte[32]);
  private static final NoteSigner OTHER = NoteSigner.of("trousse-audit", leaf(9));
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  private static byte[] leaf(int number) {
    return TreeHash.leaf(new byte[] {(byte) number});
  }

  private static Frontier tree(int... leaves) {
    Frontier tree = Frontier.empty();
    for (int leaf : leaves) {
      tree.append(leaf(leaf));
    }
    return tree;
  }

  private static String note(Frontier tree, NoteSigner signer) {
    return signer.sign(Checkpoint.of(signer.verifier().name(), tree).text());
  }

  private static Head.Stored stored(Frontier tree, long size, @Nullable String note) {
    return new Head.Stored(note == null ? null : 7L, note == null ? null : NOW, size, tree, note);
  }

  @Test
  void the_first_head_follows_nothing() {
    Head.Next next = Head.extend(stored(tree(), 0, null), leaf(1), NOW, SIGNER);

    assertThat(next.number()).isEqualTo(1);
    assertThat(next.at()).isEqualTo(NOW);
    assertThat(Checkpoint.open(next.note(), SIGNER.verifier()))
        .contains(Checkpoint.of(SIGNER.verifier().name(), tree(1)));
    assertThat(next.tiles()).hasSize(1);
  }

  @Test
  void the_next_head_extends_the_one_before_and_is_never_older() {
    Frontier tree = tree(1, 2, 3);

    Head.Next next =
        Head.extend(stored(tree, 3, note(tree, SIGNER)), leaf(4), NOW.minusSeconds(5), SIGNER);

    assertThat(next.number()).isEqualTo(8);
    assertThat(next.at()).isEqualTo(NOW);
    assertThat(next.frontier().root()).isEqualTo(tree(1, 2, 3, 4).root());
    assertThat(next.tiles().firstEntry().getValue().offset()).isEqualTo(3);
  }

  @Test
  void nothing_is_signed_over_a_head_that_was_not_signed() {
    Frontier tree = tree(1, 2, 3);

    refused(stored(tree(1, 2, 4), 3, note(tree, SIGNER)));
    refused(stored(tree, 3, note(tree, OTHER)));
    refused(stored(tree, 3, note(tree(1, 2), SIGNER)));
    refused(stored(tree, 3, "no note"));
    refused(stored(tree, 3, null));
    refused(new Head.Stored(7L, NOW, 0, tree(), null));
  }

  private static void refused(Head.Stored stored) {
    assertThatThrownBy(() -> Head.extend(stored, leaf(4), NOW, SIGNER))
        .isInstanceOf(Tampered.class);
  }
}
