package org.trousse.record.subscribe.notice;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.StructureDefinition;

/// HAPI's validator with the profiles of the Subscriptions R5 Backport, as the project wrote them
/// down (src/test/resources/fhir/profiles).
public final class BackportProfiles {
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final List<String> WRITTEN =
      List.of(
          "backport-subscription",
          "backport-subscription-notification-r4",
          "backport-subscription-status-r4",
          "backport-filter-criteria",
          "backport-payload-content",
          "backport-heartbeat-period",
          "backport-timeout",
          "backport-max-count");

  private BackportProfiles() {}

  /// What makes the resource invalid under the profiles that it names; empty for a valid one.
  public static List<String> errors(String json) {
    try {
      return One.VALIDATOR.validateWithResult(json).getMessages().stream()
          .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
          .map(message -> message.getLocationString() + ": " + message.getMessage())
          .toList();
    } catch (RuntimeException malformed) {
      return List.of(String.valueOf(malformed.getMessage()));
    }
  }

  private static final class One {
    static final FhirValidator VALIDATOR = start();

    private static FhirValidator start() {
      PrePopulatedValidationSupport ours = new PrePopulatedValidationSupport(R4);
      WRITTEN.forEach(name -> ours.addStructureDefinition(written(name)));
      ValidationSupportChain support =
          new ValidationSupportChain(
              new DefaultProfileValidationSupport(R4),
              ours,
              new SnapshotGeneratingValidationSupport(R4),
              new InMemoryTerminologyServerValidationSupport(R4),
              new CommonCodeSystemsTerminologyService(R4));
      return R4.newValidator().registerValidatorModule(new FhirInstanceValidator(support));
    }

    private static StructureDefinition written(String name) {
      String path = "/fhir/profiles/" + name + ".json";
      try (var bytes =
          Objects.requireNonNull(BackportProfiles.class.getResourceAsStream(path), path)) {
        return R4.newJsonParser().parseResource(StructureDefinition.class, bytes);
      } catch (IOException unreadable) {
        throw new IllegalStateException(unreadable);
      }
    }
  }
}
