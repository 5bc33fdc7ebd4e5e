package org.trousse.record.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.record.merkle.Checkpoint;
import org.trousse.record.merkle.Frontier;
import org.trousse.record.merkle.NoteSigner;
import org.trousse.record.merkle.TreeHash;
import org.trousse.record.seal.CheckpointFolder.Kept;

final class CheckpointFolderTest {
  private static final NoteSigner SIGNER = NoteSigner.of("trousse-audit", new byte[32]);
  private static final Instant EVENING = Instant.parse("2026-11-22T23:59:59Z");

  @TempDir private Path folder;

  private static Kept kept(int size, Instant at) {
    Frontier tree = Frontier.empty();
    for (int leaf = 0; leaf < size; leaf++) {
      tree.append(TreeHash.leaf(new byte[] {(byte) leaf}));
    }
    return new Kept(at, size, SIGNER.sign(Checkpoint.of(SIGNER.verifier().name(), tree).text()));
  }

  @Test
  void keeps_a_file_for_each_day_one_note_after_the_other() throws IOException {
    CheckpointFolder kept = new CheckpointFolder(folder.resolve("new"));
    List<Kept> three = List.of(kept(1, EVENING), kept(2, EVENING), kept(3, EVENING.plusSeconds(1)));

    kept.append(three.subList(0, 1));
    kept.append(three.subList(1, 3));

    List<String> notes = new ArrayList<>();
    for (Path file : kept.files()) {
      notes.addAll(CheckpointFolder.notes(file));
    }
    assertThat(kept.files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("2026-11-22.checkpoints", "2026-11-23.checkpoints");
    assertThat(notes).isEqualTo(three.stream().map(Kept::note).toList());
    assertThat(kept.newest()).contains(three.get(2).note());
  }

  /// A crash may leave any part of the last note.
  @Test
  void what_a_crash_left_is_cut_off_and_written_again() throws IOException {
    CheckpointFolder kept = new CheckpointFolder(folder);
    Path file = folder.resolve("2026-11-22.checkpoints");
    Kept first = kept(1, EVENING);
    Kept second = kept(2, EVENING);
    byte[] bytes = second.note().getBytes(StandardCharsets.UTF_8);

    for (int length = 0; length < bytes.length; length++) {
      Files.deleteIfExists(file);
      kept.append(List.of(first));
      byte[] part = Arrays.copyOf(bytes, length);
      Files.write(file, part, StandardOpenOption.APPEND);

      assertThat(kept.newest()).contains(first.note());
      kept.append(List.of(second));
      assertThat(CheckpointFolder.notes(file)).containsExactly(first.note(), second.note());
    }
  }

  @Test
  void a_new_folder_has_none() throws IOException {
    assertThat(new CheckpointFolder(folder.resolve("new")).newest()).isEmpty();
  }

  @Test
  void a_day_that_began_with_a_crash_leads_back_to_the_day_before() throws IOException {
    CheckpointFolder kept = new CheckpointFolder(folder);
    Kept first = kept(1, EVENING);
    kept.append(List.of(first));
    Files.writeString(folder.resolve("2026-11-23.checkpoints"), "trousse-audit/1");

    assertThat(kept.newest()).contains(first.note());
  }

  @Test
  void a_folder_that_cannot_be_made_fails() throws IOException {
    Path taken = Files.createFile(folder.resolve("taken"));

    assertThatThrownBy(() -> new CheckpointFolder(taken).append(List.of(kept(1, EVENING))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void what_is_no_text_comes_as_one_part() {
    assertThat(CheckpointFolder.split(new byte[] {(byte) 0xff, '\n'})).hasSize(1);
    assertThat(CheckpointFolder.split(new byte[0])).isEmpty();
  }
}
