package org.trousse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

/// Settings are what docs/settings.md says, and bad ones are refused in a sentence.
final class SettingsTest {
  private static final Path TABLE = Path.of("../docs/settings.md");

  @Test
  void the_table_in_the_documentation_is_the_truth() throws IOException {
    List<String> rows =
        Files.readAllLines(TABLE).stream().filter(line -> line.startsWith("| `--")).toList();

    assertThat(rows).containsExactlyElementsOf(expectedRows());
  }

  @Test
  void an_empty_table_would_be_found() {
    assertThat(expectedRows()).hasSizeGreaterThan(10);
  }

  @Test
  void two_doors_on_one_port_are_refused() {
    assertThat(parsed("--http-port=1883").firstFault())
        .hasValue("--mqtt-port and --http-port are both 1883: choose two ports.");
  }

  @Test
  void a_port_beyond_65535_is_refused() {
    assertThat(parsed("--http-port=65535").firstFault()).isEmpty();
    assertThat(parsed("--http-port=65536").firstFault())
        .hasValue("--http-port must be between 1 and 65535.");
  }

  @Test
  void half_a_certificate_is_refused() {
    assertThat(parsed("--tls-key=key.pem").firstFault()).get().asString().contains("give both");
  }

  @Test
  void a_busy_port_is_one_clear_sentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Settings settings = parsed("--http-port=" + taken.getLocalPort());

      assertThat(settings.firstBusyPort())
          .hasValue(
              "Port "
                  + taken.getLocalPort()
                  + " is taken: stop what uses it, or choose another with --http-port=…"
                  + " (-Dhttp.port=… with Maven).");
    }
  }

  @Test
  void an_unknown_option_is_refused_by_name() {
    assertThat(Main.execute("serve", "--htpp-port=1")).isEqualTo(2);
  }

  @Command(name = "any")
  private static final class Any {
    @Mixin private Settings settings = new Settings();
  }

  private static Settings parsed(String... arguments) {
    Any any = new Any();
    new CommandLine(any).parseArgs(arguments);
    return any.settings;
  }

  private static List<String> expectedRows() {
    return new CommandLine(new Any())
        .getCommandSpec().options().stream()
            .map(option ->
                "| `%s=%s` | %s | %s |"
                    .formatted(
                        option.longestName(),
                        option.paramLabel(),
                        defaultOf(option),
                        String.join(" ", option.description())))
            .toList();
  }

  private static String defaultOf(OptionSpec option) {
    return option.defaultValue() == null ? "" : "`" + option.defaultValue() + "`";
  }
}
