package org.trousse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No talk about layout: google-java-format decides. `mvn -q -Pformat` puts it right.
final class FormatTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void every_java_file_is_formatted() throws IOException, FormatterException {
    List<Path> badlyFormatted = new ArrayList<>();

    for (Path file : javaFiles()) {
      String source = Files.readString(file);
      if (!new Formatter().formatSource(source).equals(source)) {
        badlyFormatted.add(ROOT.relativize(file));
      }
    }

    assertThat(badlyFormatted).as("run mvn -q -Pformat").isEmpty();
  }

  @Test
  void a_badly_formatted_file_would_be_found() throws FormatterException {
    String source = "class  A { }\n";

    assertThat(new Formatter().formatSource(source)).isNotEqualTo(source);
  }

  /// Puts every file right.
  public static void main(String[] arguments) throws IOException, FormatterException {
    for (Path file : javaFiles()) {
      String source = Files.readString(file);
      String formatted = new Formatter().formatSource(source);
      if (!formatted.equals(source)) {
        Files.writeString(file, formatted);
        System.out.println("formatted " + ROOT.relativize(file));
      }
    }
  }

  private static List<Path> javaFiles() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    }
  }
}
