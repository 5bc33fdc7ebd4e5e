package org.trousse.record.statistics;

import static org.trousse.record.fhir.JsonBytes.quoted;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Definition;
import org.trousse.record.fhir.ObservationPieces;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.record.terminology.FhirCodes.Coding;

/// R4 Parameters with an Observation for each code and a component for each number.
final class StatsEncoder {
  private static final String STANDARD =
      "http://terminology.hl7.org/CodeSystem/observation-statistics";
  private static final String DEFINITION = "urn:trousse:statistic-definition";
  private static final String EXCLUDED = "urn:trousse:statistic-excluded";
  private static final String DOUBT = "urn:trousse:statistic-doubt";
  private static final String PROTOCOL = "urn:trousse:blood-pressure-protocol";
  private static final String CATEGORY =
      "\"category\":[{\"coding\":[{\"system\":"
          + "\"http://terminology.hl7.org/CodeSystem/observation-category\","
          + "\"code\":\"vital-signs\",\"display\":\"vital-signs\"}]},{\"coding\":[{\"system\":"
          + "\"urn:trousse:observation-category\",\"code\":\"statistic\"}]}]";

  private final String subject;
  private final Locale language;
  private final Instant now;
  private final Map<String, Map<String, Definition>> definitions = new HashMap<>();

  /// @param subject the patient's reference
  StatsEncoder(String subject, Locale language, Instant now) {
    this.subject = subject;
    this.language = language;
    this.now = now;
  }

  /// The whole answer.
  ///
  /// @param sources Observations as they are, those that were counted
  String parameters(StatsQuestion question, List<Counted> counted, List<String> sources) {
    List<String> parts = new ArrayList<>();
    counted.forEach(one -> parts.add(parameter("statistics", observation(question, one))));
    sources.forEach(one -> parts.add(parameter("source", one)));
    return "{\"resourceType\":\"Parameters\",\"parameter\":[" + String.join(",", parts) + "]}";
  }

  private static String parameter(String name, String resource) {
    return "{\"name\":" + quoted(name) + ",\"resource\":" + resource + "}";
  }

  private String observation(StatsQuestion question, Counted counted) {
    String components =
        counted.statistics().stream()
            .map(one -> component(counted.series(), one))
            .collect(Collectors.joining(","));
    return "{\"resourceType\":\"Observation\",\"language\":"
        + quoted(language.getLanguage())
        + extensions(counted)
        + ",\"status\":\"final\","
        + CATEGORY
        + ",\"code\":"
        + ObservationPieces.concept(counted.code(), null)
        + ",\"subject\":{\"reference\":"
        + quoted(subject)
        + "},\"effectivePeriod\":{"
        + (question.hasWindow() ? "\"start\":" + quoted(text(question.from())) + "," : "")
        + "\"end\":"
        + quoted(text(question.to()))
        + "},\"issued\":"
        + quoted(now.truncatedTo(ChronoUnit.MILLIS).toString())
        + (components.isEmpty() ? absent() : ",\"component\":[" + components + "]")
        + "}";
  }

  /// R4 dateTime to the second.
  private static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String extensions(Counted counted) {
    List<String> all = new ArrayList<>();
    if (!counted.protocol().isEmpty()) {
      all.add(
          "{\"url\":" + quoted(PROTOCOL) + ",\"valueCode\":" + quoted(counted.protocol()) + "}");
    }
    counted.excluded().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one ->
            all.add(
                "{\"url\":"
                    + quoted(EXCLUDED)
                    + ",\"extension\":[{\"url\":\"reason\",\"valueCode\":"
                    + quoted(one.getKey())
                    + "},{\"url\":\"count\",\"valueUnsignedInt\":"
                    + one.getValue()
                    + "}]}"));
    return all.isEmpty() ? "" : ",\"extension\":[" + String.join(",", all) + "]";
  }

  private String component(String series, Statistic statistic) {
    Definition definition = definition(series, statistic.name());
    return "{"
        + extension(definition, statistic)
        + "\"code\":"
        + ObservationPieces.concept(code(statistic), definition == null ? null : definition.title())
        + value(statistic)
        + "}";
  }

  private static List<Coding> code(Statistic statistic) {
    List<Coding> codes = new ArrayList<>();
    if (!statistic.standard().isEmpty()) {
      codes.add(new Coding(STANDARD, statistic.standard(), null));
    }
    if (!statistic.loinc().isEmpty()) {
      codes.add(new Coding(FhirCodes.LOINC, statistic.loinc(), null));
    }
    codes.add(new Coding(Counting.SYSTEM, statistic.name(), null));
    return codes;
  }

  private static String value(Statistic statistic) {
    if (!statistic.word().isEmpty()) {
      return ",\"valueString\":" + quoted(statistic.word());
    }
    Double value = statistic.value();
    if (value == null) {
      return absent();
    }
    return ",\"valueQuantity\":{\"value\":"
        + BigDecimal.valueOf(value).toPlainString()
        + ",\"unit\":"
        + quoted(statistic.unit())
        + ",\"system\":"
        + quoted(FhirCodes.UCUM)
        + ",\"code\":"
        + quoted(statistic.unit())
        + "}";
  }

  /// Too little to count it of.
  private static String absent() {
    return ",\"dataAbsentReason\":"
        + ObservationPieces.concept(
            List.of(
                new Coding(
                    "http://terminology.hl7.org/CodeSystem/data-absent-reason",
                    "not-applicable",
                    null)),
            null);
  }

  private static String extension(@Nullable Definition definition, Statistic statistic) {
    List<String> all = new ArrayList<>();
    if (definition != null) {
      all.add(
          "{\"url\":"
              + quoted(DEFINITION)
              + ",\"extension\":["
              + text("definition", definition.definition())
              + ","
              + text("denominator", definition.denominator())
              + ","
              + text("excluded", definition.excluded())
              + ","
              + text("source", definition.source())
              + "]}");
    }
    statistic
        .doubts()
        .forEach(
            rule -> all.add("{\"url\":" + quoted(DOUBT) + ",\"valueCode\":" + quoted(rule) + "}"));
    return all.isEmpty() ? "" : "\"extension\":[" + String.join(",", all) + "],";
  }

  private static String text(String url, String text) {
    return "{\"url\":" + quoted(url) + ",\"valueString\":" + quoted(text) + "}";
  }

  /// Of the series, else of R4's plain statistics; `events.low` is one of `events`.
  private @Nullable Definition definition(String series, String name) {
    int dot = name.indexOf('.');
    String called = dot < 0 ? name : name.substring(0, dot);
    Definition own = named(series).get(called);
    return own == null ? named("statistics").get(called) : own;
  }

  private Map<String, Definition> named(String series) {
    return definitions.computeIfAbsent(
        series,
        one ->
            Definition.of(one, language).stream()
                .collect(Collectors.toMap(Definition::name, definition -> definition)));
  }
}
