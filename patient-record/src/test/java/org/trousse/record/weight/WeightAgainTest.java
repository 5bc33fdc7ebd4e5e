package org.trousse.record.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Random series against a second implementation that goes the slow way: decimals, and every day
/// compared with every other one.
final class WeightAgainTest {
  private static final ZoneId ZONE = ZoneId.of("America/Martinique");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final BigDecimal TWO = new BigDecimal("2.00");

  @Test
  void random_series_have_the_numbers_of_a_slow_second_implementation() {
    Random random = new Random(7);
    for (int round = 0; round < 400; round++) {
      List<WeightReading> readings = readings(random);

      WeightNumbers numbers = WeightNumbers.of(readings, WeightPlan.of(ZONE));

      agree(numbers, readings);
    }
  }

  private static void agree(WeightNumbers numbers, List<WeightReading> readings) {
    List<BigDecimal> accepted = new ArrayList<>();
    Map<LocalDate, BigDecimal> days = new TreeMap<>();
    for (WeightReading reading : readings) {
      BigDecimal weight = BigDecimal.valueOf(reading.kilograms());
      if (accepted.isEmpty() || isNear(weight, accepted)) {
        accepted.add(weight);
        days.putIfAbsent(LocalDate.ofInstant(reading.at(), ZONE), weight);
      }
    }

    assertThat(numbers.n()).isEqualTo(accepted.size());
    assertThat(numbers.excluded()).isEqualTo(readings.size() - accepted.size());
    assertThat(numbers.days()).extracting(Day::date).containsExactlyElementsOf(days.keySet());
    for (Day day : numbers.days()) {
      BigDecimal gain = gain(day.date(), days);
      assertThat(day.gain()).isEqualTo(gain == null ? null : Double.valueOf(gain.doubleValue()));
      assertThat(day.alert())
          .isEqualTo(gain != null && gain.setScale(2, RoundingMode.HALF_EVEN).compareTo(TWO) >= 0);
    }
    assertThat(numbers.alerts()).hasSize((int) numbers.days().stream().filter(Day::alert).count());
    slope(numbers, days);
  }

  private static List<WeightReading> readings(Random random) {
    List<WeightReading> readings = new ArrayList<>();
    Instant at = START;
    for (int count = random.nextInt(3, 60); count > 0; count--) {
      long step = random.nextInt(6) == 0 ? 17 * 86_400L : 2 * 86_400L;
      at = at.plusSeconds(1 + random.nextLong(step));
      boolean other = readings.size() > 8 && random.nextInt(8) == 0;
      double weight = (other ? 5_500 : 8_000 + random.nextInt(300)) / 100.0;
      readings.add(WeightReading.of(at, weight));
    }
    return readings;
  }

  private static boolean isNear(BigDecimal weight, List<BigDecimal> accepted) {
    List<BigDecimal> last =
        accepted.subList(Math.max(0, accepted.size() - 7), accepted.size()).stream()
            .sorted(Comparator.naturalOrder())
            .toList();
    int middle = last.size() / 2;
    BigDecimal median =
        last.size() % 2 == 1
            ? last.get(middle)
            : last.get(middle - 1).add(last.get(middle)).divide(BigDecimal.TWO);
    return weight.subtract(median).abs().compareTo(median.movePointLeft(1)) <= 0;
  }

  private static @Nullable BigDecimal gain(LocalDate day, Map<LocalDate, BigDecimal> days) {
    BigDecimal weight = days.getOrDefault(day, BigDecimal.ZERO);
    BigDecimal lowest =
        days.entrySet().stream()
            .filter(other -> other.getKey().isBefore(day))
            .filter(other -> !other.getKey().isBefore(day.minusDays(3)))
            .map(Map.Entry::getValue)
            .min(Comparator.naturalOrder())
            .orElse(null);
    if (lowest != null) {
      return weight.subtract(lowest);
    }
    for (int back = 4; back <= 14; back++) {
      BigDecimal before = days.get(day.minusDays(back));
      if (before != null) {
        return weight.subtract(before);
      }
    }
    return null;
  }

  /// n·Σxy − Σx·Σy over n·Σx² − (Σx)², times seven.
  private static void slope(WeightNumbers numbers, Map<LocalDate, BigDecimal> days) {
    LocalDate last = numbers.days().getLast().date();
    double n = 0;
    double x = 0;
    double y = 0;
    double xy = 0;
    double xx = 0;
    for (var day : days.entrySet()) {
      double back = ChronoUnit.DAYS.between(day.getKey(), last);
      if (back < 28) {
        n++;
        x -= back;
        y += day.getValue().doubleValue();
        xy -= back * day.getValue().doubleValue();
        xx += back * back;
      }
    }
    assertThat(numbers.points()).isEqualTo((int) n);
    if (n < 8) {
      assertThat(numbers.slope()).isNull();
    } else {
      assertThat(numbers.slope()).isCloseTo(7 * (n * xy - x * y) / (n * xx - x * x), within(1e-9));
    }
  }
}
