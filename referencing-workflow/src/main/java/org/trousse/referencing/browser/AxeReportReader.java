package org.trousse.referencing.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trousse.referencing.check.Sight.AxeReport;
import org.trousse.referencing.check.Sight.Violation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What [AxeScript] hands out of the page: JSON of its own making, but of elements that the page
/// named. Whatever is not as it should be is left out or cut.
final class AxeReportReader {
  static final int VIOLATIONS_MAX = 40;
  static final int ELEMENTS_MAX = 3;
  static final int ELEMENT_CHARACTERS_MAX = 160;
  private static final int HELP_CHARACTERS_MAX = 200;
  private static final Set<String> IMPACTS = Set.of("minor", "moderate", "serious", "critical");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private AxeReportReader() {}

  /// Empty: it is no report.
  static Optional<AxeReport> read(String json) {
    try {
      JsonNode report = JSON.readTree(json);
      String engine = report.path("engine").asString("");
      if (engine.isEmpty()
          || !report.path("violations").isArray()
          || !report.path("passes").isInt()) {
        return Optional.empty();
      }
      List<Violation> violations = new ArrayList<>();
      for (JsonNode one : report.path("violations")) {
        if (violations.size() < VIOLATIONS_MAX) {
          violation(one).ifPresent(violations::add);
        }
      }
      return Optional.of(
          new AxeReport(
              cut(engine, 40), List.copyOf(violations), report.path("passes").intValue()));
    } catch (JacksonException garbled) {
      return Optional.empty();
    }
  }

  private static Optional<Violation> violation(JsonNode one) {
    String rule = one.path("rule").asString("");
    if (!rule.matches("[a-z0-9-]{1,60}")) {
      return Optional.empty();
    }
    List<String> elements = new ArrayList<>();
    for (JsonNode element : one.path("elements")) {
      String shown = cut(plain(element.asString("")), ELEMENT_CHARACTERS_MAX);
      if (elements.size() < ELEMENTS_MAX && !shown.isEmpty()) {
        elements.add(shown);
      }
    }
    String impact = one.path("impact").asString("");
    return Optional.of(
        new Violation(
            rule,
            // a rule whose weight axe does not say is taken for what most rules are
            IMPACTS.contains(impact) ? impact : "serious",
            Math.max(1, one.path("count").asInt(1)),
            List.copyOf(elements),
            cut(plain(one.path("help").asString("")), HELP_CHARACTERS_MAX)));
  }

  private static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
  }

  private static String cut(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit - 1) + "…";
  }
}
