package org.trousse.record.glucose;

import java.util.Arrays;
import java.util.Optional;

/// A unit of glucose with its own thresholds: a value is classed in the unit that its device said.
/// 3.88 mmol/L is below 3.9, whatever a conversion would round it to.
public enum GlucoseUnit {
  MG_PER_DL("mg/dL", 1, 0, 54, 63, 70, 140, 180, 250),
  MMOL_PER_L("mmol/L", 18.0156, 1, 3.0, 3.5, 3.9, 7.8, 10.0, 13.9),
  G_PER_L("g/L", 100, 2, 0.54, 0.63, 0.70, 1.40, 1.80, 2.50);

  private final String word;
  private final double mgPerDl;
  private final int decimals;
  private final double veryLow;
  private final double pregnancyLow;
  private final double low;
  private final double tightHigh;
  private final double high;
  private final double veryHigh;

  GlucoseUnit(
      String word,
      double mgPerDl,
      int decimals,
      double veryLow,
      double pregnancyLow,
      double low,
      double tightHigh,
      double high,
      double veryHigh) {
    this.word = word;
    this.mgPerDl = mgPerDl;
    this.decimals = decimals;
    this.veryLow = veryLow;
    this.pregnancyLow = pregnancyLow;
    this.low = low;
    this.tightHigh = tightHigh;
    this.high = high;
    this.veryHigh = veryHigh;
  }

  public static Optional<GlucoseUnit> of(String word) {
    return Arrays.stream(values()).filter(unit -> unit.word.equals(word)).findFirst();
  }

  /// As people write it.
  public String word() {
    return word;
  }

  /// With how many decimals values are shown.
  public int decimals() {
    return decimals;
  }

  /// The molar mass of glucose is 180.156 g/mol.
  public double toMgPerDl(double value) {
    return value * mgPerDl;
  }

  public double toMmolPerL(double value) {
    return this == MMOL_PER_L ? value : toMgPerDl(value) / MMOL_PER_L.mgPerDl;
  }

  /// 54 mg/dL.
  public double veryLow() {
    return veryLow;
  }

  /// 63 mg/dL, the lower end in pregnancy.
  public double pregnancyLow() {
    return pregnancyLow;
  }

  /// 70 mg/dL.
  public double low() {
    return low;
  }

  /// 140 mg/dL, the upper end of the tight range and in pregnancy.
  public double tightHigh() {
    return tightHigh;
  }

  /// 180 mg/dL.
  public double high() {
    return high;
  }

  /// 250 mg/dL.
  public double veryHigh() {
    return veryHigh;
  }
}
