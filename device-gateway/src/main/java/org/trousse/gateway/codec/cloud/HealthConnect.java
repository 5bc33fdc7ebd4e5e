package org.trousse.gateway.codec.cloud;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Format;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.codec.json.Timestamp;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;
import tools.jackson.databind.JsonNode;

/// health-connect: Android's Health Connect records of blood glucose, blood pressure, weight and
/// body temperature, written as JSON with the names of the record classes' fields and the numbers
/// of their constants. Health Connect has no wire format of its own. What it could never have held
/// was read somewhere else.
public final class HealthConnect implements Format {
  private static final List<List<String>> LISTS = List.of(List.of("records"));
  private static final int MANUAL_ENTRY = 3;
  private static final int TEARS = 5;

  /// What a unit class calls its numbers, and ours.
  private static final Map<String, Unit> UNITS =
      Map.ofEntries(
          Map.entry("mmolPerL", Unit.MMOL_PER_L),
          Map.entry("millimolesPerLiter", Unit.MMOL_PER_L),
          Map.entry("inMillimolesPerLiter", Unit.MMOL_PER_L),
          Map.entry("mgPerDl", Unit.MG_PER_DL),
          Map.entry("milligramsPerDeciliter", Unit.MG_PER_DL),
          Map.entry("inMilligramsPerDeciliter", Unit.MG_PER_DL),
          Map.entry("mmHg", Unit.MM_HG),
          Map.entry("millimetersOfMercury", Unit.MM_HG),
          Map.entry("inMillimetersOfMercury", Unit.MM_HG),
          Map.entry("kilograms", Unit.KG),
          Map.entry("inKilograms", Unit.KG),
          Map.entry("kg", Unit.KG),
          Map.entry("grams", Unit.GRAM),
          Map.entry("inGrams", Unit.GRAM),
          Map.entry("pounds", Unit.POUND),
          Map.entry("inPounds", Unit.POUND),
          Map.entry("ounces", Unit.OUNCE),
          Map.entry("inOunces", Unit.OUNCE),
          Map.entry("celsius", Unit.CELSIUS),
          Map.entry("inCelsius", Unit.CELSIUS),
          Map.entry("fahrenheit", Unit.FAHRENHEIT),
          Map.entry("inFahrenheit", Unit.FAHRENHEIT));

  private static final Map<Integer, Specimen> SPECIMENS =
      Map.of(
          1, Specimen.INTERSTITIAL_FLUID,
          2, Specimen.CAPILLARY_WHOLE_BLOOD,
          3, Specimen.UNDETERMINED_PLASMA,
          4, Specimen.UNDETERMINED_PLASMA,
          6, Specimen.UNDETERMINED_WHOLE_BLOOD);

  private static final Map<Integer, Meal> MEALS =
      Map.of(1, Meal.CASUAL, 2, Meal.FASTING, 3, Meal.PREPRANDIAL, 4, Meal.POSTPRANDIAL);

  private static final Map<Integer, BodySite> TEMPERATURE_SITES =
      Map.of(
          1, BodySite.ARMPIT,
          2, BodySite.FINGER,
          3, BodySite.FOREHEAD,
          4, BodySite.MOUTH,
          5, BodySite.RECTUM,
          6, BodySite.TEMPLE,
          7, BodySite.TOE,
          8, BodySite.EAR,
          9, BodySite.WRIST);

  private static final Map<Integer, BodySite> CUFF_SITES =
      Map.of(
          1, BodySite.WRIST,
          2, BodySite.WRIST,
          3, BodySite.UPPER_ARM,
          4, BodySite.UPPER_ARM);

  /// A quantity in the unit that its field names.
  private record OneQuantity(BigDecimal value, Unit unit) {}

  /// The numbers of a record.
  private record Numbers(Measure measure, Amounts amounts, Unit unit, boolean possible) {}

  @Override
  public String word() {
    return "health-connect";
  }

  @Override
  public List<Said> decode(Payload payload) {
    return CloudRecords.each(payload, LISTS, (answer, record, own) -> Stream.of(said(record, own)));
  }

  private static Said said(JsonNode record, Payload own) {
    Optional<Numbers> numbers = numbers(record);
    if (numbers.isEmpty()) {
      Optional<Said> unheld = unheld(record, own);
      if (unheld.isPresent()) {
        return unheld.get();
      }
      return new Said.Unreadable(
          "missing-value",
          "The record holds none of level, systolic and diastolic, weight, temperature with a"
              + " number under its unit's name.",
          own);
    }
    if (!numbers.get().possible()) {
      return new Said.Undecided(
          "impossible-at-source",
          "Health Connect refuses such a value, so that it was not read there.",
          own);
    }
    if (CloudFields.whole(record, "specimenSource", 0) == TEARS) {
      return new Said.NoReading("unsupported-measure:tears", "Glucose of tears.", own);
    }
    return CloudFields.time(record, "time")
        .map(time -> measured(record, numbers.get(), time, own))
        .orElseGet(() -> CloudFields.missing("time", own));
  }

  /// Per cent stand as 0 to 100.
  private static Optional<Said> unheld(JsonNode record, Payload own) {
    Said.Time time =
        CloudFields.time(record, "time").map(CloudFields::at).orElse(Said.Time.OnReceipt.NOW);
    BigDecimal fat = CloudFields.number(record.path("percentage"), "value");
    BigDecimal share = fat == null ? CloudFields.number(record, "percentage") : fat;
    if (share != null) {
      return Optional.of(new Said.Unheld("body-fat", share, "%", time, Set.of(), own));
    }
    JsonNode height = record.path("height");
    BigDecimal metres = CloudFields.number(height, "meters");
    BigDecimal tall = metres == null ? CloudFields.number(height, "inMeters") : metres;
    return tall == null
        ? Optional.empty()
        : Optional.of(new Said.Unheld("body-height", tall, "m", time, Set.of(), own));
  }

  private static Said measured(JsonNode record, Numbers numbers, Timestamp time, Payload own) {
    boolean glucose = numbers.measure() == Measure.BLOOD_GLUCOSE;
    Specimen specimen =
        glucose ? SPECIMENS.get(CloudFields.whole(record, "specimenSource", 0)) : null;
    boolean interstitial = specimen == Specimen.INTERSTITIAL_FLUID;
    JsonNode metadata = record.path("metadata");
    Set<Flag> flags =
        CloudFields.flags(CloudFields.whole(metadata, "recordingMethod", 0) == MANUAL_ENTRY);
    Optional<Integer> offset = offset(record);
    if (offset.isEmpty()) {
      flags.add(Flag.ZONE_UNKNOWN);
    }
    return new Said.Measured(
        interstitial ? Measure.INTERSTITIAL_GLUCOSE : numbers.measure(),
        offset
            .<Said.Time>map(minutes -> new Said.Time.At(time.instant(), minutes))
            .orElse(new Said.Time.Exact(time.instant())),
        id(metadata),
        numbers.amounts(),
        numbers.unit(),
        specimen,
        site(numbers.measure(), record),
        glucose ? MEALS.get(CloudFields.whole(record, "relationToMeal", 0)) : null,
        flags,
        Set.of(),
        own);
  }

  private static @Nullable BodySite site(Measure measure, JsonNode record) {
    int place = CloudFields.whole(record, "measurementLocation", 0);
    return switch (measure) {
      case BODY_TEMPERATURE -> TEMPERATURE_SITES.get(place);
      case BLOOD_PRESSURE -> CUFF_SITES.get(place);
      default -> null;
    };
  }

  private static @Nullable String id(JsonNode metadata) {
    return CloudFields.text(metadata, "clientRecordId")
        .map(id -> "cr:" + id)
        .or(() -> CloudFields.text(metadata, "id").map(id -> "hc:" + id))
        .orElse(null);
  }

  private static Optional<Integer> offset(JsonNode record) {
    return CloudFields.text(record, "zoneOffset")
        .flatMap(text -> Timestamp.lenient("2024-01-01T00:00" + text))
        .map(Timestamp::zoneMinutes);
  }

  private static Optional<Numbers> numbers(JsonNode record) {
    Optional<OneQuantity> level = quantity(record.path("level"), Unit.MG_PER_DL, Unit.MMOL_PER_L);
    if (level.isPresent()) {
      boolean molar = level.get().unit() == Unit.MMOL_PER_L;
      return Optional.of(single(Measure.BLOOD_GLUCOSE, level.get(), "0", molar ? "50" : "900.78"));
    }
    Optional<OneQuantity> systolic = quantity(record.path("systolic"), Unit.MM_HG);
    Optional<OneQuantity> diastolic = quantity(record.path("diastolic"), Unit.MM_HG);
    if (systolic.isPresent() && diastolic.isPresent()) {
      Amounts both = new Amounts(systolic.get().value(), diastolic.get().value(), null, null);
      boolean possible =
          within(systolic.get().value(), "20", "200")
              && within(diastolic.get().value(), "10", "180");
      return Optional.of(new Numbers(Measure.BLOOD_PRESSURE, both, Unit.MM_HG, possible));
    }
    Optional<OneQuantity> weight =
        quantity(record.path("weight"), Unit.KG, Unit.GRAM, Unit.POUND, Unit.OUNCE);
    if (weight.isPresent()) {
      String most = weight.get().unit() == Unit.KG ? "1000" : "1000000";
      return Optional.of(single(Measure.BODY_WEIGHT, weight.get(), "0", most));
    }
    return quantity(record.path("temperature"), Unit.CELSIUS, Unit.FAHRENHEIT)
        .map(heat ->
            heat.unit() == Unit.CELSIUS
                ? single(Measure.BODY_TEMPERATURE, heat, "0", "100")
                : single(Measure.BODY_TEMPERATURE, heat, "32", "212"));
  }

  private static Numbers single(Measure measure, OneQuantity said, String least, String most) {
    return new Numbers(
        measure, Amounts.single(said.value()), said.unit(), within(said.value(), least, most));
  }

  private static boolean within(BigDecimal value, String least, String most) {
    return value.compareTo(new BigDecimal(least)) >= 0
        && value.compareTo(new BigDecimal(most)) <= 0;
  }

  private static Optional<OneQuantity> quantity(JsonNode node, Unit... fitting) {
    for (String name : node.propertyNames()) {
      Unit unit = UNITS.get(name);
      BigDecimal value = CloudFields.number(node, name);
      if (unit != null && value != null && List.of(fitting).contains(unit)) {
        return Optional.of(new OneQuantity(value, unit));
      }
    }
    return Optional.empty();
  }
}
