package org.trousse.record.rest.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Property;
import org.trousse.record.create.Draft;
import org.trousse.record.create.ObservationReader;
import org.trousse.record.create.Setting;
import org.trousse.record.create.Understanding.Understood;
import org.trousse.record.create.Understanding.Wrong;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.fhir.Refusal.Issue;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.reading.Payload;

/// Understands an Observation that is to take another one's place. Its value, its status and its
/// notes may be others; a reading of another moment, device or kind is another reading.
final class UpdateReader {
  /// What we work out ourselves, or what the value brings along: what is sent of it is not looked
  /// at.
  private static final Set<String> OURS =
      Set.of("id", "meta", "language", "text", "issued", "interpretation", "extension");

  /// What may change.
  private static final Set<String> FREE =
      Set.of("status", "value[x]", "dataAbsentReason", "component", "note");

  /// An update, understood, or not.
  sealed interface Update {}

  /// What it asks for.
  ///
  /// @param amounts the numbers that it says
  /// @param notes those that are new, in their order
  record Asked(ObservationStatus status, Amounts amounts, List<String> notes) implements Update {
    Asked {
      notes = List.copyOf(notes);
    }
  }

  /// Why it cannot be.
  record NotAsked(Refusal refusal) implements Update {}

  private UpdateReader() {}

  /// @param now the Observation that stands
  static Update read(Observation now, Observation sent, Setting setting) {
    List<Issue> issues = new ArrayList<>();
    if (!Objects.equals(now.getIdElement().getIdPart(), sent.getIdElement().getIdPart())) {
      issues.add(issue("id", "attendu celui de l'adresse", "expected the address's own"));
    }
    for (String name : names(now, sent)) {
      if (!OURS.contains(name) && !FREE.contains(name) && !same(now, sent, name)) {
        issues.add(
            issue(
                name.replace("[x]", ""),
                "ne change pas : une autre mesure est une autre ressource",
                "does not change: another reading is another resource"));
      }
    }
    if (!Base.compareDeep(beyond(now), beyond(sent), true)) {
      issues.add(
          issue(
              "component",
              "seuls les nombres de la mesure changent",
              "only the numbers of the reading change"));
    }
    ObservationStatus status = sent.getStatus();
    if (!List.of(
            ObservationStatus.FINAL, ObservationStatus.AMENDED, ObservationStatus.ENTEREDINERROR)
        .contains(status)) {
      issues.add(
          issue(
              "status",
              "attendu final, amended ou entered-in-error",
              "expected final, amended or entered-in-error"));
    }
    return issues.isEmpty() ? numbers(now, sent, setting) : new NotAsked(new Refusal(422, issues));
  }

  /// Components that are kept as they came.
  private static List<ObservationComponentComponent> beyond(Observation observation) {
    return observation.getComponent().stream()
        .filter(one ->
            Stream.of(FhirCodes.SYSTOLIC, FhirCodes.DIASTOLIC, FhirCodes.MEAN, FhirCodes.PULSE)
                .noneMatch(code ->
                    one.getCode().getCoding().stream()
                        .anyMatch(coding -> code.getFirst().code().equals(coding.getCode()))))
        .toList();
  }

  /// The numbers are judged as those of a new Observation.
  private static Update numbers(Observation now, Observation sent, Setting setting) {
    Observation fresh = now.copy();
    fresh.setIdElement(null);
    fresh.setMeta(null);
    fresh.setText(null);
    fresh.getExtension().clear();
    fresh.getInterpretation().clear();
    fresh.getNote().clear();
    fresh.setDevice(null);
    fresh.setMethod(null);
    fresh.setStatus(ObservationStatus.FINAL);
    fresh.setValue(sent.getValue());
    fresh.setDataAbsentReason(sent.hasDataAbsentReason() ? sent.getDataAbsentReason() : null);
    fresh.setComponent(
        sent.getComponent().stream().map(ObservationComponentComponent::copy).toList());
    return switch (ObservationReader.read(fresh, new Payload("", new byte[0]), setting)) {
      case Wrong(Refusal refusal) -> new NotAsked(refusal);
      case Understood(Draft draft) ->
          new Asked(sent.getStatus(), draft.amounts(), newNotes(now, sent));
    };
  }

  private static List<String> newNotes(Observation now, Observation sent) {
    return sent.getNote().stream()
        .filter(note -> now.getNote().stream().noneMatch(one -> one.equalsDeep(note)))
        .map(Annotation::getText)
        .filter(Objects::nonNull)
        .toList();
  }

  private static Set<String> names(Observation now, Observation sent) {
    Set<String> names = new TreeSet<>();
    for (Observation one : List.of(now, sent)) {
      one.children().stream()
          .filter(Property::hasValues)
          .map(Property::getName)
          .forEach(names::add);
    }
    return names;
  }

  private static boolean same(Observation now, Observation sent, String name) {
    List<Base> one = now.getChildByName(name).getValues();
    List<Base> other = sent.getChildByName(name).getValues();
    return one.size() == other.size() && Base.compareDeep(one, other, true);
  }

  private static Issue issue(String part, String french, String english) {
    String where = "Observation." + part;
    return new Issue(
        "business-rule", where + " : " + french + ".", where + ": " + english + ".", where);
  }
}
