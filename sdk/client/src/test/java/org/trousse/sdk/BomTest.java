package org.trousse.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The bill of materials has no parent, so nothing but this holds it to the SDK.
final class BomTest {
  @Test
  void names_every_artifact_of_the_sdk_in_the_sdks_version() throws IOException {
    String sdk = Files.readString(Path.of("..", "pom.xml"));
    String bom = Files.readString(Path.of("..", "bom", "pom.xml"));

    assertThat(first("<version>([^<]+)</version>", bom))
        .isEqualTo(first("<version>([^<]+)</version>", sdk));
    Matcher module = Pattern.compile("<module>([^<]+)</module>").matcher(sdk);
    while (module.find()) {
      if (!module.group(1).equals("bom")) {
        assertThat(bom).contains("<artifactId>sdk-" + module.group(1) + "</artifactId>");
      }
    }
  }

  @Test
  void runs_programs_with_the_plugin_of_all_others() throws IOException {
    String version = "<artifactId>exec-maven-plugin</artifactId><version>([^<]+)</version>";

    assertThat(first(version, Files.readString(Path.of("..", "bom", "pom.xml"))))
        .isEqualTo(first(version, Files.readString(Path.of("..", "..", "pom.xml"))));
  }

  private static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
