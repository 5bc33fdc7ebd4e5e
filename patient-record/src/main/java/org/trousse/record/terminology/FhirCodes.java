package org.trousse.record.terminology;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.MeasureCodes;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Meal;

/// What the record's words are called in LOINC, MDC (ISO/IEEE 11073-10101), UCUM and the
/// terminologies of the French health-measurement profiles (`mesures`, Agence du numérique en
/// santé).
public final class FhirCodes {
  public static final String LOINC = "http://loinc.org";
  public static final String MDC = "urn:iso:std:iso:11073:10101";
  public static final String UCUM = "http://unitsofmeasure.org";
  public static final String MESURES =
      "https://interop.esante.gouv.fr/ig/fhir/mesures/StructureDefinition/";

  private static final String HL7 = "http://hl7.org/fhir/StructureDefinition/";
  private static final String NOS = "https://mos.esante.gouv.fr/NOS/";
  private static final String FMA = NOS + "TRE_R309-FMA/FHIR/TRE-R309-FMA";
  private static final String CLADIMED = NOS + "TRE_R306-CLADIMED/FHIR/TRE-R306-CLADIMED";
  private static final String NCIT = NOS + "TRE_R307-NCIT/FHIR/TRE-R307-NCIT";

  /// Codes that the Agence du numérique en santé made itself.
  public static final String TAASIP = NOS + "TRE_R308-TAASIP/FHIR/TRE-R308-TAASIP";

  private static final String LPP = NOS + "TRE_R312-LPP/FHIR/TRE-R312-LPP";

  public static final List<Coding> SYSTOLIC =
      both(MeasureCodes.SYSTOLIC, "Systolic blood pressure");
  public static final List<Coding> DIASTOLIC =
      both(MeasureCodes.DIASTOLIC, "Diastolic blood pressure");
  public static final List<Coding> MEAN = both(MeasureCodes.MEAN, "Mean blood pressure");
  public static final List<Coding> PULSE = both(MeasureCodes.PULSE, "Heart rate");

  /// One code of one system.
  public record Coding(String system, String code, @Nullable String display) {}

  /// `meta.source` of what came by an app.
  public static String source(String clientId) {
    return "urn:trousse:app:" + clientId;
  }

  /// The R4 vital-signs profile that a measure's Observations follow.
  public static String profile(Measure measure) {
    return HL7
        + switch (measure) {
          case BLOOD_GLUCOSE, INTERSTITIAL_GLUCOSE -> "vitalsigns";
          case BLOOD_PRESSURE -> "bp";
          case BODY_WEIGHT -> "bodyweight";
          case BODY_TEMPERATURE -> "bodytemp";
        };
  }

  /// `Observation.code`: LOINC first, then what the device's own world calls it.
  public static List<Coding> code(Measure measure, @Nullable Specimen specimen) {
    MeasureCodes codes = MeasureCodes.of(measure, specimen);
    return both(
        codes,
        switch (measure) {
          case BLOOD_GLUCOSE, INTERSTITIAL_GLUCOSE -> glucose(codes.loinc());
          case BLOOD_PRESSURE -> "Blood pressure panel with all children optional";
          case BODY_WEIGHT -> "Body weight";
          case BODY_TEMPERATURE -> "Body temperature";
        });
  }

  /// What the number was before conversion: a molar concentration has a code of its own.
  public static List<Coding> originalCode(Measure measure, @Nullable Specimen specimen, Unit unit) {
    boolean molar = unit == Unit.MMOL_PER_L || unit == Unit.MOL_PER_L;
    Coding code = code(measure, specimen).getFirst();
    return List.of(
        !molar
            ? code
            : switch (code.code()) {
              case "2339-0" -> loinc("15074-8", "Glucose [Moles/volume] in Blood");
              case "99504-3" -> loinc("105272-9", "Glucose [Moles/volume] in Interstitial fluid");
              default -> loinc("14749-6", "Glucose [Moles/volume] in Serum or Plasma");
            });
  }

  /// How people write the unit.
  public static String human(Unit unit) {
    return switch (unit) {
      case MM_HG -> "mmHg";
      case POUND -> "lb";
      case STONE -> "st";
      case CELSIUS -> "°C";
      case FAHRENHEIT -> "°F";
      case INCH -> "in";
      default -> unit.ucum();
    };
  }

  /// FMA, where the profiles list the place (JDV_J149, JDV_J151).
  public static Optional<Coding> site(BodySite site) {
    return switch (site) {
      case ARMPIT -> fma("24864", "Axilla");
      case EAR, TYMPANUM -> fma("52780", "Ear");
      case MOUTH -> fma("49184", "Mouth");
      case RECTUM -> fma("14544", "Rectum");
      case FOREHEAD -> fma("63864", "Forehead");
      case TEMPLE -> fma("46450", "Temple");
      case UPPER_ARM -> fma("24890", "Arm");
      case WRIST -> fma("24922", "Wrist");
      case FINGER, ALTERNATE_SITE, EARLOBE, BODY, GASTROINTESTINAL_TRACT, TOE, ABDOMEN ->
          Optional.empty();
    };
  }

  /// The moment of a blood glucose (JDV_J157).
  public static Coding moment(Meal meal) {
    return switch (meal) {
      case PREPRANDIAL -> loinc("88365-2", null);
      case POSTPRANDIAL -> loinc("16915-1", null);
      case FASTING -> loinc("53049-3", null);
      case CASUAL, BEDTIME -> loinc("LA46-8", "Other");
    };
  }

  /// How it was measured, as far as the device's specialisation (MDC) tells. A thermometer does not
  /// say whether it is an electronic or an infrared one.
  public static Optional<Coding> method(Measure measure, int specialisation) {
    return switch (measure) {
      case BLOOD_GLUCOSE -> when(specialisation == 528401, new Coding(LPP, "1101720", null));
      case INTERSTITIAL_GLUCOSE ->
          when(specialisation == 528409, new Coding(NCIT, "C159776", null));
      case BLOOD_PRESSURE -> when(specialisation == 528391, new Coding(NCIT, "C69319", null));
      case BODY_WEIGHT -> when(specialisation == 528399, new Coding(CLADIMED, "K50BI02", null));
      case BODY_TEMPERATURE -> Optional.empty();
    };
  }

  /// Of how many days a mean is (JDV_J164).
  public static Coding numberOfDays(int days) {
    return new Coding(
        TAASIP,
        switch (days) {
          case 7 -> "GEN-275";
          case 14 -> "GEN-276";
          case 30 -> "GEN-277";
          case 90 -> "GEN-278";
          default -> "GEN-092";
        },
        null);
  }

  /// What kind of device it is: an MDC specialisation, e.g. 528401 glucose meter; empty for 0.
  public static Optional<Coding> specialisation(int specialisation) {
    return when(specialisation != 0, mdc(specialisation));
  }

  private static Optional<Coding> when(boolean known, Coding coding) {
    return known ? Optional.of(coding) : Optional.empty();
  }

  private static String glucose(String loinc) {
    return switch (loinc) {
      case "2339-0" -> "Glucose [Mass/volume] in Blood";
      case "99504-3" -> "Glucose [Mass/volume] in Interstitial fluid";
      default -> "Glucose [Mass/volume] in Serum or Plasma";
    };
  }

  private static List<Coding> both(MeasureCodes codes, String display) {
    return List.of(loinc(codes.loinc(), display), mdc(codes.mdc()));
  }

  private static Coding loinc(String code, @Nullable String display) {
    return new Coding(LOINC, code, display);
  }

  private static Coding mdc(int code) {
    return new Coding(MDC, Integer.toString(code), null);
  }

  private static Optional<Coding> fma(String code, String display) {
    return Optional.of(new Coding(FMA, code, display));
  }

  private FhirCodes() {}
}
