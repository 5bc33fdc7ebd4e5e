package org.trousse.record.series;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.glucose.GlucoseReading;
import org.trousse.record.glucose.GlucoseSeries;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.record.reading.Sample;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;

/// The sensor's readings as a series, and what does not count. Values keep the unit that the sensor
/// said; where sensors said two units, the more frequent one, and the others are converted.
///
/// @param converted how many values were converted
/// @param noValue HI, LO and errors: there is no number to count
/// @param timeUnknown the device did not say when
/// @param inError marked as wrong
/// @param control of the device's control solution
/// @param finger pricks: another measure, which no sensor's profile counts
public record SensorSeries(
    GlucoseSeries series,
    int converted,
    int noValue,
    int timeUnknown,
    int inError,
    int control,
    List<Sample> finger) {

  /// Sifts.
  ///
  /// @param zone whose wall clock hours and days follow
  public static SensorSeries of(List<Sample> samples, ZoneId zone) {
    Sifted sifted = new Sifted();
    samples.forEach(sifted::add);
    return sifted.counted(zone);
  }

  private static final class Sifted {
    private final List<Sample> sensor = new ArrayList<>();
    private final List<Sample> finger = new ArrayList<>();
    private int noValue;
    private int timeUnknown;
    private int inError;
    private int control;

    void add(Sample sample) {
      if (sample.inError()) {
        inError++;
      } else if (sample.value() == null) {
        noValue++;
      } else if (sample.has(Flag.TIME_UNKNOWN)) {
        timeUnknown++;
      } else if (sample.has(Flag.CONTROL_SOLUTION)) {
        control++;
      } else if (sample.measure() == Measure.INTERSTITIAL_GLUCOSE) {
        sensor.add(sample);
      } else {
        finger.add(sample);
      }
    }

    SensorSeries counted(ZoneId zone) {
      List<Sample> base = sensor.isEmpty() ? finger : sensor;
      long molar = base.stream().filter(sample -> molar(sample) != null).count();
      boolean inMolar = 2 * molar > base.size();
      GlucoseUnit unit = inMolar ? GlucoseUnit.MMOL_PER_L : GlucoseUnit.MG_PER_DL;
      List<GlucoseReading> readings = new ArrayList<>(sensor.size());
      int converted = 0;
      for (Sample sample : sensor) {
        Double said = molar(sample);
        converted += (said != null) == inMolar ? 0 : 1;
        readings.add(new GlucoseReading(sample.at(), value(sample, said, inMolar)));
      }
      GlucoseSeries series = GlucoseSeries.of(readings, unit, zone);
      return new SensorSeries(
          series, converted, noValue, timeUnknown, inError, control, List.copyOf(finger));
    }

    private static double value(Sample sample, @Nullable Double said, boolean inMolar) {
      Double value = sample.value();
      double milligrams = value == null ? Double.NaN : value;
      if (!inMolar) {
        return milligrams;
      }
      return said != null ? said : GlucoseUnit.MG_PER_DL.toMmolPerL(milligrams);
    }

    /// The value in mmol/L if the device said so.
    private static @Nullable Double molar(Sample sample) {
      return sample.saidUnit() == Unit.MMOL_PER_L ? sample.said() : null;
    }
  }
}
