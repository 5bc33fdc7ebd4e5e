package org.trousse.gateway.codec.cloud;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.trousse.gateway.codec.Format;
import org.trousse.gateway.codec.Said;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;
import tools.jackson.databind.JsonNode;

/// withings: measure groups of Withings' Measure - Getmeas, alone or in its answer. A value is
/// `value` times ten to the power of `unit`, in the unit that its type fixes. `attrib` tells whose
/// it is and who entered it, `category` 2 is a goal. A cuff's pulse stands with its pressures.
public final class Withings implements Format {
  private static final List<List<String>> LISTS =
      List.of(List.of("body", "measuregrps"), List.of("measuregrps"));
  private static final BigDecimal ABSENT = BigDecimal.ONE.negate();
  private static final int EXPONENT_MAX = 12;
  private static final int WEIGHT = 1;
  private static final int DIASTOLIC = 9;
  private static final int SYSTOLIC = 10;
  private static final int PULSE = 11;
  private static final int TEMPERATURE = 71;
  private static final int GOAL = 2;

  /// What the record does not hold, with the unit that the type fixes.
  private static final Map<Integer, Kind> UNHELD =
      Map.ofEntries(
          Map.entry(4, new Kind("body-height", "m")),
          Map.entry(5, new Kind("fat-free-mass", "kg")),
          Map.entry(6, new Kind("body-fat", "%")),
          Map.entry(8, new Kind("fat-mass", "kg")),
          Map.entry(PULSE, new Kind("heart-rate", "/min")),
          Map.entry(12, new Kind("temperature", "Cel")),
          Map.entry(54, new Kind("oxygen-saturation", "%")),
          Map.entry(73, new Kind("skin-temperature", "Cel")),
          Map.entry(76, new Kind("muscle-mass", "kg")),
          Map.entry(77, new Kind("body-water", "kg")),
          Map.entry(88, new Kind("bone-mass", "kg")),
          Map.entry(91, new Kind("pulse-wave-velocity", "m/s")));

  private record Kind(String word, String unit) {}

  /// A group whose form is right.
  private record Group(
      String id, Said.Time time, Set<Flag> flags, Map<Integer, BigDecimal> values, Payload own) {

    Said measured(int type, Measure measure, Amounts amounts, Unit unit) {
      return CloudFields.measured(
          measure, time, "grp:" + id + "/t:" + type, amounts, unit, flags, own);
    }
  }

  @Override
  public String word() {
    return "withings";
  }

  @Override
  public List<Said> decode(Payload payload) {
    return CloudRecords.each(payload, LISTS, Withings::said);
  }

  private static Stream<Said> said(JsonNode answer, JsonNode group, Payload own) {
    if (CloudFields.whole(group, "category", 1) == GOAL) {
      return Stream.of(
          new Said.NoReading("goal-not-measurement", "What the user aims at (category 2).", own));
    }
    Optional<Instant> date = CloudFields.epoch(CloudFields.number(group, "date"));
    if (date.isEmpty()) {
      return Stream.of(CloudFields.missing("time", own));
    }
    Map<Integer, BigDecimal> values = new LinkedHashMap<>();
    for (JsonNode measure : group.path("measures")) {
      int type = CloudFields.whole(measure, "type", -1);
      Optional<BigDecimal> value = value(measure);
      if (type < 0 || value.isEmpty()) {
        return Stream.of(
            new Said.Unreadable(
                "schema", "/measures holds an element without type, value and unit.", own));
      }
      if (value.get().compareTo(ABSENT) != 0 && values.put(type, value.get()) != null) {
        return Stream.of(
            new Said.Undecided(
                "duplicate-type-in-group",
                "The group holds two values of type " + type + "; one of them is wrong.",
                own));
      }
    }
    String id = group.path("grpid").isIntegralNumber() ? group.path("grpid").asString() : "";
    return readings(new Group(id, time(answer, group, date.get()), flags(group), values, own))
        .stream();
  }

  private static List<Said> readings(Group group) {
    List<Said> said = new ArrayList<>();
    Map<Integer, BigDecimal> values = group.values();
    if (values.containsKey(WEIGHT)) {
      Amounts weight = Amounts.single(values.get(WEIGHT));
      said.add(group.measured(WEIGHT, Measure.BODY_WEIGHT, weight, Unit.KG));
    }
    boolean pressures = values.containsKey(SYSTOLIC) && values.containsKey(DIASTOLIC);
    if (pressures) {
      Amounts both =
          new Amounts(values.get(SYSTOLIC), values.get(DIASTOLIC), null, values.get(PULSE));
      said.add(group.measured(SYSTOLIC, Measure.BLOOD_PRESSURE, both, Unit.MM_HG));
    } else if (values.containsKey(SYSTOLIC) || values.containsKey(DIASTOLIC)) {
      said.add(
          new Said.Undecided(
              "missing-value", "A blood pressure needs types 9 and 10 in one group.", group.own()));
    }
    if (values.containsKey(TEMPERATURE)) {
      Amounts heat = Amounts.single(values.get(TEMPERATURE));
      said.add(group.measured(TEMPERATURE, Measure.BODY_TEMPERATURE, heat, Unit.CELSIUS));
    }
    values.forEach((type, value) -> {
      Kind kind = UNHELD.get(type);
      if (kind != null && !(type == PULSE && pressures)) {
        said.add(
            new Said.Unheld(
                kind.word(), value, kind.unit(), group.time(), group.flags(), group.own()));
      }
    });
    if (said.isEmpty()) {
      said.add(
          new Said.NoReading(
              "unsupported-measure:other", "The group holds no type that is known.", group.own()));
    }
    return said;
  }

  private static Optional<BigDecimal> value(JsonNode measure) {
    BigDecimal value = CloudFields.number(measure, "value");
    int exponent = CloudFields.whole(measure, "unit", Integer.MAX_VALUE);
    return value == null || Math.abs((long) exponent) > EXPONENT_MAX
        ? Optional.empty()
        : Optional.of(value.scaleByPowerOfTen(exponent));
  }

  private static Set<Flag> flags(JsonNode group) {
    return switch (CloudFields.whole(group, "attrib", 0)) {
      case 1 -> EnumSet.of(Flag.OWNER_AMBIGUOUS);
      case 2, 4 -> EnumSet.of(Flag.SELF_REPORTED);
      default -> Set.of();
    };
  }

  private static Said.Time time(JsonNode answer, JsonNode group, Instant date) {
    Optional<String> zone =
        CloudFields.text(group, "timezone")
            .or(() -> CloudFields.text(answer.path("body"), "timezone"))
            .or(() -> CloudFields.text(answer, "timezone"));
    try {
      return zone.isEmpty()
          ? new Said.Time.Exact(date)
          : new Said.Time.At(
              date, ZoneId.of(zone.get()).getRules().getOffset(date).getTotalSeconds() / 60);
    } catch (DateTimeException unknownZone) {
      return new Said.Time.Exact(date);
    }
  }
}
