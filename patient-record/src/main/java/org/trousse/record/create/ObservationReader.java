package org.trousse.record.create;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.trousse.record.beyond.Beyond;
import org.trousse.record.beyond.Beyond.Parted;
import org.trousse.record.create.CodedParts.Kind;
import org.trousse.record.create.Draft.NamedDevice;
import org.trousse.record.create.Understanding.Understood;
import org.trousse.record.create.Understanding.Wrong;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.fhir.Refusal.Issue;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;

/// Understands an Observation that follows our profiles. What it says beyond them is kept as it is
/// ([Beyond]), or refused with the place and the mend. One instance for each Observation.
public final class ObservationReader {
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

  /// A phone's clock may be ahead of ours.
  private static final Duration AHEAD_MAX = Duration.ofMinutes(10);

  private static final int TEXT_CHARACTERS_MAX = 200;
  private static final int DIGITS_MAX = 12;

  private final Observation observation;
  private final Parted parted;
  private final Setting setting;
  private final List<Issue> issues = new ArrayList<>();

  private ObservationReader(Parted parted, Setting setting) {
    this.parted = parted;
    this.observation = parted.core();
    this.setting = setting;
  }

  /// What it says, or why it is refused.
  ///
  /// @param payload the Observation as it came
  public static Understanding read(Observation observation, Payload payload, Setting setting) {
    return new ObservationReader(Beyond.part(observation, CodedParts.COLUMNS), setting)
        .read(payload);
  }

  private Understanding read(Payload payload) {
    if (isAnothers()) {
      return new Wrong(Refusal.NOT_YOURS);
    }
    onlyKnownParts();
    status();
    source();
    category();
    Kind kind = kind();
    Instant at = at();
    Amounts amounts = kind == null ? Amounts.NONE : amounts(kind.measure());
    Meal meal = meal(kind);
    BodySite site = site();
    String identifier = identifier();
    NamedDevice device = device();
    method(kind, device);
    if (kind != null && issues.isEmpty() && !Plausible.isBelieved(kind.measure(), amounts)) {
      wrong(
          "Observation.value",
          "une valeur que personne ne croirait ; vérifiez la mesure et l'unité",
          "a value that nobody would believe; check the measurement and the unit");
    }
    if (kind == null || at == null || !issues.isEmpty()) {
      return new Wrong(new Refusal(422, issues));
    }
    return new Understood(
        new Draft(
            kind.measure(),
            at,
            zoneMinutes(),
            amounts,
            kind.specimen(),
            site,
            meal,
            identifier,
            device,
            Beside.of(observation, kind.measure()),
            payload,
            parted.extra()));
  }

  private void wrong(String where, String french, String english) {
    issues.add(
        new Issue("invalid", where + " : " + french + ".", where + ": " + english + ".", where));
  }

  /// Told apart from a malformed subject: it is a matter of rights.
  private boolean isAnothers() {
    String subject = observation.getSubject().getReference();
    String id = setting.patient();
    return subject != null
        && !subject.equals("Patient/" + id)
        && !subject.equals(setting.base() + "/Patient/" + id);
  }

  private void onlyKnownParts() {
    if (parted.isTooLong()) {
      wrong("Observation", "en dit trop long", "says too much");
    }
    if (!observation.hasSubject() || observation.getSubject().getReference() == null) {
      wrong(
          "Observation.subject",
          "attendu \"reference\": \"Patient/<id>\" avec l'identifiant donné par le jeton",
          "expected \"reference\": \"Patient/<id>\" with the id that came with the token");
    }
    observation.children().stream()
        .filter(part -> part.hasValues() && !Beside.PARTS.contains(part.getName()))
        .forEach(part -> notKept("Observation." + part.getName().replace("[x]", "")));
    for (Extension extension : observation.getExtension()) {
      if (!CodedParts.COLUMNS.extension(extension)) {
        notKept("Observation.extension('" + shortened(extension.getUrl()) + "')");
      }
    }
  }

  private void notKept(String where) {
    wrong(where, "n'est pas conservé ici ; retirez-le", "is not kept here; leave it out");
  }

  private void status() {
    if (observation.getStatus() != ObservationStatus.FINAL) {
      wrong("Observation.status", "attendu final", "expected final");
    }
  }

  private void source() {
    String source = observation.getMeta().getSource();
    boolean own = setting.source() != null && source != null && source.startsWith(setting.source());
    if (source != null && !own) {
      wrong(
          "Observation.meta.source",
          "n'est pas votre application ; retirez-le, il sera ajouté",
          "is not your app; leave it out, it will be added");
    }
  }

  private void category() {
    boolean vital =
        observation.getCategory().size() == 1
            && CodedParts.names(
                List.of(
                    new FhirCodes.Coding(
                        "http://terminology.hl7.org/CodeSystem/observation-category",
                        "vital-signs",
                        null)),
                observation.getCategoryFirstRep());
    if (!vital) {
      wrong(
          "Observation.category",
          "attendu vital-signs de http://terminology.hl7.org/CodeSystem/observation-category, et"
              + " rien d'autre",
          "expected vital-signs of http://terminology.hl7.org/CodeSystem/observation-category, and"
              + " nothing else");
    }
  }

  private @Nullable Kind kind() {
    Optional<Kind> kind = CodedParts.kind(observation.getCode());
    if (kind.isEmpty()) {
      wrong(
          "Observation.code",
          "attendu un seul code LOINC : 2339-0 ou 2345-7 (glycémie), 99504-3 (glucose"
              + " interstitiel), 85354-9 (tension), 29463-7 (poids), 8310-5 (température)",
          "expected one LOINC code: 2339-0 or 2345-7 (blood glucose), 99504-3 (interstitial"
              + " glucose), 85354-9 (blood pressure), 29463-7 (weight), 8310-5 (temperature)");
    }
    return kind.orElse(null);
  }

  /// It is kept with the device.
  private void method(@Nullable Kind kind, @Nullable NamedDevice device) {
    boolean kept =
        kind != null
            && device != null
            && Beside.specialisation(kind.measure(), observation.getMethod()).isPresent();
    if (observation.hasMethod() && !kept) {
      notKept("Observation.method");
    }
  }

  private @Nullable Instant at() {
    boolean precise =
        observation.hasEffectiveDateTimeType()
            && observation.getEffectiveDateTimeType().hasTime()
            && observation.getEffectiveDateTimeType().getValueAsString().contains("T");
    if (!precise) {
      wrong(
          "Observation.effectiveDateTime",
          "attendu une date, une heure et un décalage, par exemple 2026-11-22T08:30:00+01:00",
          "expected a date, a time and an offset, for instance 2026-11-22T08:30:00+01:00");
      return null;
    }
    Instant at = observation.getEffectiveDateTimeType().getValue().toInstant();
    if (at.isBefore(EARLIEST) || at.isAfter(setting.now().plus(AHEAD_MAX))) {
      wrong(
          "Observation.effectiveDateTime",
          "est dans l'avenir ou d'un autre siècle ; vérifiez l'horloge",
          "lies in the future or in another century; check the clock");
    }
    return at;
  }

  /// Zulu says nothing of where the patient was.
  private @Nullable Integer zoneMinutes() {
    DateTimeType time = observation.getEffectiveDateTimeType();
    if (time.isTimeZoneZulu() || time.getTimeZone() == null) {
      return null;
    }
    Instant at = time.getValue().toInstant();
    return time.getTimeZone().toZoneId().getRules().getOffset(at).getTotalSeconds() / 60;
  }

  private Amounts amounts(Measure measure) {
    if (measure != Measure.BLOOD_PRESSURE) {
      if (observation.hasComponent()) {
        notKept("Observation.component");
      }
      return Amounts.single(
          number(
              "Observation.valueQuantity",
              observation.getValue(),
              observation.getDataAbsentReason(),
              measure.unit()));
    }
    if (observation.hasValue()) {
      notKept("Observation.value");
    }
    BigDecimal systolic = component(FhirCodes.SYSTOLIC, Unit.MM_HG, true);
    BigDecimal diastolic = component(FhirCodes.DIASTOLIC, Unit.MM_HG, true);
    BigDecimal mean = component(FhirCodes.MEAN, Unit.MM_HG, false);
    BigDecimal pulse = component(FhirCodes.PULSE, Unit.PER_MINUTE, false);
    for (ObservationComponentComponent one : observation.getComponent()) {
      boolean known = CodedParts.COLUMNS.component(one);
      boolean bare =
          one.children().stream()
              .allMatch(
                  part -> !part.hasValues() || Beside.COMPONENT_PARTS.contains(part.getName()));
      if (!known || !bare) {
        notKept("Observation.component");
      }
    }
    return new Amounts(systolic, diastolic, mean, pulse);
  }

  private @Nullable BigDecimal component(
      List<FhirCodes.Coding> code, Unit unit, boolean mandatory) {
    String where = "Observation.component(" + code.getFirst().code() + ")";
    List<ObservationComponentComponent> found =
        observation.getComponent().stream()
            .filter(one -> CodedParts.names(code, one.getCode()))
            .toList();
    if (found.size() > 1 || (found.isEmpty() && mandatory)) {
      wrong(where, "attendu une fois", "expected once");
      return null;
    }
    return found.isEmpty()
        ? null
        : number(where, found.getFirst().getValue(), found.getFirst().getDataAbsentReason(), unit);
  }

  private @Nullable BigDecimal number(
      String where, @Nullable Base value, CodeableConcept absent, Unit unit) {
    if (value == null && CodedParts.isAbsent(absent)) {
      return null;
    }
    BigDecimal number =
        value instanceof Quantity quantity && isIn(unit, quantity) ? quantity.getValue() : null;
    if (number == null) {
      wrong(
          where,
          "attendu un nombre avec system http://unitsofmeasure.org et code " + unit.ucum(),
          "expected a number with system http://unitsofmeasure.org and code " + unit.ucum());
      return null;
    }
    if (number.precision() > DIGITS_MAX || Math.abs(number.scale()) > DIGITS_MAX) {
      wrong(where, "a trop de chiffres", "has too many digits");
      return null;
    }
    return number;
  }

  private static boolean isIn(Unit unit, Quantity quantity) {
    return !quantity.hasComparator()
        && FhirCodes.UCUM.equals(quantity.getSystem())
        && unit.ucum().equals(quantity.getCode());
  }

  private static boolean isMoment(Extension extension) {
    return (FhirCodes.MESURES + "mesures-moment-of-measurement").equals(extension.getUrl());
  }

  private @Nullable Meal meal(@Nullable Kind kind) {
    List<Extension> moments =
        observation.getExtension().stream().filter(ObservationReader::isMoment).toList();
    if (moments.isEmpty()) {
      return null;
    }
    Optional<Meal> meal =
        moments.size() == 1 && moments.getFirst().getValue() instanceof CodeableConcept concept
            ? CodedParts.meal(concept)
            : Optional.empty();
    if (meal.isEmpty() || kind == null || kind.measure() != Measure.BLOOD_GLUCOSE) {
      wrong(
          "Observation.extension('mesures-moment-of-measurement')",
          "attendu une fois, pour une glycémie : 53049-3, 88365-2, 16915-1 ou LA46-8",
          "expected once, for a blood glucose: 53049-3, 88365-2, 16915-1 or LA46-8");
    }
    return meal.orElse(null);
  }

  private @Nullable BodySite site() {
    if (!observation.hasBodySite()) {
      return null;
    }
    Optional<BodySite> site = CodedParts.site(observation.getBodySite());
    if (site.isEmpty()) {
      wrong(
          "Observation.bodySite",
          "attendu un code FMA des profils français ; ou retirez-le",
          "expected an FMA code of the French profiles; or leave it out");
    }
    return site.orElse(null);
  }

  private @Nullable String identifier() {
    if (!observation.hasIdentifier()) {
      return null;
    }
    if (observation.getIdentifier().size() > 1) {
      wrong("Observation.identifier", "attendu un seul", "expected one only");
      return null;
    }
    return identifier("Observation.identifier", observation.getIdentifierFirstRep());
  }

  private @Nullable String identifier(String where, Identifier identifier) {
    String system = Objects.requireNonNullElse(identifier.getSystem(), "");
    String value = Objects.requireNonNullElse(identifier.getValue(), "");
    if (system.isBlank()
        || value.isBlank()
        || system.length() + value.length() > TEXT_CHARACTERS_MAX
        || system.contains("|")) {
      wrong(
          where,
          "attendu system et value, " + TEXT_CHARACTERS_MAX + " caractères au plus",
          "expected system and value, at most " + TEXT_CHARACTERS_MAX + " characters");
      return null;
    }
    return system + "|" + value;
  }

  private @Nullable NamedDevice device() {
    Reference device = observation.getDevice();
    if (!observation.hasDevice()) {
      return null;
    }
    if (device.getReference() != null || !device.hasIdentifier()) {
      wrong(
          "Observation.device",
          "nommez l'appareil par device.identifier (system, value) et device.display",
          "name the device by device.identifier (system, value) and device.display");
      return null;
    }
    String identifier = identifier("Observation.device.identifier", device.getIdentifier());
    String display = Objects.requireNonNullElse(device.getDisplay(), "");
    return identifier == null ? null : new NamedDevice(identifier, shortened(display));
  }

  private static String shortened(@Nullable String text) {
    String some = Objects.requireNonNullElse(text, "");
    return some.length() > TEXT_CHARACTERS_MAX ? some.substring(0, TEXT_CHARACTERS_MAX) : some;
  }
}
