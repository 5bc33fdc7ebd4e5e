package org.trousse.record.temperature;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Exact;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Unit;

/// One temperature. The site is kept and shown, and corrects nothing.
///
/// @param offset what the source said of its local time; kept to be shown. Days follow the zone
public record TemperatureReading(
    Instant at, @Nullable ZoneOffset offset, double celsius, @Nullable BodySite site) {
  private static final long FEVER_FROM = Exact.of(38.0);
  private static final long LEAST = Exact.of(34.0);
  private static final long MOST = Exact.of(42.5);

  /// The same order whatever the order of arrival.
  static final Comparator<TemperatureReading> IN_TIME =
      Comparator.comparing(TemperatureReading::at)
          .thenComparingDouble(TemperatureReading::celsius)
          .thenComparing(
              TemperatureReading::site, Comparator.nullsLast(Comparator.<BodySite>naturalOrder()));

  public static TemperatureReading of(Instant at, double celsius) {
    return new TemperatureReading(at, null, celsius, null);
  }

  /// Throws for a unit that is not of temperature.
  public static double celsius(double value, Unit unit) {
    return switch (unit) {
      case CELSIUS -> value;
      case FAHRENHEIT -> (value - 32) * 5 / 9;
      default -> throw new IllegalArgumentException("not a temperature: " + unit.ucum());
    };
  }

  /// The same measurement, sent twice.
  boolean isAgain(TemperatureReading other) {
    return at.equals(other.at) && celsius == other.celsius && site == other.site;
  }

  /// 34.0 to 42.5, ends included.
  boolean isPlausible() {
    return !Double.isNaN(celsius) && Exact.of(celsius) >= LEAST && Exact.of(celsius) <= MOST;
  }

  /// 38.0 or more, unrounded: 37.99 is no fever.
  boolean isFever() {
    return Exact.of(celsius) >= FEVER_FROM;
  }
}
