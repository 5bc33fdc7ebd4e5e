package org.trousse.record.visit;

import java.util.List;
import java.util.Locale;
import org.trousse.record.derived.Display;
import org.trousse.sdk.measure.Measure;

/// A line of the visit's sheet.
public enum VisitKind {
  GLUCOSE_SENSOR(Measure.INTERSTITIAL_GLUCOSE, Display.GLUCOSE_MG_PER_DL, 70, 180),
  GLUCOSE_FINGER(Measure.BLOOD_GLUCOSE, Display.GLUCOSE_MG_PER_DL, 70, 180),
  PRESSURE(Measure.BLOOD_PRESSURE, Display.PRESSURE, 0, 135),
  WEIGHT(Measure.BODY_WEIGHT, Display.WEIGHT, 0, 0),
  TEMPERATURE(Measure.BODY_TEMPERATURE, Display.TEMPERATURE, 0, 38);

  /// Of the other number of a blood pressure.
  public static final double DIASTOLIC_HIGH = 85;

  private final Measure measure;
  private final Display display;
  private final double low;
  private final double high;

  VisitKind(Measure measure, Display display, double low, double high) {
    this.measure = measure;
    this.display = display;
    this.low = low;
    this.high = high;
  }

  public static VisitKind of(Measure measure) {
    return List.of(values()).stream()
        .filter(kind -> kind.measure == measure)
        .findFirst()
        .orElseThrow();
  }

  public Measure measure() {
    return measure;
  }

  public Display display() {
    return display;
  }

  /// Below it a value is under the general target; 0: there is none.
  public double low() {
    return low;
  }

  /// Of glucose the highest value in the target (battelino 2019); of pressure and temperature the
  /// lowest above it; 0: there is none.
  public double high() {
    return high;
  }

  /// Whether the newest value is compared with the one before the visit; else the means are.
  public boolean comparesNewest() {
    return this == WEIGHT || this == TEMPERATURE;
  }

  /// In names of texts and in forms.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
