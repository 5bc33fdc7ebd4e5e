package org.trousse.record.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.reading.Reading.Original;

final class RowTest {
  private static final Instant AT = Instant.parse("2026-03-01T07:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "5.60,,,,5.60",
    "16.0,10.7,,61.50,16.0/10.7//61.50",
    "16.0,10.7,12.0,,16.0/10.7/12.0",
    ",10.7,,,/10.7",
    ",,,,''"
  })
  void keeps_the_digits_of_what_the_device_said(
      @Nullable String value,
      @Nullable String diastolic,
      @Nullable String mean,
      @Nullable String pulse,
      String text) {
    Amounts said = new Amounts(number(value), number(diastolic), number(mean), number(pulse));

    Row row = Row.of(reading(AT, 1, new Original(said, Unit.KPA), "json1"));

    assertThat(row.original()).isEqualTo(text);
  }

  @Test
  void has_no_original_where_the_device_spoke_our_unit() {
    assertThat(Row.of(reading(AT, 1, null, "json1")).original()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "-4712-01-01T00:00:00.000001Z,true",
    "-4712-01-01T00:00:00Z,false",
    "+294275-12-31T23:59:59Z,true",
    "+294276-01-01T00:00:00Z,false"
  })
  void knows_which_times_a_row_can_hold(Instant reportedAt, boolean fits) {
    Row row = Row.of(reading(reportedAt, 1, null, "json1"));

    assertThat(row.timesFit()).isEqualTo(fits);
  }

  @Test
  void weighs_more_with_more_digits() {
    Original endless = new Original(Amounts.single(new BigDecimal("9".repeat(100_000))), Unit.KG);

    int heavy = Row.of(reading(AT, 1, endless, "json1")).weightBytes();

    assertThat(heavy).isGreaterThan(100_000);
  }

  @Test
  void orders_by_key_and_leaves_equal_keys_in_order_of_arrival() {
    Row first = Row.of(reading(AT, 2, null, "json1"));
    Row second = Row.of(reading(AT, 2, null, "senml"));
    Row before = Row.of(reading(AT, 1, null, "json1"));
    Row earlier = Row.of(reading(AT.minusSeconds(1), 3, null, "json1"));
    List<Row> rows = new ArrayList<>(List.of(first, second, before, earlier));

    rows.sort(Row.BY_KEY);

    assertThat(rows).containsExactly(earlier, before, first, second);
  }

  @Test
  void cannot_be_made_of_a_codec_without_a_code() {
    Reading unknown = reading(AT, 1, null, "morse");

    assertThatThrownBy(() -> Row.of(unknown)).isInstanceOf(IllegalArgumentException.class);
  }

  private static @Nullable BigDecimal number(@Nullable String digits) {
    return digits == null ? null : new BigDecimal(digits);
  }

  private static Reading reading(
      Instant reportedAt, long nativeId, @Nullable Original original, String codec) {
    return new Reading(
        Ground.PATIENT,
        Measure.BODY_WEIGHT,
        reportedAt,
        Ground.DEVICE,
        nativeId,
        0,
        AT,
        Amounts.single(new BigDecimal("70")),
        original,
        null,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        new Payload(codec, new byte[3]));
  }
}
