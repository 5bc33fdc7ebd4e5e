package org.trousse.record.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trousse.record.fhir.FhirIds;
import org.trousse.sdk.PatientId;

/// Aggregates follow the profiles of HL7's CGM guide and of the French measurements, as the project
/// wrote them down (src/test/resources/fhir/profiles). All data are synthetic.
final class AggregateProfilesTest {
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final String CGM = "http://hl7.org/fhir/uv/cgm/StructureDefinition/";
  private static final String MESURES =
      "https://interop.esante.gouv.fr/ig/fhir/mesures/StructureDefinition/";
  private static final List<String> WRITTEN =
      List.of(
          "cgm-summary",
          "cgm-summary-mean-glucose-mass-per-volume",
          "cgm-summary-mean-glucose-moles-per-volume",
          "cgm-summary-gmi",
          "cgm-summary-coefficient-of-variation",
          "cgm-summary-times-in-ranges",
          "cgm-summary-days-of-wear",
          "cgm-summary-sensor-active-percentage",
          "mesures-observation-glucose",
          "mesures-number-of-days");
  private static final FhirValidator VALIDATOR = validator();

  private final AggregateEncoder encoder =
      new AggregateEncoder(
          new PatientId(42),
          FhirIds.own("a secret of 16 b".getBytes(StandardCharsets.UTF_8)),
          ZoneId.of("Europe/Paris"));

  private final Issued issued =
      new Issued(
          new Window(LocalDate.parse("2026-10-25"), 14),
          1,
          Instant.parse("2026-10-26T06:00:00Z"),
          Instant.parse("2026-10-25T22:58:00Z"),
          new Numbers(
              4_032, 14, 145.0, 8.0486, 6.7784, 31.5, 1.0, 3.0, 72.0, 20.0, 4.0, 99.7, List.of(),
              7L));

  @ParameterizedTest
  @EnumSource
  void follows_its_profile(Kind kind) {
    assertThat(errors(kind, encoder.json(kind, issued))).isEmpty();
  }

  /// The red control: were the validator blind, or the profiles not found, these would pass.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SUMMARY; 107931-8; 107931-9",
        "MEAN_MASS; \"code\":\"mg/dL\"; \"code\":\"mmol/L\"",
        "MEAN_MOLAR; 105273-7; 105273-8",
        "GMI; \"end\":; \"ende\":",
        "CV; \"code\":\"%\"; \"code\":\"1\"",
        "TIMES; 104641-6; 104641-7",
        "DAYS_OF_WEAR; \"code\":\"d\"; \"code\":\"h\"",
        "SENSOR_ACTIVE; 104637-4; 104637-5",
        "DAYS_MEAN; mesures-number-of-days; mesures-number-of-weeks",
        "DAYS_GMI; \"display\":\"vital-signs\"; \"display\":\"Signes vitaux\""
      })
  void a_broken_one_is_seen(Kind kind, String right, String wrong) {
    String json = encoder.json(kind, issued);

    assertThat(json).contains(right);
    assertThat(errors(kind, json.replace(right, wrong))).isNotEmpty();
  }

  private static List<String> errors(Kind kind, String json) {
    try {
      Observation one = R4.newJsonParser().parseResource(Observation.class, json);
      one.getMeta().addProfile(profile(kind));
      return VALIDATOR.validateWithResult(one).getMessages().stream()
          .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
          .map(message -> message.getLocationString() + ": " + message.getMessage())
          .toList();
    } catch (RuntimeException malformed) {
      return List.of(String.valueOf(malformed.getMessage()));
    }
  }

  private static String profile(Kind kind) {
    return switch (kind) {
      case SUMMARY -> CGM + "cgm-summary";
      case MEAN_MASS -> CGM + "cgm-summary-mean-glucose-mass-per-volume";
      case MEAN_MOLAR -> CGM + "cgm-summary-mean-glucose-moles-per-volume";
      case GMI -> CGM + "cgm-summary-gmi";
      case CV -> CGM + "cgm-summary-coefficient-of-variation";
      case TIMES -> CGM + "cgm-summary-times-in-ranges";
      case DAYS_OF_WEAR -> CGM + "cgm-summary-days-of-wear";
      case SENSOR_ACTIVE -> CGM + "cgm-summary-sensor-active-percentage";
      case DAYS_MEAN, DAYS_GMI -> MESURES + "mesures-observation-glucose";
    };
  }

  private static FhirValidator validator() {
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
        Objects.requireNonNull(AggregateProfilesTest.class.getResourceAsStream(path), path)) {
      return R4.newJsonParser().parseResource(StructureDefinition.class, bytes);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
