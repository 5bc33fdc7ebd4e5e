package org.trousse.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostmasterTest {
  @TempDir private Path cluster;

  @Test
  void the_file_of_a_server_that_was_killed_is_no_sign_of_readiness() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();

    says(dead.pid());

    assertThat(Postmaster.in(cluster).orElseThrow().takesConnections()).isFalse();
  }

  @Test
  void another_programs_number_is_no_sign_of_readiness() throws Exception {
    says(ProcessHandle.current().pid());

    assertThat(Postmaster.in(cluster).orElseThrow().takesConnections()).isFalse();
  }

  /// As PostgreSQL writes it when it takes connections.
  private void says(long pid) throws Exception {
    Files.write(
        cluster.resolve("postmaster.pid"),
        List.of(
            Long.toString(pid),
            cluster.toString(),
            "0",
            "5432",
            "/tmp",
            "127.0.0.1",
            "0 0",
            "ready   "));
  }
}
