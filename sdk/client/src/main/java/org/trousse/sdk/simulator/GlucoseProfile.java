package org.trousse.sdk.simulator;

/// How a synthetic person's glucose moves. All amounts in mg/dL unless their name says otherwise.
///
/// @param basal where glucose rests between meals
/// @param dawnRise how much the early morning lifts it (dawn phenomenon)
/// @param risePerGram what a gram of carbohydrate alone would add
/// @param insulinCover which part of a meal's rise the insulin takes back: 1 is perfect
/// @param insulinError how far the dose misses, as a standard deviation of that part
/// @param breakfastGrams carbohydrates
/// @param lunchGrams carbohydrates
/// @param dinnerGrams carbohydrates
/// @param snackGrams carbohydrates of an afternoon snack, taken on two days of three; 0: none
/// @param nightFall how deep glucose falls in a night of too much insulin; 0: never
/// @param nightFallChance of one night, from 0 to 1
/// @param drift slow swings that no meal explains, standard deviation
/// @param sensorNoise standard deviation of the sensor's error
public record GlucoseProfile(
    double basal,
    double dawnRise,
    double risePerGram,
    double insulinCover,
    double insulinError,
    double breakfastGrams,
    double lunchGrams,
    double dinnerGrams,
    double snackGrams,
    double nightFall,
    double nightFallChance,
    double drift,
    double sensorNoise) {

  /// Well controlled: nearly always from 70 to 180.
  public static final GlucoseProfile WELL_CONTROLLED =
      new GlucoseProfile(98, 16, 3.8, 1.02, 0.12, 45, 58, 62, 15, 20, 0.25, 8, 3);

  /// Good days, and insulin that is too strong in most nights.
  public static final GlucoseProfile NIGHT_LOWS =
      new GlucoseProfile(116, 10, 3.3, 1.00, 0.14, 45, 65, 70, 15, 68, 0.7, 10, 3.5);

  /// High, with wide swings.
  public static final GlucoseProfile HIGH_AND_VARIABLE =
      new GlucoseProfile(158, 30, 4.1, 0.90, 0.30, 55, 80, 85, 30, 60, 0.25, 24, 4);

  /// A child: a small body, so that every gram counts, and an appetite of its own.
  public static final GlucoseProfile CHILD =
      new GlucoseProfile(118, 14, 7.4, 0.97, 0.24, 34, 42, 40, 22, 60, 0.3, 18, 4);
}
