package org.trousse.record.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DateRangeTest {
  private static final String EVER = "9999-12-31T00:00:00Z";
  private static final String NEVER = "0001-01-01T00:00:00Z";

  @ParameterizedTest
  @CsvSource({
    "2026, 2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "2026-12, 2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "2026-11-01, 2026-11-01T00:00:00Z, 2026-11-02T00:00:00Z",
    "eq2026-11-01T10:30, 2026-11-01T10:30:00Z, 2026-11-01T10:31:00Z",
    "2026-11-01T10:30:15Z, 2026-11-01T10:30:15Z, 2026-11-01T10:30:16Z",
    "2026-11-01T10:30:15.250Z, 2026-11-01T10:30:15Z, 2026-11-01T10:30:16Z",
    "2026-11-01T10:30:15+02:00, 2026-11-01T08:30:15Z, 2026-11-01T08:30:16Z",
    "2026-11-01T10:30:15 02:00, 2026-11-01T08:30:15Z, 2026-11-01T08:30:16Z",
    "ge2026-11-01, 2026-11-01T00:00:00Z, " + EVER,
    "gt2026-11-01, 2026-11-02T00:00:00Z, " + EVER,
    "sa2026-11-01, 2026-11-02T00:00:00Z, " + EVER,
    "le2026-11-01, " + NEVER + ", 2026-11-02T00:00:00Z",
    "lt2026-11-01, " + NEVER + ", 2026-11-01T00:00:00Z",
    "eb2026-11-01, " + NEVER + ", 2026-11-01T00:00:00Z"
  })
  void reads_prefix_precision_and_offset(String parameter, Instant from, Instant to) {
    assertThat(DateRange.parse(parameter)).contains(new DateRange(from, to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ge",
        "2026-13",
        "2026-02-30",
        "2026-11-01T25:00",
        "2026-11-01T10",
        "ne2026",
        "ap2026",
        "26",
        "2026-11-01,2026-11-02",
        "0000",
        "2026-11-01T10:30:15+99:00",
        "yesterday"
      })
  void refuses_what_is_no_date(String parameter) {
    assertThat(DateRange.parse(parameter)).isEmpty();
  }

  @Test
  void two_parameters_leave_what_both_allow() {
    DateRange from = DateRange.parse("ge2026-11-01").orElseThrow();
    DateRange to = DateRange.parse("lt2026-11-15").orElseThrow();

    assertThat(from.and(to))
        .isEqualTo(
            new DateRange(
                Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-15T00:00:00Z")));
  }
}
