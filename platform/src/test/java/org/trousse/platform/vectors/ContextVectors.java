package org.trousse.platform.vectors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.gatt.GlucoseContext;
import org.trousse.gateway.codec.wire.GattNumber;
import org.trousse.sdk.reading.Meal;

/// The Glucose Measurement Context with the words of its codes.
final class ContextVectors {
  private static final List<String> CARBOHYDRATES =
      List.of("breakfast", "lunch", "dinner", "snack", "drink", "supper", "brunch");
  private static final List<String> TESTERS =
      List.of("self", "health-care-professional", "lab-test");
  private static final List<String> HEALTH =
      List.of(
          "minor-health-issues",
          "major-health-issues",
          "during-menses",
          "under-stress",
          "no-health-issues");
  private static final List<String> MEDICATIONS =
      List.of(
          "rapid-acting-insulin",
          "short-acting-insulin",
          "intermediate-acting-insulin",
          "long-acting-insulin",
          "pre-mixed-insulin");

  private ContextVectors() {}

  static Map<String, @Nullable Object> glucoseContext(Vector vector) {
    return GattVectors.run(
        "gatt-2a34",
        vector,
        GlucoseContext.decode(vector.bytes()),
        context -> {
          Map<String, @Nullable Object> out = new LinkedHashMap<>();
          out.put("sequence", context.sequence());
          out.put("extendedFlags", context.extendedFlags());
          GattNumber carbohydrate = context.carbohydrate();
          if (carbohydrate != null) {
            Map<String, @Nullable Object> eaten = GattVectors.quantity(carbohydrate.text(), "kg");
            eaten.put("id", word(context.carbohydrateId(), CARBOHYDRATES));
            out.put("carbohydrate", eaten);
          }
          Integer meal = context.meal();
          out.put(
              "meal",
              meal == null ? null : Meal.ofCode(meal).map(Meal::word).orElse("reserved-" + meal));
          out.put("tester", word(context.tester(), TESTERS));
          out.put("health", word(context.health(), HEALTH));
          out.put("exerciseDurationS", context.exerciseSeconds());
          out.put("exerciseIntensityPct", context.exercisePercent());
          GattNumber medication = context.medication();
          if (medication != null) {
            Map<String, @Nullable Object> taken =
                GattVectors.quantity(medication.text(), context.medicationLitres() ? "L" : "kg");
            taken.put("id", word(context.medicationId(), MEDICATIONS));
            out.put("medication", taken);
          }
          out.put("hba1cPct", GattVectors.text(context.hba1c()));
          GattVectors.trailing(out, context.trailingBytes());
          return out;
        });
  }

  private static @Nullable String word(@Nullable Integer code, List<String> words) {
    if (code == null) {
      return null;
    }
    if (code == 15) {
      return "not-available";
    }
    return code >= 1 && code <= words.size() ? words.get(code - 1) : "reserved-" + code;
  }
}
