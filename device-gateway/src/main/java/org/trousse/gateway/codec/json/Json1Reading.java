package org.trousse.gateway.codec.json;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Meal;
import tools.jackson.databind.JsonNode;

/// A reading as json1 writes it. Checked by hand for speed; [PublishedSchema#JSON1] says the same
/// and explains what is wrong.
///
/// @param time as written; its form is checked, its day is not
/// @param outOfRange `high` or `low`, null when the value is in the device's range
public record Json1Reading(
    Measure measure,
    @Nullable String time,
    Amounts amounts,
    String unit,
    @Nullable String id,
    @Nullable Long sequence,
    @Nullable String outOfRange,
    @Nullable Specimen specimen,
    @Nullable BodySite site,
    @Nullable Meal meal,
    boolean selfReported,
    Set<DeviceStatus> status) {
  private static final BigDecimal AMOUNT_LIMIT = new BigDecimal("999999999");
  private static final long SEQUENCE_MAX = 9_007_199_254_740_991L;
  private static final int TIME_MAX = 40;
  private static final int UNIT_MAX = 32;
  private static final int ID_MAX = 128;
  private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,9}([.][0-9]{1,9})?");
  private static final Map<String, DeviceStatus> STATUS =
      Arrays.stream(DeviceStatus.values())
          .collect(Collectors.toUnmodifiableMap(DeviceStatus::word, Function.identity()));
  private static final Set<String> SINGLE =
      Set.of(
          "measure",
          "time",
          "value",
          "unit",
          "id",
          "sequence",
          "outOfRange",
          "specimen",
          "site",
          "meal",
          "selfReported",
          "status");
  private static final Set<String> PRESSURE =
      Set.of(
          "measure",
          "time",
          "systolic",
          "diastolic",
          "mean",
          "pulse",
          "unit",
          "id",
          "sequence",
          "specimen",
          "site",
          "meal",
          "selfReported",
          "status");

  public Json1Reading {
    status = Set.copyOf(status);
  }

  /// Reads one record; a failure names every wrong field.
  public static Decoded<Json1Reading> decode(JsonNode node) {
    return check(node)
        .map(Decoded::of)
        .orElseGet(() -> Decoded.failed("schema", PublishedSchema.JSON1.mend(node)));
  }

  /// The hand check; empty when the record does not satisfy the schema.
  static Optional<Json1Reading> check(JsonNode node) {
    try {
      return Optional.of(read(node));
    } catch (NotSatisfied unsatisfied) {
      return Optional.empty();
    }
  }

  private static Json1Reading read(JsonNode node) throws NotSatisfied {
    require(node.isObject());
    Measure measure = present(word(node, "measure", Measure::of));
    boolean pressure = measure == Measure.BLOOD_PRESSURE;
    require((pressure ? PRESSURE : SINGLE).containsAll(node.propertyNames()));
    String unit = present(text(node, "unit", UNIT_MAX));
    String outOfRange =
        word(node, "outOfRange", w -> Optional.of(w).filter(Set.of("high", "low")::contains));
    Amounts amounts = pressure ? pressures(node) : Amounts.single(amount(node, "value"));
    require(amounts.value() != null || outOfRange != null);
    String time = text(node, "time", TIME_MAX);
    require(time == null || Timestamp.hasForm(time));
    JsonNode selfReported = node.get("selfReported");
    require(selfReported == null || selfReported.isBoolean());
    return new Json1Reading(
        measure,
        time,
        amounts,
        unit,
        text(node, "id", ID_MAX),
        sequence(node),
        outOfRange,
        word(node, "specimen", Specimen::of),
        word(node, "site", BodySite::of),
        word(node, "meal", Meal::of),
        selfReported != null && selfReported.booleanValue(),
        status(node));
  }

  private static Amounts pressures(JsonNode node) throws NotSatisfied {
    require(node.has("diastolic"));
    return new Amounts(
        amount(node, "systolic"),
        amount(node, "diastolic"),
        amount(node, "mean"),
        amount(node, "pulse"));
  }

  private static @Nullable BigDecimal amount(JsonNode node, String field) throws NotSatisfied {
    JsonNode found = node.get(field);
    if (found == null) {
      return null;
    }
    if (found.isString()) {
      require(AMOUNT.matcher(found.stringValue()).matches());
      return new BigDecimal(found.stringValue());
    }
    require(found.isNumber());
    BigDecimal number = found.decimalValue();
    require(number.abs().compareTo(AMOUNT_LIMIT) <= 0);
    return number;
  }

  private static @Nullable Long sequence(JsonNode node) throws NotSatisfied {
    JsonNode found = node.get("sequence");
    if (found == null) {
      return null;
    }
    require(found.isNumber());
    BigDecimal number = found.decimalValue();
    require(number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(SEQUENCE_MAX)) <= 0);
    require(number.stripTrailingZeros().scale() <= 0);
    return number.longValueExact();
  }

  private static Set<DeviceStatus> status(JsonNode node) throws NotSatisfied {
    JsonNode found = node.get("status");
    if (found == null) {
      return Set.of();
    }
    require(found.isArray() && found.size() <= STATUS.size());
    EnumSet<DeviceStatus> said = EnumSet.noneOf(DeviceStatus.class);
    for (JsonNode element : found) {
      DeviceStatus status = element.isString() ? STATUS.get(element.stringValue()) : null;
      require(status != null && said.add(status));
    }
    return said;
  }

  private static @Nullable String text(JsonNode node, String field, int max) throws NotSatisfied {
    JsonNode found = node.get(field);
    if (found == null) {
      return null;
    }
    require(found.isString());
    String text = found.stringValue();
    int length = text.codePointCount(0, text.length());
    require(length >= 1 && length <= max);
    return text;
  }

  private static <T> @Nullable T word(
      JsonNode node, String field, Function<String, Optional<T>> read) throws NotSatisfied {
    JsonNode found = node.get(field);
    if (found == null) {
      return null;
    }
    require(found.isString());
    Optional<T> word = read.apply(found.stringValue());
    require(word.isPresent());
    return word.get();
  }

  private static <T> T present(@Nullable T found) throws NotSatisfied {
    if (found == null) {
      throw new NotSatisfied();
    }
    return found;
  }

  private static void require(boolean satisfied) throws NotSatisfied {
    if (!satisfied) {
      throw new NotSatisfied();
    }
  }

  /// Leaves the check; carries nothing, for the schema explains better.
  private static final class NotSatisfied extends Exception {
    private static final long serialVersionUID = 1;

    private NotSatisfied() {
      super("not satisfied", null, false, false);
    }
  }
}
