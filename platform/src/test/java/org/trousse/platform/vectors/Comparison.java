package org.trousse.platform.vectors;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Whether what came out has every key that was expected, with the same value. `flags` and `status`
/// are sets; `note` and `rule` are for people; null and absent are the same.
final class Comparison {
  private static final Set<String> FOR_PEOPLE = Set.of("note", "rule");
  private static final Set<String> SETS = Set.of("flags", "status");

  private final List<String> differences = new ArrayList<>();

  private Comparison() {}

  /// What differs; empty when nothing does.
  static List<String> differences(JsonNode expect, Map<String, @Nullable Object> actual) {
    Comparison comparison = new Comparison();
    comparison.object("", expect, actual);
    return comparison.differences;
  }

  private void object(String at, JsonNode expect, Map<?, ?> actual) {
    for (String key : expect.propertyNames()) {
      if (!FOR_PEOPLE.contains(key)) {
        value(at + "/" + key, key, expect.get(key), actual.get(key));
      }
    }
  }

  private void value(String at, String key, JsonNode expect, @Nullable Object actual) {
    if (expect.isObject() && actual instanceof Map<?, ?> map) {
      object(at, expect, map);
    } else if (expect.isArray() && actual instanceof List<?> list) {
      array(at, key, expect, list);
    } else if (!same(expect, actual)) {
      differences.add(at + " is " + actual + ", expected " + expect);
    }
  }

  private void array(String at, String key, JsonNode expect, List<?> actual) {
    if (SETS.contains(key)) {
      Set<String> expected = new HashSet<>(expect.valueStream().map(JsonNode::asString).toList());
      if (!expected.equals(new HashSet<Object>(actual))) {
        differences.add(at + " is " + actual + ", expected " + expect);
      }
    } else if (expect.size() != actual.size()) {
      differences.add(at + " has " + actual.size() + " elements, expected " + expect.size());
    } else {
      for (int i = 0; i < actual.size(); i++) {
        value(at + "/" + i, "", expect.get(i), actual.get(i));
      }
    }
  }

  private static boolean same(JsonNode expect, @Nullable Object actual) {
    return switch (actual) {
      case null -> expect.isNull();
      case String text -> expect.isString() && expect.stringValue().equals(text);
      case Boolean truth -> expect.isBoolean() && expect.booleanValue() == truth;
      case Integer number ->
          expect.isNumber() && expect.decimalValue().compareTo(BigDecimal.valueOf(number)) == 0;
      default -> false;
    };
  }
}
