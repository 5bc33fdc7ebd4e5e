package org.trousse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/conformance.md names the tests that there are, and says why where there is none.
final class ConformanceTest {
  private static final Path PAGE = Path.of("../docs/conformance.md");
  private static final int ASSERTIONS = 126;

  private static final Pattern TAGGED =
      Pattern.compile(
          "((?:@Tag\\(\"[^\"]+\"\\)\\s*|@[A-Z]\\w+(?:\\([^)]*\\))?\\s*)+)(?:static )?void"
              + " (\\w+)\\(");
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"consent-(\\d+)\"\\)");
  private static final Pattern ROW =
      Pattern.compile("\\| (\\d+) \\| ([^|]*) \\| ([^|]*) \\| ?([^|]*)\\|");

  @Test
  void every_assertion_names_its_tests_or_says_why_it_has_none() throws IOException {
    Map<Integer, Set<String>> held = held();
    List<String> lines = Files.readAllLines(PAGE);
    List<String> truth = lines.stream().map(line -> row(line, held)).toList();
    if (System.getProperty("conformance.write") != null) {
      Files.write(PAGE, truth);
      return;
    }

    assertThat(lines).containsExactlyElementsOf(truth);
    assertThat(lines.stream().filter(line -> ROW.matcher(line).matches())).hasSize(ASSERTIONS);
    assertThat(lines.stream().filter(ConformanceTest::isSilent)).isEmpty();
  }

  @Test
  void a_row_with_neither_test_nor_reason_would_be_found() {
    assertThat(isSilent("| 7 | something |  |  |")).isTrue();
    assertThat(isSilent("| 7 | something |  | not yet: no catalogue |")).isFalse();
  }

  private static boolean isSilent(String line) {
    Matcher row = ROW.matcher(line);
    return row.matches() && row.group(3).isBlank() && row.group(4).isBlank();
  }

  private static String row(String line, Map<Integer, Set<String>> held) {
    Matcher row = ROW.matcher(line);
    if (!row.matches()) {
      return line;
    }
    Set<String> tests = held.getOrDefault(Integer.valueOf(row.group(1)), Set.of());
    return "| %s | %s | %s | %s |"
        .formatted(
            row.group(1),
            row.group(2).strip(),
            String.join(", ", tests.stream().map(test -> "`" + test + "`").toList()),
            row.group(4).strip());
  }

  /// The tests of every house by the assertion that they are tagged with.
  private static Map<Integer, Set<String>> held() throws IOException {
    Map<Integer, Set<String>> held = new TreeMap<>();
    for (Path source : sources()) {
      String name = source.getFileName().toString().replace(".java", "");
      Matcher method = TAGGED.matcher(Files.readString(source));
      while (method.find()) {
        Matcher tag = TAG.matcher(method.group(1));
        while (tag.find()) {
          held.computeIfAbsent(Integer.valueOf(tag.group(1)), none -> new TreeSet<>())
              .add(name + "." + method.group(2));
        }
      }
    }
    return held;
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> houses = Files.list(Path.of(".."))) {
      for (Path house : houses.filter(Files::isDirectory).toList()) {
        for (Path tests :
            List.of(house.resolve("src/test/java"), house.resolve("client/src/test/java"))) {
          if (Files.isDirectory(tests)) {
            sources.addAll(javaFiles(tests));
          }
        }
      }
    }
    return sources;
  }

  private static List<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
