package org.trousse.record.mes;

import static org.trousse.record.fhir.JsonBytes.quoted;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.record.fhir.ObservationPieces;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Source;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.record.terminology.FhirCodes.Coding;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.reading.Reading.Original;

/// Transactions in the shape that the API takes: one Observation, and the Device that measured it.
public final class MesEncoder {
  /// A transaction, and what is not known of it here.
  public record Transaction(String json, List<String> missing) {}

  private static final String SYSID =
      "{\"coding\":[{\"system\":"
          + "\"http://hl7.org/fhir/uv/phd/CodeSystem/ContinuaDeviceIdentifiers\","
          + "\"code\":\"SYSID\"}]}";
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

  /// Where a blood pressure may be measured (JDV_J149), and a temperature (JDV_J151).
  private static final Set<BodySite> CUFFS = Set.of(BodySite.UPPER_ARM, BodySite.WRIST);

  private final Solution solution;

  public MesEncoder(Solution solution) {
    this.solution = solution;
  }

  /// Of a reading that is eligible.
  public Transaction reading(StoredReading stored, Taken as) {
    Reading reading = stored.reading();
    List<String> parts = new ArrayList<>();
    List<String> extensions = new ArrayList<>();
    Meal meal = reading.meal();
    if (as == Taken.GLUCOSE && meal != null) {
      extensions.add(concept("mesures-moment-of-measurement", FhirCodes.moment(meal)));
    }
    Original original = reading.original();
    boolean converted = original != null && original.unit() != reading.measure().unit();
    boolean shown = as == Taken.GLUCOSE || as == Taken.WEIGHT || as == Taken.TEMPERATURE;
    if (shown && converted && original != null && original.amounts().value() != null) {
      extensions.add(original(reading, original));
    }
    parts.add(extensions.isEmpty() ? "" : "\"extension\":[" + String.join(",", extensions) + "]");
    parts.add("\"effectiveDateTime\":" + quoted(time(reading)));
    parts.add(value(reading, as));
    parts.add(site(reading, as));
    parts.add(
        method(as, stored.source()).map(how -> "\"method\":" + concept(List.of(how))).orElse(""));
    String name = stored.source().text() + reading.reportedAt() + reading.nativeId() + as;
    return transaction(as, code(as), name, parts, Optional.of(stored.source()));
  }

  /// Of a mean, or a GMI, of some days.
  ///
  /// @param end the last second of the last day
  public Transaction average(Taken as, int days, String end, double value, @Nullable Long device) {
    List<String> parts = new ArrayList<>();
    parts.add(
        "\"extension\":[" + concept("mesures-number-of-days", FhirCodes.numberOfDays(days)) + "]");
    parts.add("\"effectiveDateTime\":" + quoted(end));
    String unit = as == Taken.SENSOR_MEAN ? "mg/dL" : "%";
    parts.add("\"valueQuantity\":" + amount(BigDecimal.valueOf(value), unit));
    method(as, new Source(0, "", 528409))
        .ifPresent(how -> parts.add("\"method\":" + concept(List.of(how))));
    Optional<Source> source =
        device == null ? Optional.empty() : Optional.of(new Source(device, "", 528409));
    return transaction(as, code(as), as + end + days, parts, source);
  }

  private Transaction transaction(
      Taken as, Coding code, String name, List<String> parts, Optional<Source> source) {
    List<String> missing = new ArrayList<>(solution.missing());
    String device = source.map(one -> address(one.key())).orElse("");
    source.ifPresent(one -> missing.addAll(List.of("device-manufacturer", "device-model")));
    List<String> all = new ArrayList<>();
    all.add("\"resourceType\":\"Observation\"");
    all.add(
        "\"meta\":{"
            + (solution.oid().isEmpty()
                ? ""
                : "\"source\":" + quoted("urn:oid:" + solution.oid()) + ",")
            + "\"profile\":["
            + quoted(as.profile())
            + "]}");
    all.add(parts.getFirst());
    all.add("\"status\":\"final\"");
    all.add(
        "\"category\":["
            + concept(
                List.of(
                    new Coding(
                        "http://terminology.hl7.org/CodeSystem/observation-category",
                        "vital-signs",
                        "vital-signs")))
            + "]");
    all.add("\"code\":" + concept(List.of(code)));
    all.add("\"subject\":" + subject());
    all.addAll(parts.subList(1, parts.size()));
    all.add(device.isEmpty() ? "" : "\"device\":{\"reference\":" + quoted(device) + "}");
    String observation =
        all.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(","));
    String entries =
        entry("urn:uuid:" + uuid(name), "{" + observation + "}", "Observation", "")
            + source.map(one -> "," + device(one)).orElse("");
    return new Transaction(
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}",
        missing);
  }

  /// The API knows the patient by an id of its own for each solution, and nobody by the INS.
  private String subject() {
    return solution.missing().isEmpty()
        ? "{\"identifier\":{\"system\":"
            + quoted("urn:oid:" + solution.oid())
            + ",\"value\":"
            + quoted(solution.idPe())
            + "}}"
        : "{\"display\":\"idPe\"}";
  }

  private static String entry(String url, String resource, String type, String unless) {
    return "{\"fullUrl\":"
        + quoted(url)
        + ",\"resource\":"
        + resource
        + ",\"request\":{\"method\":\"POST\",\"url\":"
        + quoted(type)
        + (unless.isEmpty() ? "" : ",\"ifNoneExist\":" + quoted(unless))
        + "}}";
  }

  /// HL7 PhdDevice, as far as the record was told: it knows neither who made a device nor its
  /// model.
  private String device(Source source) {
    String id = number(source.key());
    String system = solution.oid().isEmpty() ? "" : "urn:oid:" + solution.oid();
    int kind = source.specialisation() == 0 ? 528457 : source.specialisation();
    String json =
        "{\"resourceType\":\"Device\",\"identifier\":[{\"type\":"
            + SYSID
            + (system.isEmpty() ? "" : ",\"system\":" + quoted(system))
            + ",\"value\":"
            + quoted(id)
            + "}]"
            + (source.label().isEmpty()
                ? ""
                : ",\"deviceName\":[{\"name\":"
                    + quoted(source.label())
                    + ",\"type\":\"user-friendly-name\"}]")
            + ",\"type\":"
            + concept(List.of(new Coding(FhirCodes.MDC, "65573", null)))
            + ",\"specialization\":[{\"systemType\":"
            + concept(List.of(new Coding(FhirCodes.MDC, Integer.toString(kind), null)))
            + "}]}";
    String unless = system.isEmpty() ? "" : "identifier=" + system + "|" + id;
    return entry(address(source.key()), json, "Device", unless);
  }

  private static String address(long device) {
    return "urn:uuid:" + uuid("device" + device);
  }

  /// Eight pairs of hexadecimal digits, as the API's pattern asks.
  private static String number(long key) {
    String digits = new Source(key, "", 0).text().toUpperCase(Locale.ROOT);
    return digits.replaceAll("(..)(?!$)", "$1-");
  }

  private static UUID uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String time(Reading reading) {
    Integer minutes = reading.zoneMinutes();
    ZoneOffset offset = minutes == null ? ZoneOffset.UTC : ZoneOffset.ofTotalSeconds(minutes * 60);
    Instant at = reading.effectiveAt().truncatedTo(ChronoUnit.SECONDS);
    return SECONDS.format(at.atOffset(offset));
  }

  private static Coding code(Taken as) {
    boolean ans = as == Taken.SENSOR_MEAN || as == Taken.SENSOR_GMI;
    return new Coding(ans ? FhirCodes.TAASIP : FhirCodes.LOINC, as.code(), null);
  }

  private static String value(Reading reading, Taken as) {
    if (as == Taken.BLOOD_PRESSURE) {
      return "\"component\":["
          + component(FhirCodes.SYSTOLIC, reading.amounts().value())
          + ","
          + component(FhirCodes.DIASTOLIC, reading.amounts().diastolic())
          + "]";
    }
    return "\"valueQuantity\":"
        + (as == Taken.HEART_RATE
            ? amount(Objects.requireNonNull(reading.amounts().pulse()), Unit.PER_MINUTE.ucum())
            : amount(
                Objects.requireNonNull(reading.amounts().value()),
                reading.measure().unit().ucum()));
  }

  private static String component(List<Coding> code, @Nullable BigDecimal value) {
    return "{\"code\":"
        + concept(List.of(code.getFirst()))
        + ",\"valueQuantity\":"
        + amount(Objects.requireNonNull(value), Unit.MM_HG.ucum())
        + "}";
  }

  private static String site(Reading reading, Taken as) {
    BodySite site = reading.site();
    boolean fits =
        site != null
            && switch (as) {
              case BLOOD_PRESSURE -> CUFFS.contains(site);
              case TEMPERATURE -> !CUFFS.contains(site);
              default -> false;
            };
    return fits && site != null
        ? FhirCodes.site(site).map(place -> "\"bodySite\":" + concept(List.of(place))).orElse("")
        : "";
  }

  private static Optional<Coding> method(Taken as, Source source) {
    return switch (as) {
      case GLUCOSE -> FhirCodes.method(Measure.BLOOD_GLUCOSE, source.specialisation());
      case BLOOD_PRESSURE -> FhirCodes.method(Measure.BLOOD_PRESSURE, source.specialisation());
      case WEIGHT -> FhirCodes.method(Measure.BODY_WEIGHT, source.specialisation());
      case SENSOR_MEAN, SENSOR_GMI ->
          FhirCodes.method(Measure.INTERSTITIAL_GLUCOSE, source.specialisation());
      // whether a thermometer is infrared is not known, nor how a pulse was counted
      case TEMPERATURE, HEART_RATE -> Optional.empty();
    };
  }

  private static String original(Reading reading, Original original) {
    List<Coding> code =
        FhirCodes.originalCode(reading.measure(), reading.specimen(), original.unit());
    return "{\"url\":"
        + quoted(FhirCodes.MESURES + "mesures-original-data")
        + ",\"extension\":[{\"url\":\"has-been-converted\",\"valueBoolean\":true},"
        + "{\"url\":\"original-code\",\"valueCodeableConcept\":"
        + concept(code)
        + "},{\"url\":\"original-value\",\"valueQuantity\":"
        + amount(Objects.requireNonNull(original.amounts().value()), original.unit().ucum())
        + "}]}";
  }

  private static String concept(String extension, Coding coding) {
    return "{\"url\":"
        + quoted(FhirCodes.MESURES + extension)
        + ",\"valueCodeableConcept\":"
        + concept(List.of(coding))
        + "}";
  }

  private static String concept(List<Coding> codings) {
    return ObservationPieces.concept(codings, null);
  }

  private static String amount(BigDecimal value, String unit) {
    return "{\"value\":"
        + value.toPlainString()
        + ",\"unit\":"
        + quoted(unit)
        + ",\"system\":"
        + quoted(FhirCodes.UCUM)
        + ",\"code\":"
        + quoted(unit)
        + "}";
  }
}
