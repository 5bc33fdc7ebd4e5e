package org.trousse.record.seal.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.seal.offline.SyntheticTrail.SIGNER;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.record.merkle.Checkpoint;
import org.trousse.record.merkle.Frontier;
import org.trousse.record.merkle.NoteSigner;
import org.trousse.record.seal.CheckpointFolder;
import org.trousse.record.seal.LeafForm;
import org.trousse.record.seal.offline.Attacked.Deed;
import org.trousse.record.seal.offline.TrailLine.End;
import org.trousse.record.seal.offline.TrailLine.Leaf;
import org.trousse.record.seal.offline.TrailLine.Listed;
import org.trousse.record.seal.offline.Verdict.Kind;
import org.trousse.record.seal.offline.Verdict.Sound;
import org.trousse.record.seal.offline.Verdict.Wrong;

final class TrailVerifierTest {
  private static final int MUTATIONS = 100_000;
  private static final SyntheticTrail TRAIL = Attacked.TRAIL;

  /// A signature is checked once for each note: of 100,000 trails most have the same.
  private static final Map<String, Optional<Checkpoint>> OPENED = new HashMap<>();

  private static Optional<Checkpoint> open(String note) {
    if (OPENED.size() > 20_000) {
      OPENED.clear();
    }
    return OPENED.computeIfAbsent(note, fresh -> Checkpoint.open(fresh, SIGNER.verifier()));
  }

  private static Verdict verdict(
      Attacked trail, Function<String, Optional<Checkpoint>> opens, Function<Leaf, byte[]> hashes) {
    TrailVerifier verifier =
        new TrailVerifier(CheckpointFolder.split(trail.file()).iterator(), opens, hashes);
    trail.lines().forEach(verifier::take);
    return verifier.verdict();
  }

  private static Verdict verdict(Attacked trail) {
    return verdict(trail, TrailVerifierTest::open, leaf -> LeafForm.hash(leaf.columns()));
  }

  private static Verdict verdict(UnaryOperator<List<TrailLine>> change) {
    return verdict(new Attacked(change.apply(new ArrayList<>(TRAIL.lines())), TRAIL.file()));
  }

  @Test
  void an_untouched_trail_is_sound() {
    for (int events : List.of(1, 3, 4, 5, 30, 100)) {
      SyntheticTrail trail = SyntheticTrail.of(events, 4);
      TrailVerifier verifier = TrailVerifier.of(trail.notes().iterator(), SIGNER.verifier());
      trail.lines().forEach(verifier::take);

      assertThat(verifier.verdict())
          .isEqualTo(
              new Sound(
                  events,
                  open(trail.notes().getLast()).orElseThrow().root(),
                  trail.notes().size(),
                  2));
    }
  }

  @Test
  void an_empty_trail_is_sound() {
    List<TrailLine> lines = List.of(new End(SyntheticTrail.BEGUN, 0));

    assertThat(verdict(new Attacked(lines, new byte[0]))).isInstanceOf(Sound.class);
  }

  @Test
  void a_checkpoint_that_stands_twice_in_a_shared_folder_is_sound() {
    String twice = String.join("", Collections.nCopies(2, TRAIL.notes().getFirst()));
    byte[] file =
        (twice + String.join("", TRAIL.notes().subList(1, TRAIL.notes().size())))
            .getBytes(StandardCharsets.UTF_8);

    assertThat(verdict(new Attacked(TRAIL.lines(), file))).isInstanceOf(Sound.class);
  }

  @Test
  @Tag("consent-120")
  void every_one_of_100_000_mutations_is_found() {
    Random random = new Random(120);
    List<Deed> deeds = List.of(Deed.values());
    Map<Deed, Integer> done = new EnumMap<>(Deed.class);

    for (int mutation = 0; mutation < MUTATIONS; mutation++) {
      Deed deed = deeds.get(mutation % deeds.size());
      Attacked attacked = Attacked.attack(deed, random);
      done.merge(deed, 1, Integer::sum);

      Verdict verdict = verdict(attacked);

      assertThat(verdict).as("%s, number %d", deed, mutation).isInstanceOf(Wrong.class);
    }
    assertThat(done).hasSize(deeds.size());
  }

  /// The red control: a verifier that believes the kept hashes instead of hashing.
  @Test
  void a_verifier_that_does_not_hash_leaves_finds_no_change() {
    Random random = new Random(121);

    for (int mutation = 0; mutation < 200; mutation++) {
      Verdict verdict =
          verdict(
              Attacked.attack(Deed.CHANGE, random),
              TrailVerifierTest::open,
              leaf -> Base64.getDecoder().decode(leaf.hash()));
      assertThat(verdict).isInstanceOf(Sound.class);
    }
  }

  /// The red control: a verifier that takes the database's word for what the folder holds.
  @Test
  void a_verifier_without_the_folder_does_not_see_a_rollback() {
    Random random = new Random(122);

    for (int mutation = 0; mutation < 200; mutation++) {
      Attacked attacked = Attacked.attack(Deed.TRUNCATE, random);
      StringBuilder listed = new StringBuilder();
      attacked
          .lines()
          .forEach(line -> {
            if (line instanceof Listed(var at, String note)) {
              listed.append(note);
            }
          });
      byte[] file = listed.toString().getBytes(StandardCharsets.UTF_8);
      assertThat(verdict(new Attacked(attacked.lines(), file))).isInstanceOf(Sound.class);
      assertThat(verdict(attacked)).isInstanceOf(Wrong.class);
    }
  }

  @Test
  void names_the_leaf_that_was_changed() {
    Verdict verdict =
        verdict(lines -> {
          Leaf sixth = (Leaf) lines.get(7);
          lines.set(
              7, new Leaf(6, Attacked.changed(sixth.columns(), 11, "other words"), sixth.hash()));
          return lines;
        });

    assertThat(verdict).isEqualTo(new Wrong(Kind.CHANGED, 6, 7));
  }

  @Test
  void names_the_range_when_the_kept_hash_was_changed_too() {
    Verdict verdict =
        verdict(lines -> {
          Leaf sixth = (Leaf) lines.get(7);
          lines.set(
              7, SyntheticTrail.leaf(6, Attacked.changed(sixth.columns(), 11, "other words")));
          return lines;
        });

    assertThat(verdict).isEqualTo(new Wrong(Kind.CHANGED, 4, 8));
  }

  @Test
  void names_the_leaf_whose_kept_hash_alone_was_changed() {
    Verdict verdict =
        verdict(lines -> {
          Leaf sixth = (Leaf) lines.get(7);
          lines.set(7, new Leaf(6, sixth.columns(), ((Leaf) lines.get(0)).hash()));
          return lines;
        });

    assertThat(verdict).isEqualTo(new Wrong(Kind.CHANGED, 6, 7));
  }

  @Test
  void names_what_is_missing() {
    Verdict verdict =
        verdict(lines -> {
          lines.remove(7);
          return lines;
        });

    assertThat(verdict).isEqualTo(new Wrong(Kind.MISSING, 6, 7));
  }

  @Test
  void names_what_was_reordered() {
    Verdict events =
        verdict(lines -> {
          Leaf fifth = (Leaf) lines.get(6);
          Leaf sixth = (Leaf) lines.get(7);
          lines.set(6, new Leaf(5, sixth.columns(), fifth.hash()));
          lines.set(7, new Leaf(6, fifth.columns(), sixth.hash()));
          return lines;
        });
    Verdict places =
        verdict(lines -> {
          Collections.swap(lines, 6, 7);
          return lines;
        });

    assertThat(events).isEqualTo(new Wrong(Kind.REORDERED, 5, 7));
    assertThat(places).isEqualTo(new Wrong(Kind.REORDERED, 5, 6));
  }

  @Test
  void names_what_was_truncated() {
    int last = TRAIL.lines().size() - 1;

    Verdict wholly = verdict(lines -> Attacked.cut(lines, 25, last));
    Verdict leafOnly = verdict(lines -> Attacked.cut(lines, last - 2, last - 1));
    Verdict unfinished = verdict(lines -> lines.subList(0, 12));

    assertThat(wholly).isEqualTo(new Wrong(Kind.TRUNCATED, 20, 24));
    assertThat(leafOnly).isEqualTo(new Wrong(Kind.TRUNCATED, 29, 30));
    assertThat(unfinished).isInstanceOf(Wrong.class);
  }

  @Test
  void names_what_was_added() {
    Verdict behind =
        verdict(lines -> {
          lines.add(lines.size() - 1, SyntheticTrail.leaf(30, SyntheticTrail.columns(30)));
          return lines;
        });
    Verdict between =
        verdict(lines -> {
          lines.add(8, SyntheticTrail.leaf(6, SyntheticTrail.columns(30)));
          return lines;
        });

    assertThat(behind).isEqualTo(new Wrong(Kind.ADDED, 30, 31));
    assertThat(between).isEqualTo(new Wrong(Kind.ADDED, 6, 7));
  }

  /// Somebody with the key signed another past.
  @Test
  void names_a_fork() {
    Verdict verdict = verdict(new Attacked(forked().lines(), TRAIL.file()));

    assertThat(verdict).isEqualTo(new Wrong(Kind.FORK, 0, 4));
  }

  @Test
  void names_a_checkpoint_that_is_in_one_place_only() {
    List<String> notes = new ArrayList<>(TRAIL.notes());
    notes.remove(2);
    byte[] file = String.join("", notes).getBytes(StandardCharsets.UTF_8);

    Verdict folder = verdict(new Attacked(TRAIL.lines(), file));
    Verdict list =
        verdict(lines -> {
          lines.remove(14);
          return lines;
        });

    assertThat(folder).isEqualTo(new Wrong(Kind.CHECKPOINT_MISSING, 8, 12));
    assertThat(list).isEqualTo(new Wrong(Kind.CHECKPOINT_MISSING, 8, 12));
  }

  /// The folder is read first: what was signed while the database was being read is not in it.
  @Test
  void the_last_minute_need_not_be_in_the_folder() {
    List<String> notes = TRAIL.notes().subList(0, TRAIL.notes().size() - 1);
    byte[] file = String.join("", notes).getBytes(StandardCharsets.UTF_8);
    List<TrailLine> at = new ArrayList<>(TRAIL.lines());
    List<TrailLine> later = new ArrayList<>(TRAIL.lines());
    at.set(at.size() - 1, new End(SyntheticTrail.BEGUN.plusSeconds(29 + 60), 0));
    later.set(at.size() - 1, new End(SyntheticTrail.BEGUN.plusSeconds(29 + 61), 0));

    assertThat(verdict(new Attacked(at, file))).isInstanceOf(Sound.class);
    assertThat(verdict(new Attacked(later, file)))
        .isEqualTo(new Wrong(Kind.CHECKPOINT_MISSING, 0, 30));
  }

  @Test
  void another_key_s_checkpoints_are_forged() {
    TrailVerifier verifier =
        TrailVerifier.of(
            TRAIL.notes().iterator(), NoteSigner.named("trousse-audit/x", new byte[32]).verifier());

    assertThat(verifier.verdict()).isEqualTo(new Wrong(Kind.FORGED, 0, 1));
  }

  @Test
  void lines_come_back_as_they_were_written() {
    assertThat(TRAIL.lines())
        .allSatisfy(line -> assertThat(TrailLines.read(TrailLines.write(line))).isEqualTo(line));
  }

  private static SyntheticTrail forked() {
    SyntheticTrail longer = SyntheticTrail.of(34, 4);
    List<TrailLine> lines = new ArrayList<>();
    Frontier tree = Frontier.empty();
    for (TrailLine line : longer.lines()) {
      switch (line) {
        case Leaf(long number, List<@Nullable String> columns, String hash) -> {
          Leaf other = SyntheticTrail.leaf(number, Attacked.changed(columns, 11, "another past"));
          tree.append(Base64.getDecoder().decode(other.hash()));
          lines.add(other);
        }
        case Listed(var at, String note) ->
            lines.add(
                new Listed(at, SIGNER.sign(Checkpoint.of(SIGNER.verifier().name(), tree).text())));
        case End end -> lines.add(end);
      }
    }
    return new SyntheticTrail(lines, longer.notes());
  }
}
