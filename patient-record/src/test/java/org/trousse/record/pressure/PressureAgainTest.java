package org.trousse.record.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.trousse.record.pressure.Cuff.PARIS;
import static org.trousse.record.pressure.Cuff.pair;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trousse.record.pressure.PressureNumbers.Verdict;

/// Random series against a second implementation that goes the slow way, by the words of the
/// definitions: local date-times, decimals, and every pair of readings looked at.
final class PressureAgainTest {
  private static final Instant START = Instant.parse("2026-03-27T00:00:00Z");
  private static final MathContext EXACT = MathContext.DECIMAL128;

  @Test
  void random_series_have_the_numbers_of_a_slow_second_implementation() {
    Random random = new Random(5);
    for (int round = 0; round < 400; round++) {
      List<PressureReading> readings = readings(random);
      for (Protocol protocol : Protocol.ALL) {
        agree(readings, protocol);
      }
    }
  }

  private static void agree(List<PressureReading> readings, Protocol protocol) {
    PressureNumbers numbers = PressureNumbers.of(readings, Series.of(protocol, PARIS));

    List<PressureReading> plausible = plausible(readings);
    List<PressureReading> asked = plausible.stream().filter(one -> part(one) != 'o').toList();
    List<LocalDate> days =
        List.copyOf(new TreeSet<>(asked.stream().map(PressureAgainTest::day).toList()));
    List<PressureReading> counted =
        asked.stream()
            .filter(one -> days.indexOf(day(one)) >= protocol.discardedDays())
            .filter(one -> !protocol.discardsFirst() || hasNeighbourBefore(one, asked))
            .toList();

    assertThat(numbers.n()).isEqualTo(plausible.size());
    assertThat(numbers.excluded()).isEqualTo(readings.size() - plausible.size());
    assertThat(numbers.counted()).isEqualTo(counted.size());
    assertThat(numbers.discarded()).isEqualTo(asked.size() - counted.size());
    assertThat(numbers.other()).isEqualTo(plausible.size() - asked.size());
    same(numbers.mean(), plausible);
    same(numbers.protocolMean(), counted);
    same(numbers.morning(), counted.stream().filter(one -> part(one) == 'm').toList());
    same(numbers.evening(), counted.stream().filter(one -> part(one) == 'e').toList());
    assertThat(numbers.verdict())
        .isEqualTo(
            counted.size() >= protocol.needed() && days.size() >= protocol.daysMin()
                ? verdict(counted, protocol)
                : Verdict.INCOMPLETE);
    assertThat(numbers.sessions())
        .hasSize(
            (int) plausible.stream().filter(one -> !hasNeighbourBefore(one, plausible)).count());
    assertThat(numbers.days().stream().mapToInt(Day::counted).sum()).isEqualTo(counted.size());
  }

  private static List<PressureReading> readings(Random random) {
    List<PressureReading> readings = new ArrayList<>();
    TreeSet<Instant> times = new TreeSet<>();
    int days = random.nextInt(1, 9);
    for (int count = random.nextInt(0, 50); count > 0; count--) {
      Instant at = START.plusSeconds(random.nextLong(days * 86_400L));
      times.add(at);
      if (random.nextInt(3) > 0) {
        times.add(at.plusSeconds(random.nextLong(540, 660)));
      }
    }
    for (Instant at : times) {
      double systolic = random.nextInt(30) == 0 ? 260 : 1_300 + random.nextInt(100);
      double diastolic = random.nextInt(30) == 0 ? 30 : 800 + random.nextInt(100);
      double one = systolic == 260 ? systolic : systolic / 10;
      double other = diastolic == 30 ? diastolic : diastolic / 10;
      readings.add(random.nextInt(readings.size() + 1), PressureReading.of(at, one, other));
    }
    return readings;
  }

  private static List<PressureReading> plausible(List<PressureReading> readings) {
    return readings.stream()
        .filter(one -> one.systolic() >= 50 && one.systolic() <= 240)
        .filter(one -> one.diastolic() >= 40 && one.diastolic() <= 140)
        .filter(one -> one.systolic() > one.diastolic())
        .sorted(Comparator.comparing(PressureReading::at))
        .toList();
  }

  private static LocalDateTime local(PressureReading reading) {
    return LocalDateTime.ofInstant(reading.at(), PARIS);
  }

  private static LocalDate day(PressureReading reading) {
    return local(reading).toLocalDate();
  }

  private static char part(PressureReading reading) {
    int hour = local(reading).getHour();
    return hour < 4 || (hour >= 12 && hour < 16) ? 'o' : hour < 12 ? 'm' : 'e';
  }

  private static boolean hasNeighbourBefore(PressureReading one, List<PressureReading> all) {
    return all.stream()
        .filter(other -> other.at().isBefore(one.at()))
        .filter(other -> part(other) == part(one) && day(other).equals(day(one)))
        .anyMatch(
            other -> Duration.between(other.at(), one.at()).compareTo(Duration.ofMinutes(10)) <= 0);
  }

  private static BigDecimal mean(List<PressureReading> readings, boolean systolic) {
    return readings.stream()
        .map(one -> BigDecimal.valueOf(systolic ? one.systolic() : one.diastolic()))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(readings.size()), EXACT);
  }

  private static void same(@Nullable Pair pair, List<PressureReading> readings) {
    if (readings.isEmpty()) {
      assertThat(pair).isNull();
      return;
    }
    assertThat(pair(pair).systolic()).isCloseTo(mean(readings, true).doubleValue(), within(1e-10));
    assertThat(pair(pair).diastolic())
        .isCloseTo(mean(readings, false).doubleValue(), within(1e-10));
  }

  private static Verdict verdict(List<PressureReading> counted, Protocol protocol) {
    BigDecimal systolic = mean(counted, true);
    BigDecimal diastolic = mean(counted, false);
    if (systolic.compareTo(BigDecimal.valueOf(135)) >= 0
        || diastolic.compareTo(BigDecimal.valueOf(85)) >= 0) {
      return Verdict.ELEVATED;
    }
    boolean below =
        systolic.compareTo(BigDecimal.valueOf(130)) < 0
            && diastolic.compareTo(BigDecimal.valueOf(80)) < 0;
    return protocol.equals(Protocol.ESH) && !below ? Verdict.BORDERLINE : Verdict.NORMAL;
  }
}
