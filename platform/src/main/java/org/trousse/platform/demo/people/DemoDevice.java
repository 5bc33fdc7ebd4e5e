package org.trousse.platform.demo.people;

import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Measure;

/// A device of a demo person.
///
/// @param live whether the demo's own simulator drives it; the others wait for scripts
public record DemoDevice(DeviceId id, Kind kind, boolean live) {
  /// The tenant of every demo device.
  public static final String TENANT = "demo";

  /// What people have at home.
  public enum Kind {
    SENSOR(Measure.INTERSTITIAL_GLUCOSE, 528_409, "Glucose sensor"),
    METER(Measure.BLOOD_GLUCOSE, 528_401, "Glucose meter"),
    MOLAR_METER(Measure.BLOOD_GLUCOSE, 528_401, "Glucose meter (mmol/L)"),
    CUFF(Measure.BLOOD_PRESSURE, 528_391, "Blood-pressure cuff"),
    SCALE(Measure.BODY_WEIGHT, 528_399, "Scale"),
    THERMOMETER(Measure.BODY_TEMPERATURE, 528_392, "Thermometer");

    private final Measure measure;
    private final int specialisation;
    private final String label;

    Kind(Measure measure, int specialisation, String label) {
      this.measure = measure;
      this.specialisation = specialisation;
      this.label = label;
    }

    public Measure measure() {
      return measure;
    }

    /// The device specialisation's MDC code (ISO/IEEE 11073-10101).
    public int specialisation() {
      return specialisation;
    }

    /// For people, with the word that says what it is: synthetic.
    public String label() {
      return label + " (simulated)";
    }
  }
}
