package org.trousse.sdk.record;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.json.JsonObject;

/// The numbers of one measure over a time (FHIR R4 Observation `$stats`), by the names of their
/// codes: `count`, `average`, … of HL7's observation-statistics, and the record's own, which it
/// defines in its documentation of derived numbers.
///
/// @param loinc what was counted; null where it has no LOINC code
/// @param figures by name, in the record's order
public record Statistics(@Nullable String loinc, Map<String, Figure> figures) {
  private static final String LOINC = "http://loinc.org";

  public Statistics {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /// One number.
  ///
  /// @param value null when it rests on too little, see `doubts`
  /// @param unit in UCUM; empty for words and where there is no value
  /// @param word what is no number, e.g. a verdict; null for numbers
  /// @param definition how it is counted, in the language that was asked for; empty when the record
  ///   does not say
  /// @param doubts rules of sufficiency that are not met
  public record Figure(
      @Nullable BigDecimal value,
      String unit,
      @Nullable String word,
      String definition,
      List<String> doubts) {
    public Figure {
      doubts = List.copyOf(doubts);
    }

    /// Never what was counted.
    @Override
    public String toString() {
      return "Figure(" + unit + ", " + doubts + ")";
    }
  }

  /// A number by its name or its LOINC code; empty when there is none, or it rests on too little.
  public Optional<BigDecimal> value(String name) {
    Figure found = figures.get(name);
    return found == null ? Optional.empty() : Optional.ofNullable(found.value());
  }

  /// Reads the answer of `$stats`: one for each measure, or part of it, that was counted.
  static List<Statistics> read(JsonObject parameters) {
    return parameters.objects("parameter").stream()
        .filter(each -> each.text("name").orElse("").equals("statistics"))
        .map(each -> of(each.object("resource")))
        .toList();
  }

  private static Statistics of(JsonObject observation) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    for (JsonObject component : observation.objects("component")) {
      Figure number = number(component);
      for (JsonObject coding : component.object("code").objects("coding")) {
        coding.text("code").ifPresent(code -> figures.putIfAbsent(code, number));
      }
    }
    return new Statistics(loinc(observation.object("code")), figures);
  }

  private static Figure number(JsonObject component) {
    JsonObject quantity = component.object("valueQuantity");
    String definition = "";
    ArrayList<String> doubts = new ArrayList<>();
    for (JsonObject extension : component.objects("extension")) {
      String url = extension.text("url").orElse("");
      if (url.equals("urn:trousse:statistic-doubt")) {
        extension.text("valueCode").ifPresent(doubts::add);
      } else if (url.equals("urn:trousse:statistic-definition")) {
        definition = definition(extension);
      }
    }
    return new Figure(
        quantity.number("value").orElse(null),
        quantity.text("code").orElse(""),
        component.text("valueString").orElse(null),
        definition,
        doubts);
  }

  private static String definition(JsonObject extension) {
    return extension.objects("extension").stream()
        .filter(part -> part.text("url").orElse("").equals("definition"))
        .flatMap(part -> part.text("valueString").stream())
        .findFirst()
        .orElse("");
  }

  private static @Nullable String loinc(JsonObject code) {
    return code.objects("coding").stream()
        .filter(coding -> coding.text("system").orElse("").equals(LOINC))
        .flatMap(coding -> coding.text("code").stream())
        .findFirst()
        .orElse(null);
  }

  /// Never what was counted.
  @Override
  public String toString() {
    return "Statistics(" + loinc + ", " + figures.keySet() + ")";
  }
}
