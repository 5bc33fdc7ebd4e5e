package org.trousse.sdk.reading;

import java.util.Optional;

/// A glucose reading's place in the day's meals: the meal field of the Glucose Measurement Context
/// characteristic (`code`).
public enum Meal {
  PREPRANDIAL(1, "preprandial"),
  POSTPRANDIAL(2, "postprandial"),
  FASTING(3, "fasting"),
  CASUAL(4, "casual"),
  BEDTIME(5, "bedtime");

  private final int code;
  private final String word;

  Meal(int code, String word) {
    this.code = code;
    this.word = word;
  }

  /// Empty for a reserved value (some meters write 6 for a ketone record).
  public static Optional<Meal> ofCode(int code) {
    return code >= 1 && code <= 5 ? Optional.of(values()[code - 1]) : Optional.empty();
  }

  public static Optional<Meal> of(String word) {
    for (Meal meal : values()) {
      if (meal.word.equals(word)) {
        return Optional.of(meal);
      }
    }
    return Optional.empty();
  }

  public int code() {
    return code;
  }

  public String word() {
    return word;
  }
}
