package org.trousse.sdk.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.json.JsonObject;

/// What most apps need of a FHIR R4 Observation.
///
/// @param status e.g. `final`, `amended`; `entered-in-error` is no measurement any more
/// @param loinc what was measured; null when it has no LOINC code
/// @param display the same in words, as the record says it
/// @param effective when it was measured; null when the record knows the day at best
/// @param values its own value, or those of its components
public record Observation(
    String id,
    String status,
    @Nullable String loinc,
    String display,
    @Nullable Instant effective,
    List<Value> values) {
  private static final String LOINC = "http://loinc.org";

  public Observation {
    values = List.copyOf(values);
  }

  /// One number.
  ///
  /// @param unit in UCUM
  public record Value(@Nullable String loinc, BigDecimal number, String unit) {
    /// Never the number.
    @Override
    public String toString() {
      return "Value(" + loinc + ", " + unit + ")";
    }
  }

  /// Reads a resource; empty when it is no Observation.
  public static Optional<Observation> read(JsonObject resource) {
    if (!resource.text("resourceType").orElse("").equals("Observation")) {
      return Optional.empty();
    }
    JsonObject code = resource.object("code");
    String loinc = loinc(code);
    List<Value> values = new ArrayList<>();
    value(loinc, resource.object("valueQuantity")).ifPresent(values::add);
    for (JsonObject component : resource.objects("component")) {
      value(loinc(component.object("code")), component.object("valueQuantity"))
          .ifPresent(values::add);
    }
    return Optional.of(
        new Observation(
            resource.text("id").orElse(""),
            resource.text("status").orElse("unknown"),
            loinc,
            display(code),
            effective(resource),
            values));
  }

  private static @Nullable String loinc(JsonObject code) {
    for (JsonObject coding : code.objects("coding")) {
      if (coding.text("system").orElse("").equals(LOINC)) {
        return coding.text("code").orElse(null);
      }
    }
    return null;
  }

  private static String display(JsonObject code) {
    return code.text("text")
        .or(() ->
            code.objects("coding").stream()
                .flatMap(coding -> coding.text("display").stream())
                .findFirst())
        .orElse("");
  }

  private static Optional<Value> value(@Nullable String loinc, JsonObject quantity) {
    String unit = quantity.text("code").or(() -> quantity.text("unit")).orElse("");
    return quantity.number("value").map(number -> new Value(loinc, number, unit));
  }

  private static @Nullable Instant effective(JsonObject resource) {
    try {
      return resource
          .text("effectiveDateTime")
          .or(() -> resource.text("effectiveInstant"))
          .map(text -> OffsetDateTime.parse(text).toInstant())
          .orElse(null);
    } catch (DateTimeParseException dayAtBest) {
      return null;
    }
  }

  /// Never what was measured.
  @Override
  public String toString() {
    return "Observation(" + loinc + ", " + status + ")";
  }
}
