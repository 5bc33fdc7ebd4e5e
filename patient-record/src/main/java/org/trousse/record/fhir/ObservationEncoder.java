package org.trousse.record.fhir;

import static org.trousse.record.fhir.JsonBytes.piece;
import static org.trousse.record.fhir.JsonBytes.quoted;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Source;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.record.terminology.FhirCodes.Coding;
import org.trousse.record.terminology.Interpretation;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.reading.Reading.Original;

/// Writes readings as R4 Observations (profiles vitalsigns, bp, bodyweight, bodytemp), character
/// for character what HAPI would write of the same resource. For one thread.
public final class ObservationEncoder {
  private static final byte[] START = piece("{\"resourceType\":\"Observation\",\"id\":\"");
  private static final byte[] ENTRY = piece("{\"fullUrl\":");
  private static final byte[] RESOURCE = piece("\",\"resource\":");
  private static final byte[] MATCH = piece(",\"search\":{\"mode\":\"match\"}}");
  private static final byte[] EXTENSIONS = piece(",\"extension\":[");
  private static final byte[] EFFECTIVE = piece(",\"effectiveDateTime\":\"");
  private static final byte[] ISSUED = piece("\",\"issued\":\"");
  private static final byte[] QUANTITY = piece(",\"valueQuantity\":{\"value\":");
  private static final byte[] ABSENT = piece(",\"dataAbsentReason\":");
  private static final byte[] COMPONENTS = piece(",\"component\":[");

  /// Roughly what an Observation takes.
  private static final int CAPACITY = 2_048;

  /// The numbers of a blood pressure, in the order in which they are written.
  private static final List<Part> PARTS =
      List.of(
          new Part(FhirCodes.SYSTOLIC, Unit.MM_HG, true, Amounts::value),
          new Part(FhirCodes.DIASTOLIC, Unit.MM_HG, true, Amounts::diastolic),
          new Part(FhirCodes.MEAN, Unit.MM_HG, false, Amounts::mean),
          new Part(FhirCodes.PULSE, Unit.PER_MINUTE, false, Amounts::pulse));

  /// A component. A missing systolic or diastolic number is said to be missing (profile bp: both
  /// are mandatory), the others are left out.
  private static final class Part {
    private final byte[] start;
    private final byte[] originalCode;
    private final Unit unit;
    private final boolean mandatory;
    private final Function<Amounts, @Nullable BigDecimal> number;

    Part(
        List<Coding> code,
        Unit unit,
        boolean mandatory,
        Function<Amounts, @Nullable BigDecimal> number) {
      this.start = piece("{\"code\":" + ObservationPieces.concept(code, null));
      this.originalCode = piece(ObservationPieces.concept(List.of(code.getFirst()), null));
      this.unit = unit;
      this.mandatory = mandatory;
      this.number = number;
    }
  }

  /// `],"code":`, with which the piece of the status ends.
  private static final int AFTER_CATEGORIES = 9;

  private final FhirIds ids;
  private final @Nullable String app;

  // the last patient and device: a page has one patient and few devices
  private @Nullable PatientId patient;
  private byte[] subject = {};
  private @Nullable Source source;
  private @Nullable Measure sourceMeasure;
  private byte[] meta = {};
  private byte[] method = {};
  private byte[] device = {};

  /// For the patient, and who reads as they do.
  public ObservationEncoder(FhirIds ids) {
    this(ids, null);
  }

  /// For one app.
  ///
  /// @param app client id; null: the patient's own
  ObservationEncoder(FhirIds ids, @Nullable String app) {
    this.ids = ids;
    this.app = app;
  }

  /// The ids that it writes.
  public FhirIds ids() {
    return ids;
  }

  /// The Observation as UTF-8 JSON.
  public byte[] encode(StoredReading stored) {
    JsonBytes json = new JsonBytes(CAPACITY);
    write(stored, ids.readings().id(stored.key()), json);
    return json.take();
  }

  /// The logical id of a reading.
  public String id(ReadingKey key) {
    return new String(ids.readings().id(key), StandardCharsets.US_ASCII);
  }

  /// A match of a search.
  ///
  /// @param base the address of Observations, in quotes but for the closing one
  public void writeEntry(StoredReading stored, byte[] base, JsonBytes json) {
    byte[] id = ids.readings().id(stored.key());
    json.piece(ENTRY).piece(base).piece(id).piece(RESOURCE);
    write(stored, id, json);
    json.piece(MATCH);
  }

  private void write(StoredReading stored, byte[] id, JsonBytes json) {
    Reading reading = stored.reading();
    source(stored.source(), reading.measure());
    json.piece(START).piece(id).piece(ObservationPieces.VERSION).ascii(stored.version());
    json.piece(ObservationPieces.LAST_UPDATED).instant(stored.lastUpdated());
    json.piece(meta);
    Members beyond = Members.of(stored.extra());
    extensions(reading, beyond, json);
    if (app == null || app.equals(stored.source().app())) {
      // what an app calls a reading would tell another that both know the same person
      member("identifier", beyond, json);
    }
    json.piece(ObservationPieces.status(stored.status()));
    if (!beyond.within("category").isEmpty()) {
      json.retract(AFTER_CATEGORIES);
      json.piece(piece("," + beyond.within("category") + "],\"code\":"));
    }
    json.piece(ObservationPieces.code(reading.measure(), reading.specimen()));
    if (!beyond.within("code").isEmpty()) {
      json.retract(1);
      json.piece(piece("," + beyond.within("code") + "}"));
    }
    json.piece(subject(reading.patient()))
        .piece(EFFECTIVE)
        .dateTime(reading.effectiveAt(), reading.zoneMinutes())
        .piece(ISSUED)
        .instant(reading.receivedAt())
        .character('"');
    member("performer", beyond, json);
    if (reading.measure() != Measure.BLOOD_PRESSURE) {
      value(reading, beyond, json);
    }
    interpretation(reading, json);
    afterInterpretation(stored, beyond, json);
    json.character('}');
  }

  private void afterInterpretation(StoredReading stored, Members beyond, JsonBytes json) {
    Reading reading = stored.reading();
    member("note", beyond, json);
    if (!member("bodySite", beyond, json) && reading.site() != null) {
      json.piece(ObservationPieces.site(reading.site()));
    }
    if (!member("method", beyond, json)) {
      json.piece(method);
    }
    json.piece(device);
    member("referenceRange", beyond, json);
    if (reading.measure() == Measure.BLOOD_PRESSURE) {
      components(reading, beyond, json);
    } else {
      member("component", beyond, json);
    }
  }

  /// Writes what was kept as it is; whether there is any.
  private static boolean member(String name, Members beyond, JsonBytes json) {
    String whole = beyond.whole(name);
    if (!whole.isEmpty()) {
      json.piece(piece(",\"" + name + "\":" + whole));
    }
    return !whole.isEmpty();
  }

  /// Why there is no number is said as it was said to us.
  private static void value(Reading reading, Members beyond, JsonBytes json) {
    BigDecimal number = reading.amounts().value();
    if (number != null || !member("dataAbsentReason", beyond, json)) {
      number(number, reading.measure().unit(), reading, json);
    }
  }

  private static void extensions(Reading reading, Members beyond, JsonBytes json) {
    String kept = beyond.within("extension");
    if (reading.original() == null
        && kept.isEmpty()
        && reading.meal() == null
        && reading.flags().isEmpty()
        && reading.status().isEmpty()) {
      return;
    }
    int before = json.piece(EXTENSIONS).length();
    if (reading.original() != null) {
      original(reading, reading.original(), before, json);
    }
    if (reading.meal() != null) {
      comma(before, json).piece(ObservationPieces.meal(reading.meal()));
    }
    if (!reading.flags().isEmpty()) {
      for (Flag flag : Flag.ofBits(Flag.bits(reading.flags()))) {
        comma(before, json).piece(ObservationPieces.flag(flag));
      }
    }
    if (!reading.status().isEmpty()) {
      for (DeviceStatus status : DeviceStatus.ofBits(DeviceStatus.bits(reading.status()))) {
        comma(before, json).piece(ObservationPieces.deviceStatus(status));
      }
    }
    if (!kept.isEmpty()) {
      comma(before, json).piece(piece(kept));
    }
    if (json.length() == before) {
      json.retract(EXTENSIONS.length);
    } else {
      json.character(']');
    }
  }

  private static void original(Reading reading, Original said, int before, JsonBytes json) {
    if (reading.measure() == Measure.BLOOD_PRESSURE) {
      for (Part part : PARTS) {
        BigDecimal number = part.unit == Unit.PER_MINUTE ? null : part.number.apply(said.amounts());
        if (number != null) {
          original(part.originalCode, number, said.unit(), before, json);
        }
      }
    } else if (said.amounts().value() != null) {
      List<Coding> code =
          FhirCodes.originalCode(reading.measure(), reading.specimen(), said.unit());
      byte[] concept = piece(ObservationPieces.concept(code, null));
      original(concept, said.amounts().value(), said.unit(), before, json);
    }
  }

  private static void original(
      byte[] code, BigDecimal number, Unit unit, int before, JsonBytes json) {
    comma(before, json)
        .piece(ObservationPieces.ORIGINAL_START)
        .piece(code)
        .piece(ObservationPieces.ORIGINAL_VALUE)
        .number(number)
        .piece(ObservationPieces.quantityEnd(unit))
        .piece(ObservationPieces.ORIGINAL_END);
  }

  private static void number(
      @Nullable BigDecimal number, Unit unit, Reading reading, JsonBytes json) {
    if (number == null) {
      Coding why = Interpretation.absence(reading.flags());
      json.piece(ABSENT).piece(piece(ObservationPieces.concept(List.of(why), null)));
    } else {
      json.piece(QUANTITY).number(number).piece(ObservationPieces.quantityEnd(unit));
    }
  }

  private static void interpretation(Reading reading, JsonBytes json) {
    if (reading.flags().isEmpty() && reading.status().isEmpty()) {
      return;
    }
    List<Coding> found =
        Interpretation.of(Flag.bits(reading.flags()), DeviceStatus.bits(reading.status()));
    if (!found.isEmpty()) {
      String concepts =
          found.stream()
              .map(coding -> ObservationPieces.concept(List.of(coding), null))
              .collect(Collectors.joining(","));
      json.piece(piece(",\"interpretation\":[" + concepts + "]"));
    }
  }

  private static void components(Reading reading, Members beyond, JsonBytes json) {
    int before = json.piece(COMPONENTS).length();
    for (Part part : PARTS) {
      BigDecimal number = part.number.apply(reading.amounts());
      if (number != null || part.mandatory) {
        comma(before, json).piece(part.start);
        number(number, part.unit, reading, json);
        json.character('}');
      }
    }
    if (!beyond.within("component").isEmpty()) {
      comma(before, json).piece(piece(beyond.within("component")));
    }
    json.character(']');
  }

  private static JsonBytes comma(int before, JsonBytes json) {
    return json.length() == before ? json : json.character(',');
  }

  private byte[] subject(PatientId of) {
    if (!of.equals(patient)) {
      patient = of;
      subject = piece(",\"subject\":{\"reference\":" + quoted("Patient/" + ids.patient(of)) + "}");
    }
    return subject;
  }

  private void source(Source of, Measure measure) {
    if (!of.equals(source) || measure != sourceMeasure) {
      source = of;
      sourceMeasure = measure;
      meta = ObservationPieces.meta(measure, of.app());
      method =
          FhirCodes.method(measure, of.specialisation())
              .map(how -> piece(",\"method\":" + ObservationPieces.concept(List.of(how), null)))
              .orElseGet(() -> new byte[0]);
      device =
          piece(
              ",\"device\":{\"reference\":"
                  + quoted("Device/" + ids.device(of.key()))
                  + (of.label().isEmpty() ? "" : ",\"display\":" + quoted(of.label()))
                  + "}");
    }
  }
}
