package org.trousse.record.aggregate;

import static org.trousse.record.fhir.JsonBytes.quoted;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.fhir.ObservationPieces;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.record.terminology.FhirCodes.Coding;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// Aggregates as R4 Observations. They are told apart from readings by their category, and say how
/// far the readings reach that they were counted of.
public final class AggregateEncoder {
  /// Our own category, of what nobody measured.
  public static final String CATEGORY = "urn:trousse:observation-category";

  private static final String WATERMARK = "urn:trousse:aggregate-watermark";
  private static final String VITAL =
      "{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/observation-category\","
          + "\"code\":\"vital-signs\",\"display\":\"vital-signs\"}]},";
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
  private static final int DECIMALS = 1;

  private final PatientId patient;
  private final FhirIds ids;
  private final ZoneId zone;

  /// For one reader.
  ///
  /// @param ids that they see
  public AggregateEncoder(PatientId patient, FhirIds ids, ZoneId zone) {
    this.patient = patient;
    this.ids = ids;
    this.zone = zone;
  }

  public String id(Kind kind, Window window) {
    return ids.aggregate(patient, window.packed(kind));
  }

  public static String versionId(Issued issued) {
    return Integer.toString(issued.version());
  }

  /// One Observation.
  public String json(Kind kind, Issued issued) {
    Numbers numbers = issued.numbers();
    List<String> parts = new ArrayList<>();
    parts.add("\"resourceType\":\"Observation\"");
    parts.add("\"id\":" + quoted(id(kind, issued.window())));
    parts.add(
        "\"meta\":{\"versionId\":"
            + quoted(versionId(issued))
            + ",\"lastUpdated\":"
            + quoted(instant(issued.at()))
            + (kind.isOfDays()
                ? ",\"profile\":[\"http://hl7.org/fhir/StructureDefinition/vitalsigns\"]"
                : "")
            + "}");
    parts.add("\"extension\":[" + extensions(kind, issued) + "]");
    parts.add("\"status\":" + quoted(issued.version() == 1 ? "final" : "amended"));
    parts.add(
        "\"category\":["
            + (kind.isOfDays() ? VITAL : "")
            + concept(List.of(new Coding(CATEGORY, "aggregate", null)))
            + "]");
    parts.add("\"code\":" + concept(kind.codings()));
    parts.add("\"subject\":{\"reference\":" + quoted("Patient/" + ids.patient(patient)) + "}");
    parts.add(effective(kind, issued.window()));
    parts.add("\"issued\":" + quoted(instant(issued.at())));
    parts.addAll(value(kind, issued));
    if (kind.isOfDays()) {
      FhirCodes.method(Measure.INTERSTITIAL_GLUCOSE, 528409)
          .ifPresent(how -> parts.add("\"method\":" + concept(List.of(how))));
    }
    Long device = numbers.device();
    if (device != null) {
      parts.add("\"device\":{\"reference\":" + quoted("Device/" + ids.device(device)) + "}");
    }
    if (kind == Kind.SUMMARY) {
      parts.add("\"hasMember\":[" + members(issued) + "]");
    }
    if (kind == Kind.TIMES) {
      parts.add("\"component\":[" + ranges(numbers) + "]");
    }
    return "{" + String.join(",", parts) + "}";
  }

  private static String extensions(Kind kind, Issued issued) {
    String watermark =
        "{\"url\":"
            + quoted(WATERMARK)
            + ",\"valueInstant\":"
            + quoted(instant(issued.newest()))
            + "}";
    return kind.isOfDays()
        ? "{\"url\":"
            + quoted(FhirCodes.MESURES + "mesures-number-of-days")
            + ",\"valueCodeableConcept\":"
            + concept(List.of(FhirCodes.numberOfDays(issued.window().days())))
            + "},"
            + watermark
        : watermark;
  }

  /// ANS knows a moment only: the end of the last day. HL7 names the first and the last day.
  private String effective(Kind kind, Window window) {
    return kind.isOfDays()
        ? "\"effectiveDateTime\":" + quoted(end(window))
        : "\"effectivePeriod\":{\"start\":"
            + quoted(window.first().toString())
            + ",\"end\":"
            + quoted(window.last().toString())
            + "}";
  }

  private String end(Window window) {
    return SECONDS.format(window.to(zone).minusSeconds(1).atZone(zone));
  }

  private List<String> value(Kind kind, Issued issued) {
    Numbers numbers = issued.numbers();
    return switch (kind) {
      case MEAN_MASS -> quantity(numbers.mgPerDl(), "mg/dL");
      case DAYS_MEAN -> quantity(rounded(numbers.mgPerDl()), "mg/dL");
      case MEAN_MOLAR -> quantity(numbers.mmolPerL(), "mmol/L");
      case GMI -> quantity(numbers.gmi(), "%");
      case DAYS_GMI -> quantity(rounded(numbers.gmi()), "%");
      case CV -> quantity(numbers.cv(), "%");
      case DAYS_OF_WEAR -> quantity((double) numbers.worn(), "d");
      case SENSOR_ACTIVE -> quantity(numbers.coverage(), "%");
      case SUMMARY, TIMES -> List.of();
    };
  }

  /// As a report would write it.
  private static @Nullable Double rounded(@Nullable Double value) {
    return value == null
        ? null
        : (Double)
            BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).doubleValue();
  }

  private static List<String> quantity(@Nullable Double value, String unit) {
    if (value == null) {
      throw new IllegalStateException("what has no value is not issued");
    }
    return List.of("\"valueQuantity\":" + amount(value, unit));
  }

  private static String amount(double value, String unit) {
    return "{\"value\":"
        + BigDecimal.valueOf(value).toPlainString()
        + ",\"unit\":"
        + quoted(unit)
        + ",\"system\":"
        + quoted(FhirCodes.UCUM)
        + ",\"code\":"
        + quoted(unit)
        + "}";
  }

  private String members(Issued issued) {
    List<String> members = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind != Kind.SUMMARY && !kind.isOfDays() && issued.numbers().has(kind)) {
        members.add("{\"reference\":" + quoted("Observation/" + id(kind, issued.window())) + "}");
      }
    }
    return String.join(",", members);
  }

  /// From the lowest range to the highest, each with its thresholds in its LOINC code's meaning.
  private static String ranges(Numbers numbers) {
    return String.join(
        ",",
        range("104642-4", numbers.veryLow()),
        range("104641-6", numbers.low()),
        range("97510-2", numbers.inRange()),
        range("104640-8", numbers.high()),
        range("104639-0", numbers.veryHigh()));
  }

  private static String range(String loinc, @Nullable Double share) {
    return "{\"code\":"
        + concept(List.of(new Coding(FhirCodes.LOINC, loinc, null)))
        + ",\"valueQuantity\":"
        + amount(share == null ? 0 : share, "%")
        + "}";
  }

  private static String concept(List<Coding> codings) {
    return ObservationPieces.concept(codings, null);
  }

  private static String instant(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
