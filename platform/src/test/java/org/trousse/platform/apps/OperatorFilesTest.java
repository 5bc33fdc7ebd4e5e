package org.trousse.platform.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.Settings;
import org.trousse.platform.refusal.Refusal;
import org.trousse.referencing.outbound.OutsideModule;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// What the operator gives to checks is tried at the start, and refused in a sentence.
final class OperatorFilesTest {
  @TempDir private Path folder;

  @Command(name = "any")
  private static final class Any {
    @Mixin private Settings settings = new Settings();
  }

  private static OperatorFiles read(String... arguments) {
    Any any = new Any();
    new CommandLine(any).parseArgs(arguments);
    return OperatorFiles.read(any.settings);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static void refused(String argument, String sentence) {
    assertThatThrownBy(() -> read(argument))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void without_options_there_is_nothing() {
    assertThat(read()).isEqualTo(OperatorFiles.none());
  }

  @Test
  void files_that_can_be_read_are_taken() throws IOException {
    Path places = file("places", "# invented\n192.0.2.0,192.0.2.255,FR\n");
    Path list = file("list.json", "[]");
    Path browser = file("browser", "");
    assertThat(browser.toFile().setExecutable(true)).isTrue();

    OperatorFiles files =
        read("--locations=" + places, "--vulnerabilities=" + list, "--browser=" + browser);

    assertThat(files.locations()).containsExactly("# invented", "192.0.2.0,192.0.2.255,FR");
    assertThat(files.vulnerabilities()).hasValue(list.toAbsolutePath());
    assertThat(files.browser()).hasValue(browser.toAbsolutePath());
  }

  @Test
  void a_location_file_that_says_nothing_or_nonsense_is_refused() throws IOException {
    Path empty = file("empty", "# only words\n");
    Path nonsense = file("nonsense", "192.0.2.0,192.0.2.255,FR\n192.0.2.9,DE\n");
    Path twice = file("twice", "192.0.2.0,192.0.2.255,FR\n192.0.2.255,198.51.100.1,DE\n");
    Path bytes = folder.resolve("bytes");
    Files.write(bytes, "192.0.2.0,192.0.2.255,é".getBytes(StandardCharsets.ISO_8859_1));

    refused("--locations=" + empty, "holds no line of first,last,country");
    refused("--locations=" + nonsense, "line 2 of the locations says no range");
    refused("--locations=" + twice, "overlap");
    refused("--locations=" + bytes, "cannot be read as UTF-8");
    refused("--locations=" + folder.resolve("nowhere"), "cannot be read.");
  }

  @Test
  void a_list_of_vulnerabilities_has_32_megabytes_at_most() throws IOException {
    Path list = folder.resolve("list.json");
    try (RandomAccessFile hollow = new RandomAccessFile(list.toFile(), "rw")) {
      hollow.setLength(OutsideModule.LIST_BYTES_MAX);
      assertThat(read("--vulnerabilities=" + list).vulnerabilities()).isPresent();

      hollow.setLength(OutsideModule.LIST_BYTES_MAX + 1);
      refused("--vulnerabilities=" + list, "longer than 32 MB");
    }
    refused("--vulnerabilities=" + folder, "cannot be read");
    refused("--vulnerabilities=" + folder.resolve("nowhere"), "cannot be read");
  }

  @Test
  void a_browser_that_cannot_be_run_is_refused() throws IOException {
    refused("--browser=" + folder, "no program that can be run");
    refused("--browser=" + file("text", "words"), "no program that can be run");
    refused("--browser=" + folder.resolve("nowhere"), "no program that can be run");
  }
}
