package org.trousse.gateway.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.trousse.sdk.reading.Payload;

/// A format's public page: its examples and what it says comes of them.
///
/// @param word the format's name, and the file's
record FormatPage(String word, List<Example> examples) {
  static final Path FOLDER = Path.of("..", "docs", "formats");

  private static final Pattern EXAMPLE =
      Pattern.compile(
          "```(hex|json|csv|xml)\\n(.*?)\\n```\\s*```result\\n(.*?)\\n```", Pattern.DOTALL);

  /// What is sent, and the lines that the page shows.
  record Example(Payload payload, String result) {
    byte[] bytes() {
      return payload.bytes();
    }
  }

  static FormatPage of(String word) {
    return of(word, read(FOLDER.resolve(word + ".md")));
  }

  static FormatPage of(String word, String markdown) {
    List<Example> examples = new ArrayList<>();
    Matcher found = EXAMPLE.matcher(markdown);
    while (found.find()) {
      byte[] bytes =
          found.group(1).equals("hex")
              ? HexFormat.of().parseHex(found.group(2).replaceAll("\\s", ""))
              : found.group(2).getBytes(StandardCharsets.UTF_8);
      examples.add(new Example(new Payload(word, bytes), found.group(3)));
    }
    return new FormatPage(word, examples);
  }

  /// The names of all pages but the index.
  static List<String> words() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
          .map(name -> name.substring(0, name.length() - 3))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
