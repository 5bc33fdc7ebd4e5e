package org.trousse.referencing.check.behaviour;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.trousse.referencing.check.Sight;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A tape, asked.
record Recording(Sight.Tape tape) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// A measurement that the app was given.
  ///
  /// @param measured when it was, truly: by the device's clock, corrected
  record Given(
      String id,
      String kind,
      Map<String, BigDecimal> amounts,
      String unit,
      Instant measured,
      boolean error,
      boolean test,
      String device) {}

  Stream<Sight.Taken> at(String... doors) {
    return tape.taken().stream().filter(one -> List.of(doors).contains(one.door()));
  }

  /// What the app added, or tried to.
  Stream<Sight.Taken> creates() {
    return at("fhir").filter(one -> one.method().equals("POST"));
  }

  static String note(Sight.Taken taken, String name) {
    return taken.notes().getOrDefault(name, "");
  }

  static boolean is(Sight.Taken taken, String name, String value) {
    return note(taken, name).equals(value);
  }

  static boolean succeeded(Sight.Taken taken) {
    return taken.answered() / 100 == 2;
  }

  /// Whether the app asked the patient at all.
  boolean connected() {
    return at("token").anyMatch(Recording::succeeded);
  }

  static JsonNode json(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException notJson) {
      return MAPPER.createObjectNode();
    }
  }

  /// What the first message to the driver gave.
  List<Given> given() {
    List<Given> readings = new ArrayList<>();
    at("driver")
        .filter(one -> is(one, "step", "begin"))
        .findFirst()
        .ifPresent(begin ->
            json(begin.body())
                .path("readings")
                .forEach(one -> {
                  Given reading = reading(one);
                  readings.add(reading);
                }));
    return readings;
  }

  private static Given reading(JsonNode json) {
    Map<String, BigDecimal> amounts = new LinkedHashMap<>();
    for (String name : List.of("value", "systolic", "diastolic")) {
      if (json.has(name)) {
        amounts.put(name, new BigDecimal(json.path(name).asString("0")));
      }
    }
    Instant said = instant(json.path("time").asString("")).orElse(Instant.EPOCH);
    JsonNode clock = json.path("clock");
    Duration correction =
        clock.isObject()
            ? Duration.between(
                instant(clock.path("shows").asString("")).orElse(Instant.EPOCH),
                instant(clock.path("at").asString("")).orElse(Instant.EPOCH))
            : Duration.ZERO;
    return new Given(
        json.path("id").asString(""),
        json.path("kind").asString(""),
        Map.copyOf(amounts),
        json.path("unit").asString(""),
        said.plus(correction),
        json.has("error"),
        json.path("test").asBoolean(false),
        json.path("device").asString(""));
  }

  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }
}
