package org.trousse.platform.demo.people;

import java.time.LocalDate;
import java.util.List;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.simulator.GlucoseProfile;

/// A synthetic person. Name and family name say so wherever they stand.
///
/// @param seed of all simulators of this person
public record DemoPerson(
    PatientId id,
    String given,
    String family,
    LocalDate birthDate,
    Story story,
    long seed,
    Body body,
    List<DemoDevice> devices) {
  public DemoPerson {
    devices = List.copyOf(devices);
  }

  /// What there is to see, in one sentence.
  public record Story(String french, String english) {}

  /// What the simulators need to know.
  ///
  /// @param kilograms the usual weight
  public record Body(
      GlucoseProfile glucose, int systolic, int diastolic, double kilograms, Event event) {}

  /// What happens in these fourteen days.
  public enum Event {
    NOTHING,
    /// the sensor says nothing for two days
    SENSOR_GAP,
    /// a failing heart keeps water: 400 grams a day over five days
    WEIGHT_GAIN,
    /// a fever since the day before yesterday
    FEVER
  }

  /// Both names, for a list.
  public String name() {
    return given + " " + family;
  }

  /// Never the name: it must not slip into a log, where real people's will stand one day.
  @Override
  public String toString() {
    return "DemoPerson(…)";
  }
}
