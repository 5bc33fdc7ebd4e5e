package org.trousse.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.refusal.Refusal;

final class DataFolderTest {
  @TempDir Path parent;

  @Test
  void a_second_claim_hears_who_holds_it_and_does_not_loosen_the_first() throws Exception {
    Path folder = parent.resolve("data");
    try (DataFolder held = DataFolder.claim(folder)) {
      held.announce("http://127.0.0.1:8080");

      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> DataFolder.claim(folder).close())
            .isInstanceOf(Refusal.class)
            .hasMessage(
                "Trousse already runs on %s (process %d, http://127.0.0.1:8080): stop it first, or"
                    + " choose another folder with --data.",
                folder.toRealPath(), ProcessHandle.current().pid());
      }
    }
  }

  @Test
  void is_free_again_when_closed() throws Exception {
    Path folder = parent.resolve("data");
    DataFolder.claim(folder).close();

    try (DataFolder again = DataFolder.claim(folder)) {

      assertThat(again.path()).isEqualTo(folder.toRealPath());
    }
  }

  @Test
  void refuses_a_file_in_its_place() throws Exception {
    Path file = Files.createFile(parent.resolve("file"));

    assertThatThrownBy(() -> DataFolder.claim(file).close())
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("choose another with --data");
  }
}
