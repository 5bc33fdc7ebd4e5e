package org.trousse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A newcomer sees a room at a glance: twelve files at most beside its package-info.
final class RoomSizeTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int FILES_MAX = 12;

  @Test
  void no_room_is_crowded() throws IOException {
    assertThat(crowded(ROOT)).as("part it in two").isEmpty();
  }

  @Test
  void a_crowded_room_would_be_found(@TempDir Path house) throws IOException {
    Path room = Files.createDirectories(house.resolve("src/main/java/room"));
    for (int file = 0; file <= FILES_MAX; file++) {
      Files.createFile(room.resolve("File" + file + ".java"));
    }

    assertThat(crowded(house)).hasSize(1);
  }

  private static List<String> crowded(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      Map<Path, Long> rooms =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> file.toString().contains("/src/main/java/"))
              .filter(file -> !file.endsWith("package-info.java"))
              .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
      List<String> crowded = new ArrayList<>();
      rooms.forEach((room, count) -> {
        if (count > FILES_MAX) {
          crowded.add(root.relativize(room) + ": " + count);
        }
      });
      return crowded;
    }
  }
}
