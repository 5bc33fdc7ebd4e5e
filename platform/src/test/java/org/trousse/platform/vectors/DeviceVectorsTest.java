package org.trousse.platform.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// Every public vector of the formats that we read, by its id.
class DeviceVectorsTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final List<String> FORMATS =
      List.of(
          "prim:sfloat",
          "prim:float",
          "prim:crc16-mcrf4xx",
          "unit:string",
          "unit:glucose",
          "unit:convert",
          "gatt:2A18",
          "gatt:2A34",
          "gatt:2AA7",
          "gatt:2AAA",
          "gatt:2A35",
          "gatt:2A9D",
          "gatt:2A1C",
          "gatt:2A08",
          "gatt:2AA9",
          "gatt:2A36",
          "gatt:2A9C",
          "vendor:xiaomi-181D",
          "vendor:xiaomi-181B",
          "dexcom:v3:egv",
          "dexcom:clarity-row",
          "libreview:csv-row",
          "withings:measuregrp",
          "nightscout:entry",
          "ihealth:bg",
          "ihealth:bp",
          "ihealth:weight",
          "healthconnect:BloodGlucoseRecord",
          "healthconnect:BloodPressureRecord",
          "healthkit:export-record",
          "logic:cgm-time",
          "logic:cgm-gap",
          "logic:dexcom-time",
          "logic:dedupe",
          "logic:idempotency",
          "logic:local-time",
          "logic:plausibility",
          "logic:time-window",
          "mes:export");

  static Stream<Vector> vectors() {
    return Stream.of("device-vectors.json", "senml-vectors.json", "format-vectors.json")
        .flatMap(name -> {
          try {
            return file(name).stream();
          } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException(unreadable);
          }
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void decodes_as_its_source_says(Vector vector) {
    VectorRunner.Verdict verdict = VectorRunner.judge(vector);

    assertThat(verdict.words()).isEqualTo("ok");
  }

  @Test
  void our_files_hold_every_format_that_is_asked_for() {
    List<String> formats = vectors().map(Vector::format).distinct().toList();

    assertThat(formats).containsAll(FORMATS).anyMatch(format -> format.startsWith("omh:"));
  }

  @Test
  void a_vector_that_differs_is_named_and_fails_the_run() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Vector> vectors =
        Vector.all(
            MAPPER.readTree(
                """
                {"vectors": [
                  {"id": "right", "format": "prim:sfloat", "input": {"hex": "0200"},
                   "expect": {"outcome": "accept", "value": "2", "note": "for people"}},
                  {"id": "wrong", "format": "prim:sfloat", "input": {"hex": "0200"},
                   "expect": {"outcome": "accept", "value": "2.0"}},
                  {"id": "not-hex", "format": "prim:sfloat", "input": {"hex": "zz"},
                   "expect": {"outcome": "accept"}},
                  {"id": "later", "format": "vendor:unheard-of", "input": {}, "expect": {}}
                ]}\
                """));

    boolean noneDiffers =
        VectorRunner.run(vectors, new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(noneDiffers).isFalse();
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).first().isEqualTo("right ok");
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .contains("wrong differs: /value is 2, expected \"2.0\"", "later not supported")
        .anyMatch(line -> line.startsWith("not-hex differs: it cannot be run"))
        .last()
        .isEqualTo("1 ok, 2 differ, 1 not supported");
  }

  private static List<Vector> file(String name) throws IOException, URISyntaxException {
    URL url = Objects.requireNonNull(DeviceVectorsTest.class.getResource("/vectors/" + name));
    return Vector.file(Path.of(url.toURI()));
  }
}
