package org.trousse.record.glucose;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A synthetic series beside its numbers, which were computed with numpy.
final class Fixture {
  static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private final Properties expected = new Properties();
  private final List<GlucoseReading> readings = new ArrayList<>();

  private Fixture(String name) {
    try (var numbers = Fixture.class.getResourceAsStream("/glucose/" + name + ".properties");
        var reader =
            new InputStreamReader(Objects.requireNonNull(numbers), StandardCharsets.UTF_8)) {
      expected.load(reader);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    Instant last = Instant.MIN;
    for (String line : csv(name).lines().skip(1).toList()) {
      String[] cells = line.split(",", -1);
      Instant at = instant(cells[0], last);
      readings.add(new GlucoseReading(at, Double.parseDouble(cells[1])));
      last = at;
    }
  }

  static Fixture of(String name) {
    return new Fixture(name);
  }

  static String csv(String name) {
    try (var bytes = Fixture.class.getResourceAsStream("/glucose/" + name + ".csv")) {
      return new String(Objects.requireNonNull(bytes).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Instant instant(String written, Instant last) {
    if (written.lastIndexOf('+') > 0) {
      return OffsetDateTime.parse(written).toInstant();
    }
    LocalDateTime local = LocalDateTime.parse(written);
    List<ZoneOffset> offsets = zone().getRules().getValidOffsets(local);
    Instant first = local.toInstant(offsets.getFirst());
    return first.isBefore(last) ? local.toInstant(offsets.getLast()) : first;
  }

  ZoneId zone() {
    return ZoneId.of(text("zone"));
  }

  GlucoseUnit unit() {
    return GlucoseUnit.of(text("unit")).orElseThrow();
  }

  String text(String key) {
    return Objects.requireNonNull(expected.getProperty(key), key);
  }

  double number(String key) {
    return Double.parseDouble(text(key));
  }

  List<String> words(String key) {
    return List.of(text(key).split(" ", -1));
  }

  List<GlucoseReading> readings() {
    return readings;
  }

  GlucoseNumbers numbers() {
    GlucoseSeries series = GlucoseSeries.of(readings, unit(), zone());
    GlucoseSeries.@Nullable Window window =
        text("asked").isEmpty()
            ? null
            : GlucoseSeries.Window.endingAt(
                Objects.requireNonNull(series.last()), (int) number("asked"));
    return GlucoseNumbers.of(series, window, null);
  }

  /// Readings five minutes apart, from a moment on.
  static GlucoseSeries every5Minutes(String from, GlucoseUnit unit, double... values) {
    return every(5, from, unit, values);
  }

  static GlucoseSeries every(int minutes, String from, GlucoseUnit unit, double... values) {
    List<GlucoseReading> readings = new ArrayList<>();
    Instant at = Instant.parse(from);
    for (double value : values) {
      readings.add(new GlucoseReading(at, value));
      at = at.plusSeconds(60L * minutes);
    }
    return GlucoseSeries.of(readings, unit, PARIS);
  }

  /// A made-up series of a sensor that drops out now and then.
  static List<GlucoseReading> wandering(long seed, int n) {
    Random random = new Random(seed);
    List<GlucoseReading> readings = new ArrayList<>();
    Instant at = Instant.parse("2026-03-01T00:00:00Z");
    double value = 120;
    for (int reading = 0; reading < n; reading++) {
      value = Math.clamp(value + random.nextGaussian() * 8 + (130 - value) * 0.02, 40.0, 400.0);
      readings.add(new GlucoseReading(at, Math.round(value)));
      at = at.plusSeconds(random.nextInt(60) == 0 ? 5_400 : 300);
    }
    return readings;
  }

  static String hour(int hour) {
    return String.format(Locale.ROOT, "hour.%d", hour);
  }
}
