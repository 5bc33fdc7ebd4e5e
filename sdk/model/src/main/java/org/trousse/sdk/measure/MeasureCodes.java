package org.trousse.sdk.measure;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a measure is called elsewhere: LOINC, MDC (ISO/IEEE 11073-10101, 32 bits) and, for a body
/// site, the FMA code that Mon espace santé asks for.
///
/// @param loinc the code in `http://loinc.org`
/// @param mdc the code in `urn:iso:std:iso:11073:10101`
public record MeasureCodes(String loinc, int mdc) {
  public static final MeasureCodes SYSTOLIC = new MeasureCodes("8480-6", 150021);
  public static final MeasureCodes DIASTOLIC = new MeasureCodes("8462-4", 150022);
  public static final MeasureCodes MEAN = new MeasureCodes("8478-0", 150023);
  public static final MeasureCodes PULSE = new MeasureCodes("8867-4", 149546);

  private static final MeasureCodes PRESSURE_PANEL = new MeasureCodes("85354-9", 150020);
  private static final MeasureCodes WEIGHT = new MeasureCodes("29463-7", 188736);
  private static final MeasureCodes TEMPERATURE = new MeasureCodes("8310-5", 150364);

  private static final Map<BodySite, MeasureCodes> TEMPERATURE_AT =
      Map.of(
          BodySite.ARMPIT, new MeasureCodes("8328-7", 188452),
          BodySite.MOUTH, new MeasureCodes("8331-1", 188424),
          BodySite.RECTUM, new MeasureCodes("8332-9", 188420),
          BodySite.TYMPANUM, new MeasureCodes("8333-7", 150392));

  private static final Map<BodySite, Integer> TEMPERATURE_MDC_AT =
      Map.of(
          BodySite.EAR, 188428,
          BodySite.FINGER, 188432,
          BodySite.TOE, 188448,
          BodySite.GASTROINTESTINAL_TRACT, 188456);

  private static final Map<BodySite, String> FMA =
      Map.of(
          BodySite.RECTUM, "14544",
          BodySite.MOUTH, "49184",
          BodySite.EAR, "52780",
          BodySite.TYMPANUM, "52780",
          BodySite.ARMPIT, "24864",
          BodySite.TEMPLE, "46450",
          BodySite.FOREHEAD, "63864",
          BodySite.UPPER_ARM, "24890",
          BodySite.WRIST, "24922");

  /// The codes of a measure; those of glucose depend on what it was measured in. Blood of which the
  /// device did not say the kind counts as plasma, which meters are calibrated to and which Mon
  /// espace santé asks for.
  public static MeasureCodes of(Measure measure, @Nullable Specimen specimen) {
    return switch (measure) {
      case BLOOD_GLUCOSE -> of(specimen == null ? Specimen.UNDETERMINED_PLASMA : specimen);
      case INTERSTITIAL_GLUCOSE -> of(Specimen.INTERSTITIAL_FLUID);
      case BLOOD_PRESSURE -> PRESSURE_PANEL;
      case BODY_WEIGHT -> WEIGHT;
      case BODY_TEMPERATURE -> TEMPERATURE;
    };
  }

  /// LOINC's more exact code of a temperature at a site, where it has one; it stands beside the
  /// general one, never instead.
  public static Optional<String> temperatureLoinc(BodySite site) {
    return Optional.ofNullable(TEMPERATURE_AT.get(site)).map(MeasureCodes::loinc);
  }

  /// MDC's more exact code of a temperature at a site, where it has one.
  public static Optional<Integer> temperatureMdc(BodySite site) {
    return Optional.ofNullable(TEMPERATURE_AT.get(site))
        .map(MeasureCodes::mdc)
        .or(() -> Optional.ofNullable(TEMPERATURE_MDC_AT.get(site)));
  }

  /// The site's code in the Foundational Model of Anatomy, where the French value sets name one.
  public static Optional<String> fma(BodySite site) {
    return Optional.ofNullable(FMA.get(site));
  }

  private static MeasureCodes of(Specimen specimen) {
    return new MeasureCodes(specimen.loinc(), specimen.mdc());
  }
}
