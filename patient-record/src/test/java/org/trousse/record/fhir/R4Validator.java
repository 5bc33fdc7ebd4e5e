package org.trousse.record.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/// HAPI's validator with R4's own profiles. It is slow to start and large: one for all tests.
public final class R4Validator {
  private static final FhirContext R4 = FhirContext.forR4Cached();

  private R4Validator() {}

  /// What makes the resource invalid; empty for a valid one.
  public static List<String> errors(String json) {
    return One.VALIDATOR.validateWithResult(json).getMessages().stream()
        .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
        .map(message -> message.getLocationString() + ": " + message.getMessage())
        .toList();
  }

  private static final class One {
    static final FhirValidator VALIDATOR = start();

    private static FhirValidator start() {
      ValidationSupportChain support =
          new ValidationSupportChain(
              new DefaultProfileValidationSupport(R4),
              new InMemoryTerminologyServerValidationSupport(R4),
              new CommonCodeSystemsTerminologyService(R4));
      return R4.newValidator().registerValidatorModule(new FhirInstanceValidator(support));
    }
  }
}
