package org.trousse.gateway.codec.cloud;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Format;
import org.trousse.gateway.codec.Said;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;
import tools.jackson.databind.JsonNode;

/// ihealth: blood glucose, blood pressure and weight of the iHealth Open API, alone or in the
/// answers of `bg`, `bp` and `weight`. `MDate` is the wall clock written as if it were UTC and
/// `TimeZone` what it was ahead; the unit is a number that the answer says once; 0 is no value.
public final class Ihealth implements Format {
  private static final List<List<String>> LISTS =
      List.of(List.of("BGDataList"), List.of("BPDataList"), List.of("WeightDataList"));
  private static final Pattern HOURS_AND_MINUTES = Pattern.compile("([+-]?)([0-9]{2}):?([0-9]{2})");
  private static final Pattern HOURS = Pattern.compile("([+-]?)([0-9]{1,2})(?:\\.([0-9]{1,2}))?");
  private static final int ZONE_MINUTES_MAX = 18 * 60;

  /// What a record is about, by its fields.
  private enum Kind {
    GLUCOSE("BGUnit"),
    PRESSURE("BPUnit"),
    WEIGHT("WeightUnit");

    private final String unitField;

    Kind(String unitField) {
      this.unitField = unitField;
    }

    static Optional<Kind> of(JsonNode record) {
      if (record.has("BG")) {
        return Optional.of(GLUCOSE);
      }
      if (record.has("HP") || record.has("LP")) {
        return Optional.of(PRESSURE);
      }
      return record.has("WeightValue") ? Optional.of(WEIGHT) : Optional.empty();
    }

    Optional<Unit> unit(JsonNode answer, JsonNode record) {
      int code = CloudFields.whole(record, unitField, CloudFields.whole(answer, unitField, -1));
      List<Unit> units = units();
      return code >= 0 && code < units.size() ? Optional.of(units.get(code)) : Optional.empty();
    }

    /// By the number that the answer says.
    private List<Unit> units() {
      return switch (this) {
        case GLUCOSE -> List.of(Unit.MG_PER_DL, Unit.MMOL_PER_L);
        case PRESSURE -> List.of(Unit.MM_HG, Unit.KPA);
        case WEIGHT -> List.of(Unit.KG, Unit.POUND, Unit.STONE);
      };
    }

    Measure measure() {
      return switch (this) {
        case GLUCOSE -> Measure.BLOOD_GLUCOSE;
        case PRESSURE -> Measure.BLOOD_PRESSURE;
        case WEIGHT -> Measure.BODY_WEIGHT;
      };
    }
  }

  @Override
  public String word() {
    return "ihealth";
  }

  @Override
  public List<Said> decode(Payload payload) {
    return CloudRecords.each(
        payload, LISTS, (answer, record, own) -> Stream.of(said(answer, record, own)));
  }

  private static Said said(JsonNode answer, JsonNode record, Payload own) {
    Optional<Kind> kind = Kind.of(record);
    if (kind.isEmpty()) {
      return new Said.Unreadable(
          "missing-value", "The record holds none of BG, HP and LP, WeightValue.", own);
    }
    Optional<Unit> unit = kind.get().unit(answer, record);
    if (unit.isEmpty()) {
      String field = kind.get().unitField;
      return new Said.Undecided(Flag.UNIT_UNKNOWN.word(), "/" + field + " tells no unit.", own);
    }
    Optional<Instant> wall = CloudFields.epoch(CloudFields.number(record, "MDate"));
    if (wall.isEmpty()) {
      return CloudFields.missing("time", own);
    }
    Optional<Integer> zone = zone(record.path("TimeZone").asString(""));
    Amounts amounts = amounts(kind.get(), record);
    Said.Time time =
        zone.<Said.Time>map(
                ahead -> new Said.Time.At(wall.get().minus(Duration.ofMinutes(ahead)), ahead))
            .orElse(new Said.Time.At(wall.get(), null));
    return new Said.Measured(
        kind.get().measure(),
        time,
        CloudFields.text(record, "DataID").map(id -> "id:" + id).orElse(null),
        amounts,
        unit.get(),
        null,
        null,
        kind.get() == Kind.GLUCOSE ? meal(record) : null,
        flags(record, amounts, zone.isPresent()),
        status(record),
        own);
  }

  private static Amounts amounts(Kind kind, JsonNode record) {
    return switch (kind) {
      case GLUCOSE -> Amounts.single(positive(record, "BG"));
      case WEIGHT -> Amounts.single(positive(record, "WeightValue"));
      case PRESSURE -> {
        BigDecimal systolic = positive(record, "HP");
        BigDecimal diastolic = positive(record, "LP");
        yield systolic == null || diastolic == null
            ? Amounts.NONE
            : new Amounts(systolic, diastolic, null, positive(record, "HR"));
      }
    };
  }

  private static @Nullable BigDecimal positive(JsonNode record, String name) {
    BigDecimal value = CloudFields.number(record, name);
    return value == null || value.signum() == 0 ? null : value;
  }

  /// A value that is absent was typed by nobody.
  private static Set<Flag> flags(JsonNode record, Amounts amounts, boolean zoned) {
    boolean absent = amounts.value() == null;
    boolean manual = record.path("DataSource").asString("").equalsIgnoreCase("Manual");
    Set<Flag> flags = CloudFields.flags(manual && !absent);
    if (absent) {
      flags.add(Flag.NO_VALUE);
    }
    if (!zoned) {
      flags.add(Flag.ZONE_UNKNOWN);
    }
    return flags;
  }

  private static Set<DeviceStatus> status(JsonNode record) {
    return CloudFields.whole(record, "IsArr", 0) == 1
        ? EnumSet.of(DeviceStatus.IRREGULAR_PULSE)
        : Set.of();
  }

  private static @Nullable Meal meal(JsonNode record) {
    String said = record.path("DinnerSituation").asString("").toLowerCase(Locale.ROOT);
    return switch (said) {
      case "before_breakfast", "before_lunch", "before_dinner", "before_meal" -> Meal.PREPRANDIAL;
      case "after_breakfast", "after_lunch", "after_dinner", "after_meal" -> Meal.POSTPRANDIAL;
      case "before_sleep", "bedtime" -> Meal.BEDTIME;
      case "fasting" -> Meal.FASTING;
      case "casual", "random" -> Meal.CASUAL;
      default -> null;
    };
  }

  /// Minutes ahead of UTC: `-0800`, `+08:00`, or hours as `1` and `5.5`.
  private static Optional<Integer> zone(String said) {
    String text = said.strip();
    Matcher parts = HOURS_AND_MINUTES.matcher(text);
    if (parts.matches()) {
      return inBounds(
          parts.group(1), Integer.parseInt(parts.group(2)) * 60 + Integer.parseInt(parts.group(3)));
    }
    Matcher hours = HOURS.matcher(text);
    if (!hours.matches()) {
      return Optional.empty();
    }
    String decimals = hours.group(3) == null ? "0" : hours.group(3);
    BigDecimal said60 =
        new BigDecimal(hours.group(2) + "." + decimals).multiply(new BigDecimal(60));
    return inBounds(hours.group(1), said60.intValue());
  }

  private static Optional<Integer> inBounds(String sign, int minutes) {
    return minutes > ZONE_MINUTES_MAX
        ? Optional.empty()
        : Optional.of(sign.equals("-") ? -minutes : minutes);
  }
}
