package org.trousse.platform.fault;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.trousse.platform.InventedProvider;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.embedded.EmbeddedServer;
import org.trousse.platform.secret.PlatformKey;

/// The platform as a process of its own on a data folder, which a test may kill: itself, its
/// PostgreSQL, or both. Kills nothing but what it started.
final class PlatformChild implements AutoCloseable {
  private static final int STOP_SECONDS = 60;
  private static final int END_SECONDS = 2;
  private static final List<String> PORTS = List.of("http", "mqtt", "mqtt-tls", "operations");

  private final Path data;
  private final Path log;
  private final List<String> words = new ArrayList<>();
  private final Map<String, Integer> ports;
  private Process process;

  /// How a child is started.
  ///
  /// @param main the program: the platform, or a broken one
  /// @param before classes that stand before the platform's own on the class path
  record Way(Class<?> main, String heap, Optional<Path> before) {}

  PlatformChild(Path data, Way way, RandomGenerator chance) throws IOException {
    this.data = data;
    this.log = data.resolveSibling(data.getFileName() + ".log");
    this.ports = freePorts(chance);
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            "-Xmx" + way.heap(),
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp"));
    String own = System.getProperty("java.class.path");
    words.add(way.before().map(first -> first + File.pathSeparator + own).orElse(own));
    words.addAll(List.of(way.main().getName(), "serve", "--data=" + data));
    ports.forEach((name, port) -> words.add("--" + name + "-port=" + port));
    words.addAll(List.of("--messages-per-second-max=1000000", "--messages-per-day-max=2000000000"));
    words.add(InventedProvider.option(data.toAbsolutePath().getParent()));
    this.process = launch();
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /// Starts it again where it died.
  void startAgain() throws IOException {
    process = launch();
  }

  boolean alive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  int mqttPort() {
    return ports.get("mqtt");
  }

  /// The embedded database, as its owner.
  DatabaseUrl database() {
    PlatformKey key = PlatformKey.read(data.resolve("trousse.key"));
    return EmbeddedServer.running(data, key).orElseThrow();
  }

  /// kill -9, and waits until it is gone.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// kill -9 of PostgreSQL's first process and of all below it.
  void killDatabase() throws IOException {
    List<ProcessHandle> all = running();
    all.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(all);
  }

  /// Both at once.
  void killAll() throws IOException {
    List<ProcessHandle> all = running();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    awaitEnd(all);
  }

  /// Bounded: where nobody reaps orphans they look alive for ever.
  private static void awaitEnd(List<ProcessHandle> killed) {
    CompletableFuture.allOf(
            killed.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, END_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private List<ProcessHandle> running() throws IOException {
    List<ProcessHandle> all = postgres();
    if (all.isEmpty()) {
      throw new IllegalStateException("PostgreSQL is down already: nothing to kill");
    }
    return all;
  }

  /// PostgreSQL's first process and all below it; nothing when it is down.
  private List<ProcessHandle> postgres() throws IOException {
    Path cluster = data.toRealPath().resolve("postgres");
    if (!Files.exists(cluster.resolve("postmaster.pid"))) {
      return List.of();
    }
    long pid =
        Long.parseLong(Files.readAllLines(cluster.resolve("postmaster.pid")).getFirst().strip());
    return ProcessHandle.of(pid)
        .filter(first -> servesFrom(cluster, first))
        .map(first -> Stream.concat(Stream.of(first), first.descendants()).toList())
        .orElse(List.of());
  }

  /// The number alone proves nothing: another program may have it since.
  private static boolean servesFrom(Path cluster, ProcessHandle process) {
    String[] arguments = process.info().arguments().orElse(new String[0]);
    return Arrays.asList(arguments).contains(cluster.toString());
  }

  /// The last words of the child, for a failure's message.
  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  /// Outside of the range from which connections get their own ports: a client that calls a dead
  /// server's port again and again would one day be given that very port, and call itself.
  private static Map<String, Integer> freePorts(RandomGenerator chance) {
    Map<String, Integer> found = new LinkedHashMap<>();
    for (String name : PORTS) {
      int port = chance.nextInt(20_000, 32_000);
      while (found.containsValue(port) || !free(port)) {
        port = chance.nextInt(20_000, 32_000);
      }
      found.put(name, port);
    }
    return found;
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /// Stops it as an operator would; nothing of it is left running.
  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS).join();
    kill();
    postgres().forEach(ProcessHandle::destroyForcibly);
  }
}
