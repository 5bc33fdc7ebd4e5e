package org.trousse.gateway.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Outcome;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PublishedSchemaTest {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final List<String> MEASURES =
      List.of("blood-glucose", "blood-pressure", "body-weight", "nothing");

  /// What a field may be given: right, at a limit, just past it, or of another type.
  private static final List<String> VALUES =
      List.of(
          "95",
          "-0",
          "5.3",
          "7.0",
          "1e2",
          "999999999",
          "999999999.1",
          "-999999999",
          "1e-30",
          "9007199254740991",
          "9007199254740992",
          "true",
          "false",
          "null",
          "{}",
          "[]",
          "[\"irregular-pulse\"]",
          "[\"irregular-pulse\",\"irregular-pulse\"]",
          "[\"x\"]",
          "[1]",
          "\"\"",
          "\"95\"",
          "\"5.30\"",
          "\"-5\"",
          "\"1e2\"",
          "\"1234567890\"",
          "\"123456789\"",
          "\"1.1234567890\"",
          "\"mg/dL\"",
          "\"high\"",
          "\"low\"",
          "\"finger\"",
          "\"fasting\"",
          "\"capillary-plasma\"",
          "\"blood-pressure\"",
          "\"2026-03-07T08:15:00\"",
          "\"2026-03-07T08:15:00Z\"",
          "\"2026-03-07T08:15:00.123456789+01:00\"",
          "\"2026-02-30T08:15:00\"",
          "\"2026-03-07T08:15Z\"",
          "\"2026-03-07 08:15:00\"",
          "\"2026-03-07T08:15:00\\n\"",
          "\"" + "i".repeat(32) + "\"",
          "\"" + "i".repeat(33) + "\"",
          "\"" + "i".repeat(128) + "\"",
          "\"" + "i".repeat(129) + "\"",
          "\"" + "\uD83D\uDE00".repeat(128) + "\"");

  private static final List<String> FIELDS =
      List.of(
          "measure",
          "time",
          "value",
          "systolic",
          "diastolic",
          "mean",
          "pulse",
          "unit",
          "id",
          "sequence",
          "outOfRange",
          "specimen",
          "site",
          "meal",
          "selfReported",
          "status",
          "vaule");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void the_hand_check_of_json1_and_its_schema_agree(long seed) {
    Random random = new Random(seed);
    int accepted = 0;
    for (int i = 0; i < 3_000; i++) {
      JsonNode record = mutated(random);

      boolean byHand = Json1Reading.check(record).isPresent();

      assertThat(byHand).as("%s", record).isEqualTo(PublishedSchema.JSON1.accepts(record));
      accepted += byHand ? 1 : 0;
    }
    assertThat(accepted).as("some must be right, or nothing was compared").isGreaterThan(200);
  }

  private static JsonNode mutated(Random random) {
    ObjectNode record = MAPPER.createObjectNode();
    String measure = pick(random, MEASURES);
    record.put("measure", measure).put("unit", "mg/dL").put("time", "2026-03-07T08:15:00Z");
    if (measure.equals("blood-pressure")) {
      record.put("systolic", 120).put("diastolic", 80);
    } else {
      record.put("value", 95);
    }
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      String field = pick(random, FIELDS);
      if (random.nextInt(4) == 0) {
        record.remove(field);
      } else {
        record.set(field, MAPPER.readTree(pick(random, VALUES)));
      }
    }
    return record;
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  @Test
  void names_every_wrong_field_and_its_mend_at_once() {
    JsonNode record =
        MAPPER.readTree(
            """
            {"measure": "blood-glucose", "vaule": 95, "time": "yesterday", "meal": "lunch",
             "id": 7}\
            """);

    List<String> said = PublishedSchema.JSON1.explain(record);

    assertThat(said)
        .anySatisfy(s -> assertThat(s).startsWith("/unit is missing.").contains("UCUM"))
        .anySatisfy(s -> assertThat(s).startsWith("/value is missing."))
        .anySatisfy(s -> assertThat(s).startsWith("/vaule is not a field here").contains("value"))
        .anySatisfy(s -> assertThat(s).startsWith("/time is not written").contains("RFC 3339"))
        .anySatisfy(s -> assertThat(s).startsWith("/meal is none").contains("fasting"))
        .anySatisfy(s -> assertThat(s).startsWith("/id ").contains("string"));
  }

  @Test
  void explains_in_english_wherever_it_runs_and_never_repeats_a_value() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.FRANCE);
    try {
      JsonNode record =
          MAPPER.readTree(
              "{\"measure\":\"body-weight\",\"value\":4242424242,\"unit\":\"kg\",\"id\":"
                  + "\"s3cret\",\"site\":\"s3cret\"}");

      String mend = PublishedSchema.JSON1.mend(record);

      assertThat(mend).doesNotContain("s3cret").doesNotContain("4242424242").contains("maximum");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void says_where_a_field_of_another_measure_stands() {
    JsonNode record =
        MAPPER.readTree(
            "{\"measure\":\"blood-pressure\",\"value\":1,\"systolic\":120,\"diastolic\":80,"
                + "\"unit\":\"mmHg\"}");

    assertThat(PublishedSchema.JSON1.mend(record))
        .contains("/value does not belong to this measure");
  }

  @Test
  void lists_the_words_of_the_sdk() {
    assertThat(words("json1", "reading", "/measure/enum"))
        .containsExactlyElementsOf(words(Measure.values(), Measure::word));
    assertThat(words("json1", "reading", "/specimen/enum"))
        .containsExactlyElementsOf(words(Specimen.values(), Specimen::word));
    assertThat(words("json1", "reading", "/site/enum"))
        .containsExactlyElementsOf(words(BodySite.values(), BodySite::word));
    assertThat(words("json1", "reading", "/meal/enum"))
        .containsExactlyElementsOf(words(Meal.values(), Meal::word));
    assertThat(words("json1", "reading", "/status/items/enum"))
        .containsExactlyElementsOf(words(DeviceStatus.values(), DeviceStatus::word));
    assertThat(words("ack", "record", "/outcome/enum"))
        .containsExactlyInAnyOrderElementsOf(words(Outcome.values(), Outcome::word));
  }

  @Test
  void every_example_satisfies_its_own_schema() {
    assertExamples("json1", PublishedSchema.JSON1);
    assertExamples("batch", PublishedSchema.BATCH);
    assertExamples("clock", PublishedSchema.CLOCK);
    assertExamples("ack", PublishedSchema.ACK);
  }

  @Test
  void every_field_is_described() {
    for (String name : List.of("json1", "batch", "clock", "ack")) {
      JsonNode definitions = load(name).path("$defs");
      for (JsonNode definition : definitions) {
        for (JsonNode property : definition.path("properties")) {
          assertThat(property.path("description").asString("")).as(name).isNotBlank();
        }
      }
    }
  }

  private static void assertExamples(String name, PublishedSchema schema) {
    JsonNode examples = load(name).path("examples");
    assertThat(examples.size()).as(name).isPositive();
    for (JsonNode example : examples) {
      assertThat(schema.acceptsMessage(example)).as("%s: %s", name, example).isTrue();
    }
  }

  private static List<String> words(String name, String definition, String at) {
    List<String> words = new ArrayList<>();
    load(name)
        .path("$defs")
        .path(definition)
        .path("properties")
        .at(at)
        .forEach(word -> words.add(word.asString()));
    return words;
  }

  private static <T> List<String> words(T[] values, Function<T, String> word) {
    return List.of(values).stream().map(word).toList();
  }

  private static JsonNode load(String name) {
    try (InputStream in =
        PublishedSchemaTest.class.getResourceAsStream("/schemas/" + name + ".schema.json")) {
      return MAPPER.readTree(Objects.requireNonNull(in).readAllBytes());
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
