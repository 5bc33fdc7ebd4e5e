package org.trousse.record.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.reading.Times;
import org.trousse.record.search.DateParameter.Precision;

final class DateParameterTest {
  private static final Instant NOW = Instant.parse("2026-11-11T00:00:00Z");

  /// Which of some instants each value finds: x found, . not. They are, in order, the last second
  /// before 1 November 2026, its first, one within, its last, and the first of 2 November.
  @ParameterizedTest
  @CsvSource({
    "2026-11-01, .xxx.",
    "eq2026-11-01, .xxx.",
    "ne2026-11-01, x...x",
    "gt2026-11-01, ....x",
    "sa2026-11-01, ....x",
    "ge2026-11-01, .xxxx",
    "lt2026-11-01, x....",
    "eb2026-11-01, x....",
    "le2026-11-01, xxxx.",
    "2026-11, .xxxx",
    "ne2026-11, x....",
    "2026, xxxxx",
    "gt2026, .....",
    "lt2027, xxxxx",
    "2026-11-01T10:30, ..x..",
    "2026-11-01T10:30:15, ..x..",
    "gt2026-11-01T10:30:15, ...xx",
    "ge2026-11-01T10:30:15, ..xxx",
    "lt2026-11-01T10:30:15, xx...",
    "le2026-11-01T10:30:15, xxx..",
    "2026-11-01T11:30:15+01:00, ..x..",
    "2026-11-01T10:30:15.000Z, ..x..",
    "'2026-10-31,2026-11-02', x...x",
    "'ne2026-11-01,2026-11-01T10:30', x.x.x",
    "'lt2026-11-01,gt2026-11-01', x...x"
  })
  void finds_what_the_prefix_says_at_each_precision(String values, String expected) {
    Times times = DateParameter.parse(values, Precision.SECOND, NOW).orElseThrow();

    StringBuilder found = new StringBuilder();
    for (String at :
        Arrays.asList(
            "2026-10-31T23:59:59Z",
            "2026-11-01T00:00:00Z",
            "2026-11-01T10:30:15Z",
            "2026-11-01T23:59:59Z",
            "2026-11-02T00:00:00Z")) {
      found.append(holds(times, Instant.parse(at)) ? 'x' : '.');
    }
    assertThat(found).hasToString(expected);
  }

  /// Ten days before now: one day is forgiven.
  @Test
  void about_is_a_tenth_of_the_distance_from_now() {
    Times times = DateParameter.parse("ap2026-10-31", Precision.SECOND, NOW).orElseThrow();

    assertThat(times)
        .isEqualTo(
            Times.of(Instant.parse("2026-10-30T00:00:00Z"), Instant.parse("2026-11-02T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-01T10:30:15.25Z, 2026-11-01T10:30:15.250Z, 2026-11-01T10:30:15.260Z",
    "2026-11-01T10:30:15.250Z, 2026-11-01T10:30:15.250Z, 2026-11-01T10:30:15.251Z",
    "2026-11-01T10:30:15.250999Z, 2026-11-01T10:30:15.250Z, 2026-11-01T10:30:15.251Z",
    "2026-11-01T10:30:15Z, 2026-11-01T10:30:15Z, 2026-11-01T10:30:16Z"
  })
  void milliseconds_are_told_apart_where_the_time_has_them(String value, Instant from, Instant to) {
    assertThat(DateParameter.parse(value, Precision.MILLISECOND, NOW)).contains(Times.of(from, to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ge",
        "xx2026",
        "2026-13",
        "2026-11-01,",
        "2026-11-01,yesterday",
        "gege2026",
        "0000",
        "2026-11-01T10",
        "apeq2026"
      })
  void refuses_what_is_no_date(String value) {
    assertThat(DateParameter.parse(value, Precision.SECOND, NOW)).isEmpty();
  }

  private static boolean holds(Times times, Instant at) {
    return times.spans().stream()
        .anyMatch(span -> !at.isBefore(span.from()) && at.isBefore(span.to()));
  }
}
