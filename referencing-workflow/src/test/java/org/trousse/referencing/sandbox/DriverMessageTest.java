package org.trousse.referencing.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.check.behaviour.BehaviourChecks;
import org.trousse.referencing.check.behaviour.ValidatesFhir;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.sandbox.door.Run;
import org.trousse.referencing.sandbox.proof.SandboxKeys;
import org.trousse.referencing.sandbox.scene.Scenes;

final class DriverMessageTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final SandboxKeys KEYS = SandboxKeys.make();
  private static final URI DRIVER = URI.create("https://app.example/driver");
  private static final String RUN = "0123456789abcdef";

  private static Subject subject() {
    List<Manifest.Want> wants =
        Stream.of("glucose", "blood-pressure", "body-weight", "body-temperature")
            .flatMap(kind -> Stream.of(kind + ".read", kind + ".add"))
            .map(permission -> ExampleApps.want(permission, true))
            .toList();
    return ExampleApps.subject(Manifest.Profile.FAPI2, RiskTier.R4, DRIVER, DRIVER, wants);
  }

  private static Run run(String scene) {
    Manifest app = subject().manifest();
    return new Run(
        "https://platform.example/sandbox/" + RUN,
        Objects.requireNonNull(app.exchange()),
        Scenes.cast(scene, app).orElseThrow(),
        KEYS,
        () -> "x");
  }

  static Set<String> scenes() {
    return Scenes.ids();
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void every_scene_begins_as_the_schema_says(String scene) throws IOException {
    String begin = DriverMessage.begin(RUN, run(scene), NOW).toString();

    assertThat(schema().validate(begin, InputFormat.JSON)).isEmpty();
  }

  @Test
  void the_return_is_as_the_schema_says() throws IOException {
    URI back = URI.create("https://app.example/callback?code=c&state=s");

    String message = DriverMessage.cameBack(RUN, run("connect"), back, NOW).toString();

    assertThat(schema().validate(message, InputFormat.JSON)).isEmpty();
  }

  @Test
  void the_schema_refuses_what_the_protocol_does_not_know() throws IOException {
    String begin =
        DriverMessage.begin(RUN, run("units"), NOW).put("patientName", "invented").toString();

    assertThat(schema().validate(begin, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void every_scene_is_judged_and_every_check_has_its_scenes() {
    Set<String> played =
        BehaviourChecks.all(ValidatesFhir.NONE).stream()
            .flatMap((Check check) -> check.looks(subject()).stream())
            .map(look -> ((Look.Play) look).scene())
            .collect(Collectors.toSet());

    assertThat(played).isEqualTo(Scenes.ids());
  }

  private static Schema schema() throws IOException {
    try (InputStream in =
        DriverMessage.class.getResourceAsStream("/sandbox/test-driver.schema.json")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text, InputFormat.JSON);
    }
  }
}
