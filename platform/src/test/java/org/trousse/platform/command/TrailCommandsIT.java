package org.trousse.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Statement;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.Main;
import org.trousse.platform.Settings;
import org.trousse.platform.refusal.Refusal;
import org.trousse.record.seal.SealModule;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The trail exported from a data folder of its own, and verified. Everything in it is invented.
final class TrailCommandsIT {
  private static final String KEY =
      SealModule.signer(new SecretKeySpec(new byte[32], "AES")).verifier().toString();

  @TempDir private Path folder;

  @Command(name = "any")
  private static final class Any {
    @Mixin private Settings settings = new Settings();
  }

  @Test
  void a_trail_is_exported_and_verified() throws Exception {
    Path export = folder.resolve("trail.ndjson");
    Path checkpoints = Files.createDirectory(folder.resolve("kept"));
    String data = "--data=" + folder.resolve("data");

    int none = execute("export-trail", data, "--to=" + export);
    execute("keys", "rotate", data);
    int exported = execute("export-trail", data, "--to=" + export);
    int sound = verify(export, checkpoints, KEY);
    unsigned(data);
    Path tampered = folder.resolve("tampered.ndjson");
    execute("export-trail", data, "--to=" + tampered);
    int added = verify(tampered, checkpoints, KEY);
    Files.writeString(checkpoints.resolve("2026-11-22.checkpoints"), "no note");
    int forged = verify(export, checkpoints, KEY);

    assertThat(List.of(none, exported, sound, added, forged)).containsExactly(2, 0, 0, 3, 3);
    assertThat(Files.readString(tampered)).contains("\"leaf\":0").contains("invented words");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(export)))
        .isEqualTo("rw-------");
  }

  @Test
  void what_cannot_be_verified_is_refused_in_a_sentence() throws Exception {
    Path export = Files.writeString(folder.resolve("nonsense.ndjson"), "{}\n");

    assertThat(verify(export, folder, KEY)).isEqualTo(2);
    assertThat(verify(export, folder, "no key")).isEqualTo(2);
    assertThat(verify(export, folder.resolve("nowhere"), KEY)).isEqualTo(2);
    assertThat(execute("verify-trail", "--checkpoints=" + folder, "--key=" + KEY)).isEqualTo(2);
  }

  /// An event that says of itself that it was sealed.
  private static void unsigned(String data) throws Exception {
    Any any = new Any();
    new CommandLine(any).parseArgs(data);
    try (Running running = Running.ground(any.settings);
        var connection = running.database().open();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into record.audit_event
            (patient, at, id, what, allowed, measures, counts, detail, leaf)
          values (1, now(), gen_random_uuid(), 'read', true, '{}', '{}', 'invented words', 0)
          """);
    }
  }

  private static int verify(Path export, Path checkpoints, String key) {
    return execute(
        "verify-trail", "--export=" + export, "--checkpoints=" + checkpoints, "--key=" + key);
  }

  private static int execute(String... words) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler((fault, command, parsed) -> fault instanceof Refusal ? 2 : 1);
    return line.execute(words);
  }
}
