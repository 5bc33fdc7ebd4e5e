package org.trousse.platform.vectors;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.mes.MesEncoder;
import org.trousse.record.mes.MesRules;
import org.trousse.record.mes.MesRules.Eligible;
import org.trousse.record.mes.MesRules.NotEligible;
import org.trousse.record.mes.Reason;
import org.trousse.record.mes.Solution;
import org.trousse.record.mes.Taken;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the export to Mon espace santé makes of a reading: the record house's own rules, and the
/// transaction that it would send, read again.
final class MesVectors {
  private static final MesEncoder ENCODER =
      new MesEncoder(Solution.of("1.2.250.1.999", "vector").orElseThrow());
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Instant AT = Instant.parse("2024-03-07T07:15:00Z");

  private MesVectors() {}

  static Map<String, @Nullable Object> export(Vector vector) {
    JsonNode reading = vector.input().path("reading");
    String word = reading.path("measure").asString("");
    Optional<Taken> average = average(word);
    if (average.isPresent()) {
      return average(reading, average.get());
    }
    Optional<Measure> measure = Measure.of(word);
    if (measure.isEmpty()) {
      return MesRules.refusedCode(word.equals("bmi") ? "39156-5" : word)
          .map(MesVectors::refused)
          .orElseGet(() -> PrimitiveVectors.rejected("measure"));
    }
    StoredReading stored = stored(reading, measure.get());
    return switch (MesRules.of(stored)) {
      case NotEligible(Reason reason) -> refused(reason);
      case Eligible(var as) -> sent(ENCODER.reading(stored, as.getFirst()).json());
    };
  }

  private static Optional<Taken> average(String word) {
    return switch (word) {
      case "interstitial-glucose-mean" -> Optional.of(Taken.SENSOR_MEAN);
      case "glucose-management-indicator" -> Optional.of(Taken.SENSOR_GMI);
      default -> Optional.empty();
    };
  }

  private static Map<String, @Nullable Object> average(JsonNode reading, Taken as) {
    if (!reading.path("days").isIntegralNumber()) {
      return refused(Reason.AVERAGES_ONLY);
    }
    double value = Double.parseDouble(reading.path("value").asString("0"));
    int days = reading.path("days").asInt();
    return sent(ENCODER.average(as, days, AT.toString(), value, null).json());
  }

  /// The vectors' words for our reasons; ours where they have none.
  private static Map<String, @Nullable Object> refused(Reason reason) {
    Map<String, @Nullable Object> out =
        PrimitiveVectors.outcome(reason == Reason.MOMENT_MISSING ? "hold" : "not-exportable");
    out.put(
        "error",
        switch (reason) {
          case MOMENT_MISSING -> "moment-required";
          case AVERAGES_ONLY -> "numberOfDays-required";
          case COMPUTED_THERE -> "bmi-computed-by-mes";
          default -> reason.word();
        });
    return out;
  }

  private static Map<String, @Nullable Object> sent(String transaction) {
    JsonNode observation = JSON.readTree(transaction).path("entry").path(0).path("resource");
    Map<String, @Nullable Object> out = new LinkedHashMap<>(PrimitiveVectors.outcome("accept"));
    out.put("code", code(observation.path("code")));
    out.put("unit", observation.path("valueQuantity").path("code").asString(null));
    out.put("value", observation.path("valueQuantity").path("value").asString(null));
    for (JsonNode extension : observation.path("extension")) {
      String code = code(extension.path("valueCodeableConcept"));
      switch (extension.path("url").asString("").replaceFirst(".*/", "")) {
        case "mesures-moment-of-measurement" -> out.put("moment", code);
        case "mesures-number-of-days" -> out.put("numberOfDays", code);
        case "mesures-original-data" ->
            out.put("extension", "mesures-original-value(has-been-converted=true)");
        default -> {}
      }
    }
    return out;
  }

  private static @Nullable String code(JsonNode concept) {
    return concept.path("coding").path(0).path("code").asString(null);
  }

  private static StoredReading stored(JsonNode node, Measure measure) {
    JsonNode original = node.path("original");
    Amounts amounts =
        measure == Measure.BLOOD_PRESSURE
            ? new Amounts(number(node, "systolic"), number(node, "diastolic"), null, null)
            : Amounts.single(number(node, "value"));
    Reading.Original said =
        original.isObject()
            ? new Reading.Original(
                Amounts.single(number(original, "value")),
                Unit.of(original.path("ucum").asString("")).orElseThrow())
            : null;
    Reading reading =
        new Reading(
            new PatientId(1),
            measure,
            AT,
            new DeviceId("vectors", "device"),
            1,
            0,
            AT,
            amounts,
            said,
            null,
            null,
            meal(node.path("moment").asString("")),
            null,
            Set.of(),
            Set.of(),
            new Payload("json1", new byte[0]));
    return new StoredReading(
        reading, StoredReading.Status.FINAL, new StoredReading.Source(7, "", 0));
  }

  private static @Nullable BigDecimal number(JsonNode node, String field) {
    String text = node.path(field).asString("");
    return text.isEmpty() ? null : new BigDecimal(text);
  }

  private static @Nullable Meal meal(String moment) {
    for (Meal meal : Meal.values()) {
      if (FhirCodes.moment(meal).code().equals(moment)) {
        return meal;
      }
    }
    return null;
  }
}
