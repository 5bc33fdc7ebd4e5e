package org.trousse.referencing.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A browser of its own for one page, with an empty profile that goes with it. All of it blocks:
/// call it where that is allowed.
///
/// Its own ways out are walled up twice: every name and address fails to resolve, and the proxy
/// that everything has to go through (loopback too) is nowhere. It keeps its sandbox: where the
/// platform runs as root, the browser runs as nobody.
final class Chromium {
  private static final int NOBODY = 65_534;
  private static final int END_SECONDS = 5;
  private static final int REMOVALS_MAX = 5;
  private static final String DOOR = "DevToolsActivePort";

  private static final List<String> OPTIONS =
      List.of(
          "--headless",
          "--remote-debugging-port=0",
          "--proxy-server=127.0.0.1:9",
          "--proxy-bypass-list=<-loopback>",
          "--host-resolver-rules=MAP * ~NOTFOUND",
          "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
          "--disable-quic",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-default-apps",
          "--disable-domain-reliability",
          "--disable-extensions",
          "--disable-sync",
          "--disable-gpu",
          "--disable-breakpad",
          "--disable-crash-reporter",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--no-default-browser-check",
          "--no-pings",
          "--mute-audio",
          "--password-store=basic",
          "--window-size=1280,1024");

  private final Process process;
  private final Path profile;

  private Chromium(Process process, Path profile) {
    this.process = process;
    this.profile = profile;
  }

  /// @param program the operator's Chromium, or a script that starts one
  static Chromium start(Path program) throws IOException {
    Path profile = Files.createTempDirectory("trousse-browser-");
    try {
      ProcessBuilder builder = new ProcessBuilder(words(program, profile));
      Map<String, String> environment = builder.environment();
      environment.clear();
      environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
      environment.put("HOME", profile.toString());
      environment.put("TMPDIR", profile.toString());
      environment.put("LANG", "C.UTF-8");
      return new Chromium(
          builder
              .directory(profile.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start(),
          profile);
    } catch (IOException failed) {
      remove(profile);
      throw failed;
    }
  }

  private static List<String> words(Path program, Path profile) throws IOException {
    List<String> words = new ArrayList<>();
    if (profile.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.getAttribute(profile, "unix:uid").equals(0)) {
      Files.setAttribute(profile, "unix:uid", NOBODY);
      words.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    words.add(program.toString());
    words.addAll(OPTIONS);
    words.add("--user-data-dir=" + profile);
    words.add("about:blank");
    return words;
  }

  /// Where it writes, once it listens, its port on loopback and the path of its door.
  Path door() {
    return profile.resolve(DOOR);
  }

  boolean alive() {
    return process.isAlive();
  }

  Path profile() {
    return profile;
  }

  /// Ends it and all that it started, at once, and removes its profile.
  void end() {
    Set<ProcessHandle> all = new HashSet<>(process.descendants().toList());
    all.add(process.toHandle());
    all.addAll(strays());
    all.forEach(ProcessHandle::destroyForcibly);
    try {
      boolean gone = process.waitFor(END_SECONDS, TimeUnit.SECONDS);
      if (gone) {
        strays().forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    remove(profile);
  }

  /// Helpers that left their parents still name the profile.
  private List<ProcessHandle> strays() {
    return ProcessHandle.allProcesses()
        .filter(one -> one.info().commandLine().orElse("").contains(profile.toString()))
        .toList();
  }

  /// A process that is being ended may still write: a folder that fills again is emptied again.
  private static void remove(Path folder) {
    for (int attempt = 0; attempt < REMOVALS_MAX && Files.exists(folder); attempt++) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException | UncheckedIOException busy) {
        // looked at again
      }
    }
  }
}
