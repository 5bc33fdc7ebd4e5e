package org.trousse.gateway.codec.json;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Meal;
import tools.jackson.databind.JsonNode;

/// An Open mHealth body of blood glucose, blood pressure, body weight or body temperature (versions
/// 1 to 4 of their schemas), bare or inside a data point with its header (also IEEE 1752.1).
///
/// @param time of the point, or the start of the interval
/// @param end the end of the interval, null for a point in time
/// @param statistic e.g. `minimum`: a number derived from several readings, which is no reading
public record OmhPoint(
    Measure measure,
    Amounts amounts,
    Unit unit,
    Timestamp time,
    String startText,
    @Nullable Timestamp end,
    @Nullable String endText,
    @Nullable String statistic,
    @Nullable Specimen specimen,
    @Nullable BodySite site,
    @Nullable Meal meal,
    boolean selfReported,
    @Nullable String id) {
  private static final int TEXT_MAX = 128;

  private static final Map<String, Measure> MEASURE_OF_FIELD =
      Map.of(
          "blood_glucose", Measure.BLOOD_GLUCOSE,
          "systolic_blood_pressure", Measure.BLOOD_PRESSURE,
          "diastolic_blood_pressure", Measure.BLOOD_PRESSURE,
          "body_weight", Measure.BODY_WEIGHT,
          "body_temperature", Measure.BODY_TEMPERATURE);

  private static final Map<String, Specimen> SPECIMEN =
      Map.of(
          "interstitial fluid", Specimen.INTERSTITIAL_FLUID,
          "capillary blood", Specimen.CAPILLARY_WHOLE_BLOOD,
          "plasma", Specimen.UNDETERMINED_PLASMA,
          "serum", Specimen.UNDETERMINED_PLASMA,
          "whole blood", Specimen.UNDETERMINED_WHOLE_BLOOD);

  private static final Map<String, BodySite> SITE =
      Map.ofEntries(
          Map.entry("axillary", BodySite.ARMPIT),
          Map.entry("finger", BodySite.FINGER),
          Map.entry("forehead", BodySite.FOREHEAD),
          Map.entry("oral", BodySite.MOUTH),
          Map.entry("rectal", BodySite.RECTUM),
          Map.entry("temporal artery", BodySite.TEMPLE),
          Map.entry("toe", BodySite.TOE),
          Map.entry("tympanic", BodySite.TYMPANUM),
          Map.entry("left ear", BodySite.EAR),
          Map.entry("right ear", BodySite.EAR),
          Map.entry("left wrist", BodySite.WRIST),
          Map.entry("right wrist", BodySite.WRIST),
          Map.entry("wrist", BodySite.WRIST),
          Map.entry("upper arm", BodySite.UPPER_ARM),
          Map.entry("left upper arm", BodySite.UPPER_ARM),
          Map.entry("right upper arm", BodySite.UPPER_ARM));

  private static final Map<String, Meal> MEAL =
      Map.ofEntries(
          Map.entry("fasting", Meal.FASTING),
          Map.entry("before meal", Meal.PREPRANDIAL),
          Map.entry("before breakfast", Meal.PREPRANDIAL),
          Map.entry("before lunch", Meal.PREPRANDIAL),
          Map.entry("before dinner", Meal.PREPRANDIAL),
          Map.entry("after meal", Meal.POSTPRANDIAL),
          Map.entry("after breakfast", Meal.POSTPRANDIAL),
          Map.entry("after lunch", Meal.POSTPRANDIAL),
          Map.entry("after dinner", Meal.POSTPRANDIAL),
          Map.entry("2 hours postprandial", Meal.POSTPRANDIAL));

  /// Whether the interval ends before it starts.
  public boolean backwards() {
    return end != null && end.instant().isBefore(time.instant());
  }

  /// Reads a body, or a data point around one.
  public static Decoded<OmhPoint> decode(JsonNode node) {
    if (!node.isObject()) {
      return Decoded.failed("schema", "An Open mHealth data point is a JSON object.");
    }
    JsonNode header = node.path("header");
    JsonNode body = node.has("body") ? node.path("body") : node;
    return MEASURE_OF_FIELD.entrySet().stream()
        .filter(entry -> body.has(entry.getKey()))
        .findFirst()
        .map(entry -> of(entry.getValue(), body, header))
        .orElseGet(() ->
            Decoded.failed(
                "missing-value",
                "The body holds none of blood_glucose, systolic_blood_pressure, body_weight,"
                    + " body_temperature."));
  }

  private static Decoded<OmhPoint> of(Measure measure, JsonNode body, JsonNode header) {
    return switch (OmhAmounts.of(measure, body)) {
      case Decoded.Failed<OmhAmounts>(String error, String mend) -> Decoded.failed(error, mend);
      case Decoded.Value<OmhAmounts>(OmhAmounts said) ->
          switch (OmhTimeFrame.of(body.path("effective_time_frame"))) {
            case Decoded.Failed<OmhTimeFrame>(String error, String mend) ->
                Decoded.failed(error, mend);
            case Decoded.Value<OmhTimeFrame>(OmhTimeFrame frame) ->
                Decoded.of(point(measure, said, frame, body, header));
          };
    };
  }

  private static OmhPoint point(
      Measure measure, OmhAmounts said, OmhTimeFrame frame, JsonNode body, JsonNode header) {
    String source = body.path("specimen_source").asString("");
    Specimen specimen =
        SPECIMEN.get(source.isEmpty() ? body.path("blood_specimen_type").asString("") : source);
    boolean interstitial =
        measure == Measure.BLOOD_GLUCOSE && specimen == Specimen.INTERSTITIAL_FLUID;
    return new OmhPoint(
        interstitial ? Measure.INTERSTITIAL_GLUCOSE : measure,
        said.amounts(),
        said.unit(),
        frame.start(),
        frame.startText(),
        frame.end(),
        frame.endText(),
        text(body, "descriptive_statistic").orElse(null),
        specimen,
        SITE.get(body.path("measurement_location").asString("")),
        MEAL.get(body.path("temporal_relationship_to_meal").asString("")),
        selfReported(header),
        text(header, "uuid").or(() -> text(header, "id")).orElse(null));
  }

  private static boolean selfReported(JsonNode header) {
    String modality =
        header
            .path("modality")
            .asString(header.path("acquisition_provenance").path("modality").asString(""));
    return modality.equals("self-reported");
  }

  private static Optional<String> text(JsonNode node, String field) {
    return node.path(field)
        .stringValueOpt()
        .filter(text -> !text.isEmpty() && text.length() <= TEXT_MAX);
  }

  /// The numbers of a body; both pressures must be in one unit.
  private record OmhAmounts(Amounts amounts, Unit unit) {

    static Decoded<OmhAmounts> of(Measure measure, JsonNode body) {
      return switch (measure) {
        case BLOOD_PRESSURE -> pressures(body);
        case BODY_WEIGHT -> single(measure, body, "body_weight");
        case BODY_TEMPERATURE -> single(measure, body, "body_temperature");
        case BLOOD_GLUCOSE, INTERSTITIAL_GLUCOSE -> single(measure, body, "blood_glucose");
      };
    }

    private static Decoded<OmhAmounts> single(Measure measure, JsonNode body, String field) {
      return quantity(measure, body, field, null);
    }

    private static Decoded<OmhAmounts> pressures(JsonNode body) {
      Decoded<OmhAmounts> systolic =
          quantity(Measure.BLOOD_PRESSURE, body, "systolic_blood_pressure", null);
      if (!(systolic instanceof Decoded.Value<OmhAmounts>(OmhAmounts first))) {
        return systolic;
      }
      Decoded<OmhAmounts> diastolic =
          quantity(Measure.BLOOD_PRESSURE, body, "diastolic_blood_pressure", first.unit());
      if (!(diastolic instanceof Decoded.Value<OmhAmounts>(OmhAmounts second))) {
        return diastolic;
      }
      return Decoded.of(
          new OmhAmounts(
              new Amounts(first.amounts().value(), second.amounts().value(), null, null),
              first.unit()));
    }

    private static Decoded<OmhAmounts> quantity(
        Measure measure, JsonNode body, String field, @Nullable Unit same) {
      JsonNode quantity = body.path(field);
      Optional<Unit> unit =
          quantity.path("unit").stringValueOpt().flatMap(Unit::of).filter(u -> fits(measure, u));
      if (quantity.isObject() && unit.isEmpty()) {
        return Decoded.failed(
            "unit", "/" + field + "/unit is missing or is no unit of " + measure.word() + ".");
      }
      if (unit.isPresent() && same != null && unit.get() != same) {
        return Decoded.failed("unit", "Systolic and diastolic are in two different units.");
      }
      if (unit.isEmpty() || !quantity.path("value").isNumber()) {
        return Decoded.failed("missing-value", "/" + field + "/value is missing or no number.");
      }
      BigDecimal value = quantity.path("value").decimalValue();
      return Decoded.of(new OmhAmounts(Amounts.single(value), unit.get()));
    }

    private static boolean fits(Measure measure, Unit unit) {
      return MeasureUnits.fits(measure, unit);
    }
  }
}
