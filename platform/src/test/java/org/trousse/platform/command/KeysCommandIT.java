package org.trousse.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.Main;
import org.trousse.platform.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The signing keys, changed by hand, on a data folder of its own.
final class KeysCommandIT {
  private static final String ALIVE =
      "select kid from consent.signing_key where not removed and signs_until is null order by kid";

  @TempDir private static Path folder;

  @Command(name = "any")
  private static final class Any {
    @Mixin private Settings settings = new Settings();
  }

  @Test
  @Tag("consent-118")
  void keys_are_rotated_and_removed_from_the_command_line() throws Exception {
    assertThat(execute("rotate")).isZero();
    List<String> first = ask(ALIVE);

    int again = execute("rotate");
    int unknown = execute("remove", "nobodys-kid");
    int removed = execute("remove", first.getFirst());

    assertThat(first).hasSize(3);
    assertThat(again).isZero();
    assertThat(unknown).isEqualTo(2);
    assertThat(removed).isZero();
    assertThat(ask("select kid from consent.signing_key where removed and length(private_key) = 0"))
        .containsExactly(first.getFirst());
    assertThat(ask(ALIVE)).as("one for each algorithm").hasSize(3).doesNotContain(first.getFirst());
  }

  @Test
  void every_command_of_the_manual_is_there() {
    for (String command :
        List.of(
            "serve",
            "demo",
            "device",
            "keys",
            "mandate",
            "backup",
            "restore",
            "export-trail",
            "verify-trail")) {
      assertThat(new CommandLine(new Main()).getSubcommands()).containsKey(command);
    }
  }

  private static int execute(String... words) {
    List<String> arguments = new ArrayList<>(List.of("keys"));
    arguments.addAll(List.of(words));
    arguments.add("--data=" + folder.resolve("data"));
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler((fault, command, parsed) -> 2);
    return line.execute(arguments.toArray(String[]::new));
  }

  private static List<String> ask(String sql) throws Exception {
    Any any = new Any();
    new CommandLine(any).parseArgs("--data=" + folder.resolve("data"));
    List<String> found = new ArrayList<>();
    try (Running running = Running.ground(any.settings);
        var connection = running.database().open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
