package org.trousse.record.fhir;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Source;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.record.terminology.FhirCodes.Coding;
import org.trousse.record.terminology.Interpretation;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Reading;

/// The same Observation as [ObservationEncoder]'s, built the usual way with HAPI's model.
final class HapiObservations {
  private HapiObservations() {}

  static Observation build(StoredReading stored, String id) {
    Reading reading = stored.reading();
    Measure measure = reading.measure();
    Observation observation = new Observation();
    observation.setId(id);
    observation.getMeta().setVersionId(stored.version());
    observation.getMeta().setLastUpdatedElement(zulu(stored.lastUpdated()));
    observation.getMeta().addProfile(FhirCodes.profile(measure));
    extensions(reading, observation);
    observation.setStatus(ObservationStatus.fromCode(stored.status().word()));
    category(observation);
    observation.setCode(concept(FhirCodes.code(measure, reading.specimen())));
    observation.setSubject(new Reference("Patient/" + reading.patient().text()));
    observation.setEffective(effective(reading));
    observation.setIssuedElement(issued(reading));
    if (measure != Measure.BLOOD_PRESSURE) {
      BigDecimal value = reading.amounts().value();
      if (value == null) {
        observation.setDataAbsentReason(absence(reading));
      } else {
        observation.setValue(quantity(value, measure.unit()));
      }
    }
    Interpretation.of(Flag.bits(reading.flags()), DeviceStatus.bits(reading.status()))
        .forEach(coding -> observation.addInterpretation(concept(List.of(coding))));
    BodySite site = reading.site();
    if (site != null) {
      observation.setBodySite(
          FhirCodes.site(site)
              .map(coding -> concept(List.of(coding)))
              .orElseGet(() -> new CodeableConcept().setText(site.word())));
    }
    FhirCodes.method(measure, stored.source().specialisation())
        .ifPresent(how -> observation.setMethod(concept(List.of(how))));
    observation.setDevice(device(stored.source()));
    if (measure == Measure.BLOOD_PRESSURE) {
      components(reading, observation);
    }
    return observation;
  }

  private static void category(Observation observation) {
    observation
        .addCategory()
        .addCoding()
        .setSystem("http://terminology.hl7.org/CodeSystem/observation-category")
        .setCode("vital-signs")
        .setDisplay("vital-signs");
  }

  private static Reference device(Source source) {
    Reference device = new Reference("Device/" + source.text());
    return source.label().isEmpty() ? device : device.setDisplay(source.label());
  }

  private static DateTimeType effective(Reading reading) {
    DateTimeType effective =
        new DateTimeType(
            Date.from(reading.effectiveAt()),
            ca.uhn.fhir.model.api.TemporalPrecisionEnum.SECOND,
            TimeZone.getTimeZone("UTC"));
    if (reading.zoneMinutes() == null) {
      effective.setTimeZoneZulu(true);
    } else {
      effective.setTimeZone(
          TimeZone.getTimeZone(
              "GMT"
                  + ZoneOffset.ofTotalSeconds(reading.zoneMinutes() * 60)
                      .getId()
                      .replace("Z", "+00:00")));
    }
    return effective;
  }

  private static InstantType issued(Reading reading) {
    return zulu(reading.receivedAt());
  }

  private static InstantType zulu(Instant at) {
    InstantType instant = new InstantType(Date.from(at));
    instant.setTimeZoneZulu(true);
    return instant;
  }

  private static void extensions(Reading reading, Observation observation) {
    if (reading.original() != null) {
      Amounts said = reading.original().amounts();
      Unit unit = reading.original().unit();
      if (reading.measure() == Measure.BLOOD_PRESSURE) {
        original(observation, FhirCodes.SYSTOLIC.subList(0, 1), said.value(), unit);
        original(observation, FhirCodes.DIASTOLIC.subList(0, 1), said.diastolic(), unit);
        original(observation, FhirCodes.MEAN.subList(0, 1), said.mean(), unit);
      } else {
        original(
            observation,
            FhirCodes.originalCode(reading.measure(), reading.specimen(), unit),
            said.value(),
            unit);
      }
    }
    if (reading.meal() != null) {
      observation.addExtension(
          new Extension(
              FhirCodes.MESURES + "mesures-moment-of-measurement",
              concept(List.of(FhirCodes.moment(reading.meal()))).setText(reading.meal().word())));
    }
    reading.flags().stream()
        .sorted()
        .forEach(flag ->
            observation.addExtension(
                new Extension("urn:trousse:reading-flag", new CodeType(flag.word()))));
    reading.status().stream()
        .sorted()
        .forEach(status ->
            observation.addExtension(
                new Extension("urn:trousse:device-status", new CodeType(status.word()))));
  }

  private static void original(
      Observation observation, List<Coding> code, @Nullable BigDecimal number, Unit unit) {
    if (number != null) {
      Extension original = new Extension(FhirCodes.MESURES + "mesures-original-data");
      original.addExtension(new Extension("has-been-converted", new BooleanType(true)));
      original.addExtension(new Extension("original-code", concept(code)));
      original.addExtension(new Extension("original-value", quantity(number, unit)));
      observation.addExtension(original);
    }
  }

  private static void components(Reading reading, Observation observation) {
    Amounts amounts = reading.amounts();
    component(observation, FhirCodes.SYSTOLIC, amounts.value(), reading);
    component(observation, FhirCodes.DIASTOLIC, amounts.diastolic(), reading);
    if (amounts.mean() != null) {
      component(observation, FhirCodes.MEAN, amounts.mean(), reading);
    }
    if (amounts.pulse() != null) {
      observation
          .addComponent()
          .setCode(concept(FhirCodes.PULSE))
          .setValue(quantity(amounts.pulse(), Unit.PER_MINUTE));
    }
  }

  private static void component(
      Observation observation, List<Coding> code, @Nullable BigDecimal number, Reading reading) {
    ObservationComponentComponent component = observation.addComponent().setCode(concept(code));
    if (number == null) {
      component.setDataAbsentReason(absence(reading));
    } else {
      component.setValue(quantity(number, Unit.MM_HG));
    }
  }

  private static CodeableConcept absence(Reading reading) {
    return concept(List.of(Interpretation.absence(reading.flags())));
  }

  private static Quantity quantity(BigDecimal number, Unit unit) {
    return new Quantity()
        .setValue(number)
        .setUnit(FhirCodes.human(unit))
        .setSystem("http://unitsofmeasure.org")
        .setCode(unit.ucum());
  }

  private static CodeableConcept concept(List<Coding> codings) {
    CodeableConcept concept = new CodeableConcept();
    for (Coding coding : codings) {
      concept
          .addCoding()
          .setSystem(coding.system())
          .setCode(coding.code())
          .setDisplay(coding.display());
    }
    return concept;
  }
}
