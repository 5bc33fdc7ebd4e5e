package org.trousse.record.fhir;

import static org.trousse.record.fhir.JsonBytes.piece;
import static org.trousse.record.fhir.JsonBytes.quoted;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.record.terminology.FhirCodes.Coding;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;

/// The parts of an Observation that are the same for many readings, as bytes.
public final class ObservationPieces {
  /// Our own extensions: what we noticed about a reading, and what the device said of itself. The
  /// words are those of [Flag] and [DeviceStatus].
  static final String FLAG_URL = "urn:trousse:reading-flag";

  static final String DEVICE_STATUS_URL = "urn:trousse:device-status";

  private static final String CATEGORY =
      "\"category\":["
          + concept(
              List.of(
                  new Coding(
                      "http://terminology.hl7.org/CodeSystem/observation-category",
                      "vital-signs",
                      "vital-signs")),
              null)
          + "],\"code\":";

  private static final Map<Status, byte[]> STATUS =
      each(Status.class, status -> ",\"status\":" + quoted(status.word()) + ',' + CATEGORY);

  private static final Map<Specimen, Map<Measure, byte[]>> CODES = codes();

  private static final Map<Measure, byte[]> CODES_WITHOUT_SPECIMEN = codes(null);

  private static final Map<Unit, byte[]> QUANTITY_END =
      each(
          Unit.class,
          unit ->
              ",\"unit\":%s,\"system\":%s,\"code\":%s}"
                  .formatted(
                      quoted(FhirCodes.human(unit)), quoted(FhirCodes.UCUM), quoted(unit.ucum())));

  private static final Map<BodySite, byte[]> SITES =
      each(
          BodySite.class,
          site ->
              ",\"bodySite\":"
                  + FhirCodes.site(site)
                      .map(coding -> concept(List.of(coding), null))
                      .orElseGet(() -> concept(List.of(), site.word())));

  private static final Map<Meal, byte[]> MEALS =
      each(
          Meal.class,
          meal ->
              "{\"url\":%s,\"valueCodeableConcept\":%s}"
                  .formatted(
                      quoted(FhirCodes.MESURES + "mesures-moment-of-measurement"),
                      concept(List.of(FhirCodes.moment(meal)), meal.word())));

  private static final Map<Flag, byte[]> FLAGS =
      each(Flag.class, flag -> codeExtension(FLAG_URL, flag.word()));

  private static final Map<DeviceStatus, byte[]> DEVICE_STATUSES =
      each(DeviceStatus.class, status -> codeExtension(DEVICE_STATUS_URL, status.word()));

  /// Before the original's code.
  static final byte[] ORIGINAL_START =
      piece(
          "{\"url\":%s,\"extension\":[{\"url\":\"has-been-converted\",\"valueBoolean\":true},"
                  .formatted(quoted(FhirCodes.MESURES + "mesures-original-data"))
              + "{\"url\":\"original-code\",\"valueCodeableConcept\":");

  /// Between the original's code and its number.
  static final byte[] ORIGINAL_VALUE =
      piece("},{\"url\":\"original-value\",\"valueQuantity\":{\"value\":");

  /// After the original's quantity.
  static final byte[] ORIGINAL_END = piece("}]}");

  private ObservationPieces() {}

  /// From the end of the id on.
  static final byte[] VERSION = piece("\",\"meta\":{\"versionId\":\"");

  /// After the version's id.
  static final byte[] LAST_UPDATED = piece("\",\"lastUpdated\":\"");

  /// The rest of meta, after the version.
  ///
  /// @param app whose device it came from: `meta.source`; null says nothing of it
  static byte[] meta(Measure measure, @Nullable String app) {
    return piece(
        (app == null ? "\"" : "\",\"source\":" + quoted(FhirCodes.source(app)))
            + ",\"profile\":["
            + quoted(FhirCodes.profile(measure))
            + "]}");
  }

  static byte[] status(Status status) {
    return of(STATUS, status);
  }

  static byte[] code(Measure measure, @Nullable Specimen specimen) {
    return of(specimen == null ? CODES_WITHOUT_SPECIMEN : of(CODES, specimen), measure);
  }

  static byte[] quantityEnd(Unit unit) {
    return of(QUANTITY_END, unit);
  }

  static byte[] site(BodySite site) {
    return of(SITES, site);
  }

  static byte[] meal(Meal meal) {
    return of(MEALS, meal);
  }

  static byte[] flag(Flag flag) {
    return of(FLAGS, flag);
  }

  static byte[] deviceStatus(DeviceStatus status) {
    return of(DEVICE_STATUSES, status);
  }

  private static <E extends Enum<E>> Map<E, byte[]> each(Class<E> words, Function<E, String> json) {
    Map<E, byte[]> pieces = new EnumMap<>(words);
    for (E word : words.getEnumConstants()) {
      pieces.put(word, piece(json.apply(word)));
    }
    return pieces;
  }

  private static Map<Specimen, Map<Measure, byte[]>> codes() {
    Map<Specimen, Map<Measure, byte[]>> codes = new EnumMap<>(Specimen.class);
    for (Specimen specimen : Specimen.values()) {
      codes.put(specimen, codes(specimen));
    }
    return codes;
  }

  private static Map<Measure, byte[]> codes(@Nullable Specimen specimen) {
    return each(Measure.class, measure -> concept(FhirCodes.code(measure, specimen), null));
  }

  private static <K, V> V of(Map<K, V> complete, K key) {
    V value = complete.get(key);
    if (value == null) {
      throw new IllegalStateException("every word has its piece");
    }
    return value;
  }

  /// A CodeableConcept.
  public static String concept(List<Coding> codings, @Nullable String text) {
    String coded = codings.stream().map(ObservationPieces::coding).collect(Collectors.joining(","));
    return "{"
        + (codings.isEmpty() ? "" : "\"coding\":[" + coded + "]")
        + (codings.isEmpty() || text == null ? "" : ",")
        + (text == null ? "" : "\"text\":" + quoted(text))
        + "}";
  }

  private static String coding(Coding coding) {
    return "{\"system\":%s,\"code\":%s%s}"
        .formatted(
            quoted(coding.system()),
            quoted(coding.code()),
            coding.display() == null ? "" : ",\"display\":" + quoted(coding.display()));
  }

  private static String codeExtension(String url, String code) {
    return "{\"url\":" + quoted(url) + ",\"valueCode\":" + quoted(code) + "}";
  }
}
