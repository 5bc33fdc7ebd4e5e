package org.trousse.platform.apps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.trousse.platform.Settings;
import org.trousse.platform.refusal.Refusal;
import org.trousse.referencing.outbound.Countries;
import org.trousse.referencing.outbound.OutsideModule;

/// What the operator gives to automatic checks (docs/operating.md).
///
/// @param locations lines of the location file; empty without one
/// @param vulnerabilities a file of OSV entries, read anew at each run
/// @param browser a Chromium
public record OperatorFiles(
    List<String> locations, Optional<Path> vulnerabilities, Optional<Path> browser) {
  public OperatorFiles {
    locations = List.copyOf(locations);
  }

  /// None of them.
  public static OperatorFiles none() {
    return new OperatorFiles(List.of(), Optional.empty(), Optional.empty());
  }

  /// Reads and tries them, which blocks; throws a [Refusal] that says what to do.
  public static OperatorFiles read(Settings settings) {
    settings.vulnerabilities().ifPresent(OperatorFiles::tryList);
    settings.browser().ifPresent(OperatorFiles::tryBrowser);
    return new OperatorFiles(
        settings.locations().map(OperatorFiles::lines).orElse(List.of()),
        settings.vulnerabilities().map(Path::toAbsolutePath),
        settings.browser().map(Path::toAbsolutePath));
  }

  private static List<String> lines(Path file) {
    try (Stream<String> all = Files.lines(file)) {
      List<String> lines = all.limit(Countries.LINES_MAX + 1L).toList();
      if (Countries.read(lines).isEmpty()) {
        throw new Refusal("--locations: %s holds no line of first,last,country.".formatted(file));
      }
      return lines;
    } catch (IOException | UncheckedIOException unreadable) {
      throw new Refusal(
          "--locations: %s cannot be read%s.".formatted(file, why(unreadable)), unreadable);
    } catch (IllegalArgumentException wrong) {
      throw new Refusal(
          "--locations: in %s, %s. Each line is first,last,country: docs/operating.md."
              .formatted(file, wrong.getMessage()),
          wrong);
    }
  }

  private static String why(Exception unreadable) {
    Throwable cause = unreadable.getCause() == null ? unreadable : unreadable.getCause();
    return cause instanceof MalformedInputException ? " as UTF-8" : "";
  }

  private static void tryList(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new Refusal(
          "--vulnerabilities: %s cannot be read: name a file of OSV entries.".formatted(file));
    }
    try {
      if (Files.size(file) > OutsideModule.LIST_BYTES_MAX) {
        throw new Refusal(
            "--vulnerabilities: %s is longer than 32 MB: keep what your vendors' ecosystems need."
                .formatted(file));
      }
    } catch (IOException unreadable) {
      throw new Refusal("--vulnerabilities: %s cannot be read.".formatted(file), unreadable);
    }
  }

  private static void tryBrowser(Path file) {
    if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
      throw new Refusal(
          "--browser: %s is no program that can be run: name a Chromium.".formatted(file));
    }
  }
}
