package org.trousse.record.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trousse.record.pressure.PressureReading;
import org.trousse.record.reading.Sample;
import org.trousse.record.temperature.TemperatureReading;
import org.trousse.record.weight.WeightReading;
import org.trousse.sdk.reading.Flag;

/// Samples of one measure as the readings that its numbers are derived from.
///
/// @param inError marked as wrong
/// @param timeUnknown the device did not say when
/// @param noValue there is no number to count
public record Sifted<T>(List<T> readings, int inError, int timeUnknown, int noValue) {
  public Sifted {
    readings = List.copyOf(readings);
  }

  public static Sifted<PressureReading> pressure(List<Sample> samples) {
    return of(
        samples,
        sample -> {
          Double systolic = sample.value();
          Double diastolic = sample.diastolic();
          return systolic == null || diastolic == null
              ? null
              : new PressureReading(
                  sample.at(), null, systolic, diastolic, sample.pulse(), sample.mean());
        });
  }

  public static Sifted<WeightReading> weight(List<Sample> samples) {
    return of(
        samples,
        sample -> {
          Double kilograms = sample.value();
          Sample.Weighing weighing = sample.weighing();
          return kilograms == null
              ? null
              : new WeightReading(
                  sample.at(), null, kilograms, weighing != null && weighing.confirmed());
        });
  }

  /// In order of time.
  public static Sifted<TemperatureReading> temperature(List<Sample> samples) {
    Comparator<Sample> inTime = Comparator.comparing(Sample::at);
    return of(
        samples.stream().sorted(inTime).toList(),
        sample -> {
          Double celsius = sample.value();
          return celsius == null
              ? null
              : new TemperatureReading(sample.at(), null, celsius, sample.site());
        });
  }

  /// @param made null: the sample has no number
  static <T> Sifted<T> of(List<Sample> samples, Function<Sample, @Nullable T> made) {
    List<T> readings = new ArrayList<>(samples.size());
    int inError = 0;
    int timeUnknown = 0;
    int noValue = 0;
    for (Sample sample : samples) {
      T reading = made.apply(sample);
      if (sample.inError()) {
        inError++;
      } else if (sample.has(Flag.TIME_UNKNOWN)) {
        timeUnknown++;
      } else if (reading == null) {
        noValue++;
      } else {
        readings.add(reading);
      }
    }
    return new Sifted<>(readings, inError, timeUnknown, noValue);
  }
}
