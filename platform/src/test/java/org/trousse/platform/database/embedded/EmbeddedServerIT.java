package org.trousse.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.database.DataFolder;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.embedded.ServerAccount.Way;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.secret.PlatformKey;

/// One folder for all tests, as one installation that lives through many deaths: each test starts
/// from what the one before it left.
final class EmbeddedServerIT {
  private static final FileTree.Owner NOBODY = new FileTree.Owner(65_534, 65_534);

  @TempDir static Path folder;

  private final List<Process> children = new ArrayList<>();

  @BeforeEach
  void everybodyMayPass() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void noChildStays() {
    children.forEach(Process::destroyForcibly);
    Postmaster.in(folder.resolve("postgres"))
        .filter(Postmaster::alive)
        .ifPresent(left -> left.stop(Duration.ofSeconds(20)));
  }

  @Test
  void rows_and_port_outlive_a_restart() throws Exception {
    int port = write("restart");

    try (Running again = start(Way.ALL)) {

      assertThat(again.server.url().port()).isEqualTo(port);
      assertThat(ask(again.url(), "select count(*) from kept where word = 'restart'"))
          .isEqualTo("1");
    }
  }

  @Test
  void is_durable_and_checks_its_pages() throws Exception {
    try (Running running = start(Way.ALL)) {
      String settings =
          ask(
              running.url(),
              """
              select string_agg(name || '=' || setting, ' ' order by name) from pg_settings where name
              in ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums',
                'server_encoding', 'listen_addresses', 'jit')\
              """);

      assertThat(settings)
          .isEqualTo(
              "data_checksums=on fsync=on full_page_writes=on jit=off"
                  + " listen_addresses=127.0.0.1 server_encoding=UTF8 synchronous_commit=on");
    }
  }

  @Test
  void as_root_it_runs_in_a_namespace_or_as_another_user_and_the_data_follows() throws Exception {
    asRoot();

    for (Way way : List.of(Way.NAMESPACE, Way.SETPRIV, Way.RUNUSER, Way.NAMESPACE)) {
      try (Running running = start(List.of(way))) {
        execute(running.url(), "create table if not exists kept (word text)");
        execute(running.url(), "insert into kept values ('" + way + "')");
      }
    }

    try (Running running = start(Way.ALL)) {
      assertThat(ask(running.url(), "select count(distinct word) from kept where word ~ '[A-Z]'"))
          .isEqualTo("3");
    }
  }

  @Test
  void as_root_without_namespaces_it_reaches_a_folder_that_only_root_may_enter() throws Exception {
    asRoot();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

    assertThatThrownBy(() -> start(List.of(Way.SETPRIV))).isInstanceOf(Refusal.class);
    try (Running running = start(List.of(Way.SETPRIV, Way.SETPRIV_REACHING))) {

      assertThat(ask(running.url(), "select 1")).isEqualTo("1");
      assertThat(FileTree.Owner.of(folder.resolve("postgres"))).isEqualTo(NOBODY);
    }
  }

  @Test
  void as_root_with_no_way_out_it_says_what_to_do() {
    asRoot();

    assertThatThrownBy(() -> start(List.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("refuses to run as root")
        .hasMessageContaining("--db=postgresql://");
  }

  @Test
  void an_ordinary_user_runs_it_directly(@TempDir Path own) throws Exception {
    asRoot();
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
    copyBinaries(own);
    FileTree.give(own, NOBODY);

    // the right to read is for the class path, which may lie in root's home
    Process child =
        child(
            own,
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--inh-caps=+dac_read_search",
            "--ambient-caps=+dac_read_search");
    String said = firstLine(child);
    child.getOutputStream().close();

    assertThat(said).startsWith("ready ");
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(FileTree.Owner.of(own.resolve("postgres"))).isEqualTo(NOBODY);
    assertThat(Postmaster.in(own.resolve("postgres"))).isEmpty();
  }

  @Test
  void comes_back_by_itself_on_the_same_port_after_kill_9() throws Exception {
    try (Running running = start(Way.ALL)) {
      execute(running.url(), "create table if not exists kept (word text)");
      execute(running.url(), "insert into kept values ('kill -9')");
      long first = running.server.pid().orElseThrow();

      kill(first);

      await().atMost(Duration.ofSeconds(20)).until(() -> answers(running.url()));
      assertThat(running.server.pid().orElseThrow()).isNotEqualTo(first);
      assertThat(ask(running.url(), "select count(*) from kept where word = 'kill -9'"))
          .isEqualTo("1");
    }
  }

  @Test
  void a_second_start_says_that_the_first_runs_and_a_killed_one_leaves_the_data() throws Exception {
    int port = write("orphan");
    Process first = child(folder);
    assertThat(firstLine(first)).isEqualTo("ready " + port);

    Process second = child(folder);
    String refusal = firstLine(second);
    kill(first.pid());
    first.waitFor();

    assertThat(refusal)
        .isEqualTo(
            "Trousse already runs on %s (process %d, http://127.0.0.1:8080): stop it first, or choose another folder with --data."
                .formatted(folder.toRealPath(), first.pid()));
    assertThat(Postmaster.in(folder.resolve("postgres")).filter(Postmaster::alive)).isPresent();
    try (Running third = start(Way.ALL)) {
      assertThat(ask(third.url(), "select count(*) from kept where word = 'orphan'"))
          .isEqualTo("1");
    }
  }

  @Test
  void a_stale_number_that_another_program_has_now_does_not_stop_it() throws Exception {
    write("stale");
    Process child = child(folder);
    assertThat(firstLine(child)).startsWith("ready ");
    long server = Postmaster.in(folder.resolve("postgres")).orElseThrow().pid();
    Process other = new ProcessBuilder("sleep", "60").start();
    children.add(other);

    kill(child.pid());
    child.waitFor();
    kill(server);
    Path file = folder.resolve("postgres/postmaster.pid");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(0, Long.toString(other.pid()));
    Files.write(file, lines);

    try (Running running = start(Way.ALL)) {
      assertThat(ask(running.url(), "select count(*) from kept where word = 'stale'"))
          .isEqualTo("1");
    }
  }

  @Test
  void another_key_does_not_open_it() throws Exception {
    write("key");
    PlatformKey other = PlatformKey.of(new byte[32]);

    try (DataFolder data = DataFolder.claim(folder)) {
      assertThatThrownBy(() -> EmbeddedServer.start(data, other).close())
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("made with another key");
    }
    assertThat(Postmaster.in(folder.resolve("postgres"))).isEmpty();
  }

  private record Running(DataFolder data, EmbeddedServer server) implements AutoCloseable {
    DatabaseUrl url() {
      return server.url();
    }

    @Override
    public void close() {
      server.close();
      data.close();
    }
  }

  private static Running start(List<Way> ways) {
    DataFolder data = DataFolder.claim(folder);
    try {
      PlatformKey key = PlatformKey.in(data.path(), new SecureRandom());
      return new Running(data, EmbeddedServer.start(data, key, ways));
    } catch (Refusal refused) {
      data.close();
      throw refused;
    }
  }

  private static int write(String word) throws SQLException {
    try (Running running = start(Way.ALL)) {
      execute(running.url(), "create table if not exists kept (word text)");
      execute(running.url(), "delete from kept where word = '" + word + "'");
      execute(running.url(), "insert into kept values ('" + word + "')");
      return running.url().port();
    }
  }

  /// Spares the unpacking.
  private static void copyBinaries(Path to) throws Exception {
    Path binaries = ServerBinaries.in(folder).folder();
    new ProcessBuilder("cp", "-a", binaries.toString(), to.toString()).start().waitFor();
  }

  private Process child(Path data, String... before) throws IOException {
    List<String> words = new ArrayList<>(List.of(before));
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(ServerChild.class.getName(), data.toString()));
    Process child =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    children.add(child);
    return child;
  }

  private static String firstLine(Process child) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    return String.valueOf(reader.readLine());
  }

  private static void kill(long pid) throws Exception {
    new ProcessBuilder("kill", "-9", Long.toString(pid)).start().waitFor();
  }

  private static void asRoot() {
    boolean root = new UnixSystem().getUid() == 0;
    if (!root) {
      System.out.println("EmbeddedServerIT: skipped what only root can try");
    }
    assumeTrue(root);
  }

  private static boolean answers(DatabaseUrl url) {
    try (Connection connection = url.open()) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private static void execute(DatabaseUrl url, String sql) throws SQLException {
    try (Connection connection = url.open();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(DatabaseUrl url, String sql) throws SQLException {
    try (Connection connection = url.open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "no row";
    }
  }
}
