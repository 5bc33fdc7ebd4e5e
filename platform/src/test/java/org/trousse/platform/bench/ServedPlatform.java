package org.trousse.platform.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trousse.platform.InventedProvider;
import org.trousse.platform.Main;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.embedded.EmbeddedServer;
import org.trousse.platform.secret.PlatformKey;

/// `trousse serve` in a process of its own, with a PostgreSQL of its own, on free ports.
final class ServedPlatform implements AutoCloseable {
  private static final int UNBOUNDED = 1_000_000_000;
  private static final int CALLS_PER_MINUTE_MAX = 10_000_000; // ten times that of one client
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

  private final Path data;
  private final Process process;
  private final int httpPort;
  private final int mqttPort;
  private final PlatformKey key;
  private final DatabaseUrl database;

  private ServedPlatform(
      Path data,
      Process process,
      int httpPort,
      int mqttPort,
      PlatformKey key,
      DatabaseUrl database) {
    this.data = data;
    this.process = process;
    this.httpPort = httpPort;
    this.mqttPort = mqttPort;
    this.key = key;
    this.database = database;
  }

  /// Starts it and returns when its doors are open.
  static ServedPlatform start(Path data) throws IOException {
    int http = freePort();
    int mqtt = freePort();
    Process process = launch(data, http, mqtt, List.of());
    PlatformKey key = PlatformKey.in(data, new SecureRandom());
    return new ServedPlatform(
        data, process, http, mqtt, key, EmbeddedServer.running(data, key).orElseThrow());
  }

  /// Starts another on the same database, behind the same address.
  ServedPlatform startSecond(Path folder) throws IOException {
    int http = freePort();
    int mqtt = freePort();
    List<String> more =
        List.of(
            "--public-url=" + url(),
            "--key-file=" + data.resolve("trousse.key"),
            "--db=postgresql://%s:%s@%s:%d/%s?sslmode=disable"
                .formatted(
                    database.user(),
                    URLEncoder.encode(database.password(), StandardCharsets.UTF_8),
                    database.host(),
                    database.port(),
                    database.database()));
    Process second = launch(Files.createDirectories(folder), http, mqtt, more);
    return new ServedPlatform(folder, second, http, mqtt, key, database);
  }

  private static Process launch(Path data, int http, int mqtt, List<String> more)
      throws IOException {
    List<String> words =
        java(
            Main.class.getName(),
            "serve",
            "--data=" + data,
            "--http-port=" + http,
            "--mqtt-port=" + mqtt,
            "--mqtt-tls-port=" + freePort(),
            "--operations-port=" + freePort(),
            "--messages-per-second-max=" + UNBOUNDED,
            "--messages-per-day-max=" + UNBOUNDED,
            "--connections-max=" + UNBOUNDED,
            "--refused-sign-ins-max=" + UNBOUNDED,
            "--calls-per-minute-max=" + CALLS_PER_MINUTE_MAX,
            InventedProvider.option(data));
    words.addAll(more);
    Path log = data.resolve("serve.log");
    Process process = new ProcessBuilder(words).redirectError(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String said = out.readLine();
    if (said == null || !said.contains("listens on")) {
      stop(process);
      throw new IOException("the platform did not start: " + said + "\n" + Files.readString(log));
    }
    return process;
  }

  /// Java as this process runs it, with a heap of 1 GiB.
  static List<String> java(String main, String... arguments) {
    return java(System.getProperty("java.class.path"), main, arguments);
  }

  static List<String> java(String classPath, String main, String[] arguments) {
    List<String> words = new ArrayList<>();
    words.add(tool("java"));
    words.add("-Xmx1g");
    words.add("-XX:+ExitOnOutOfMemoryError");
    words.add("--enable-native-access=ALL-UNNAMED");
    words.add("--sun-misc-unsafe-memory-access=allow");
    words.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    words.addAll(List.of("-cp", classPath, main));
    words.addAll(List.of(arguments));
    return words;
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// As clients know it.
  String url() {
    return "http://localhost:" + httpPort;
  }

  int mqttPort() {
    return mqttPort;
  }

  PlatformKey key() {
    return key;
  }

  DatabaseUrl database() {
    return database;
  }

  /// As the owner of all tables.
  Connection connect() throws SQLException {
    return database.open();
  }

  /// What is reachable in its heap.
  long liveHeapBytes() throws IOException {
    return number(LIVE, jcmd("GC.class_histogram"));
  }

  long residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    return Files.exists(status) ? 1_024 * number(RESIDENT, Files.readString(status)) : 0;
  }

  /// Begins a flight recording that writes `file` after so many seconds.
  void record(Path file, int seconds) throws IOException {
    jcmd("JFR.start", "settings=profile", "duration=" + seconds + "s", "filename=" + file);
  }

  private String jcmd(String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(tool("jcmd"), Long.toString(process.pid())));
    words.addAll(List.of(command));
    Process jcmd = new ProcessBuilder(words).redirectErrorStream(true).start();
    return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static long number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("no number in: " + text);
    }
    return Long.parseLong(found.group(1));
  }

  /// Processor time so far.
  CpuTimes cpu() {
    return new CpuTimes(
        nanos(process.toHandle()),
        process.descendants().mapToLong(ServedPlatform::nanos).sum(),
        nanos(ProcessHandle.current()));
  }

  private static long nanos(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  /// Of the platform, its PostgreSQL and this process, in nanoseconds.
  record CpuTimes(long platform, long postgres, long generator) {
    /// Microseconds of each for one of `count` readings since `before`.
    String since(CpuTimes before, long count) {
      return "platform %.1f, PostgreSQL %.1f, load generator %.1f"
          .formatted(
              (platform - before.platform) / 1e3 / count,
              (postgres - before.postgres) / 1e3 / count,
              (generator - before.generator) / 1e3 / count);
    }
  }

  Path data() {
    return data;
  }

  @Override
  public void close() {
    stop(process);
  }

  /// Politely, so that its PostgreSQL stops too; what is left after a minute is killed.
  private static void stop(Process process) {
    List<ProcessHandle> below = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException hurry) {
      process.destroyForcibly();
    }
    below.forEach(ProcessHandle::destroyForcibly);
  }
}
