package org.trousse.record.create;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.jspecify.annotations.Nullable;
import org.trousse.record.beyond.Known;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.reading.Meal;

/// Led back from codes: the other direction of [FhirCodes].
final class CodedParts {
  /// What an Observation's code names.
  record Kind(Measure measure, @Nullable Specimen specimen) {
    private boolean has(Coding coding) {
      return CodedParts.has(FhirCodes.code(measure, specimen), coding);
    }
  }

  private static final List<Kind> KINDS = kinds();

  private static final FhirCodes.Coding VITAL_SIGNS =
      new FhirCodes.Coding(
          "http://terminology.hl7.org/CodeSystem/observation-category", "vital-signs", null);

  private static final String MOMENT = FhirCodes.MESURES + "mesures-moment-of-measurement";

  /// What the columns of a row hold.
  static final Known COLUMNS =
      new Known() {
        @Override
        public boolean extension(Extension extension) {
          return MOMENT.equals(extension.getUrl()) || Beside.isKept(extension);
        }

        @Override
        public boolean category(CodeableConcept category) {
          return names(List.of(VITAL_SIGNS), category);
        }

        @Override
        public boolean site(CodeableConcept place) {
          return CodedParts.site(place).isPresent();
        }

        @Override
        public boolean method(Observation observation) {
          return observation.hasDevice()
              && kind(observation.getCode())
                  .flatMap(kind -> Beside.specialisation(kind.measure(), observation.getMethod()))
                  .isPresent();
        }

        @Override
        public boolean component(ObservationComponentComponent component) {
          return Stream.of(FhirCodes.SYSTOLIC, FhirCodes.DIASTOLIC, FhirCodes.MEAN, FhirCodes.PULSE)
              .anyMatch(code -> names(code, component.getCode()));
        }
      };

  private CodedParts() {}

  /// From the least to the most that can be said.
  private static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      kinds.add(new Kind(measure, null));
    }
    List<Specimen> unsaid =
        List.of(Specimen.UNDETERMINED_PLASMA, Specimen.UNDETERMINED_WHOLE_BLOOD);
    unsaid.forEach(specimen -> kinds.add(new Kind(Measure.BLOOD_GLUCOSE, specimen)));
    Set<Specimen> noBlood = Set.of(Specimen.INTERSTITIAL_FLUID, Specimen.CONTROL_SOLUTION);
    for (Specimen specimen : Specimen.values()) {
      if (!unsaid.contains(specimen) && !noBlood.contains(specimen)) {
        kinds.add(new Kind(Measure.BLOOD_GLUCOSE, specimen));
      }
    }
    return List.copyOf(kinds);
  }

  /// The one kind that all codings name; empty when one is of another kind, or of none.
  static Optional<Kind> kind(CodeableConcept code) {
    List<Coding> codings = code.getCoding();
    return codings.stream().noneMatch(coding -> FhirCodes.LOINC.equals(coding.getSystem()))
        ? Optional.empty()
        : KINDS.stream().filter(kind -> codings.stream().allMatch(kind::has)).findFirst();
  }

  /// Whether every coding of the concept is one of these, and there is one.
  static boolean names(List<FhirCodes.Coding> ours, CodeableConcept concept) {
    return concept.hasCoding()
        && concept.getCoding().stream().allMatch(coding -> has(ours, coding));
  }

  static Optional<BodySite> site(CodeableConcept concept) {
    // places without a code have their word
    return concept.hasCoding()
        ? first(BodySite.values(), FhirCodes::site, concept)
        : Arrays.stream(BodySite.values())
            .filter(site -> FhirCodes.site(site).isEmpty() && site.word().equals(concept.getText()))
            .findFirst();
  }

  static Optional<Meal> meal(CodeableConcept concept) {
    // bedtime has casual's code, and a text of its own
    return Meal.BEDTIME.word().equals(concept.getText())
        ? Optional.of(Meal.BEDTIME)
        : first(Meal.values(), meal -> Optional.of(FhirCodes.moment(meal)), concept);
  }

  /// Whether it says why there is no number.
  static boolean isAbsent(CodeableConcept reason) {
    return reason.getCoding().size() == 1
        && "http://terminology.hl7.org/CodeSystem/data-absent-reason"
            .equals(reason.getCodingFirstRep().getSystem());
  }

  private static <E> Optional<E> first(
      E[] words, Function<E, Optional<FhirCodes.Coding>> coded, CodeableConcept concept) {
    for (E word : words) {
      Optional<FhirCodes.Coding> coding = coded.apply(word);
      if (coding.isPresent() && names(List.of(coding.get()), concept)) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  private static boolean has(List<FhirCodes.Coding> ours, Coding coding) {
    return ours.stream()
        .anyMatch(one ->
            one.system().equals(coding.getSystem())
                && Objects.equals(one.code(), coding.getCode()));
  }
}
