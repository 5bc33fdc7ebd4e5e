package org.trousse.record.watch.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trousse.record.page.Words;
import org.trousse.record.watch.Finding;
import org.trousse.record.watch.Finding.Why;
import org.trousse.record.watch.Subject;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// One sentence with its number. All data are synthetic.
final class ReasonTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final Instant NOW = local("2026-11-23T12:00");
  private static final Reason FRENCH = new Reason(Words.in(Locale.FRENCH), NOW, PARIS);
  private static final Reason ENGLISH = new Reason(Words.in(Locale.ENGLISH), NOW, PARIS);

  private static Instant local(String time) {
    return LocalDateTime.parse(time).atZone(PARIS).toInstant();
  }

  private static Finding finding(
      Why why,
      Measure measure,
      Subject subject,
      String from,
      double value,
      @Nullable Double bound,
      long minutes,
      int count,
      Unit unit) {
    return new Finding(
        why,
        measure,
        subject,
        local(from),
        local(from),
        false,
        value,
        bound,
        minutes,
        count,
        3,
        unit,
        NOW);
  }

  @Test
  void a_low_is_said_with_its_bound_its_length_and_its_time() {
    Finding low =
        finding(
            Why.RED_BELOW,
            Measure.INTERSTITIAL_GLUCOSE,
            Subject.GLUCOSE,
            "2026-11-23T08:00",
            49,
            54.0,
            35,
            0,
            Unit.MG_PER_DL);

    assertThat(FRENCH.of(low))
        .isEqualTo(
            "Glycémie sous 54\u00a0mg/dL pendant 35\u00a0min ce matin (au plus bas 49\u00a0mg/dL)");
    assertThat(ENGLISH.of(low))
        .isEqualTo(
            "Glucose below 54\u00a0mg/dL for 35\u00a0min this morning (lowest 49\u00a0mg/dL)");
  }

  @Test
  void a_molar_low_is_said_in_its_unit() {
    Finding low =
        finding(
            Why.RED_BELOW,
            Measure.INTERSTITIAL_GLUCOSE,
            Subject.GLUCOSE,
            "2026-11-22T08:00",
            2.8,
            3.0,
            90,
            0,
            Unit.MMOL_PER_L);

    assertThat(FRENCH.of(low))
        .isEqualTo(
            "Glycémie sous 3,0\u00a0mmol/L pendant 1\u00a0h\u00a030 hier (au plus bas"
                + " 2,8\u00a0mmol/L)");
  }

  @Test
  void a_fall_is_said_without_its_sign() {
    Finding fall =
        finding(
            Why.RED_FALL,
            Measure.BODY_WEIGHT,
            Subject.WEIGHT,
            "2026-11-20T08:00",
            -2.3,
            -2.0,
            0,
            1,
            Unit.KG);

    assertThat(FRENCH.of(fall))
        .isEqualTo(
            "Poids\u00a0: baisse de 2,3\u00a0kg en 3 jours au plus le 20 novembre (seuil"
                + " 2,0\u00a0kg)");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T00:00, cette nuit",
    "2026-11-23T04:59, cette nuit",
    "2026-11-23T05:00, ce matin",
    "2026-11-23T11:59, ce matin",
    "2026-11-23T12:00, cet après-midi",
    "2026-11-23T17:59, cet après-midi",
    "2026-11-23T18:00, ce soir",
    "2026-11-22T23:59, hier",
    "2026-11-22T00:00, hier",
    "2026-11-21T23:59, le 21 novembre"
  })
  void times_are_said_as_one_says_them_today(String at, String says) {
    assertThat(FRENCH.when(local(at))).isEqualTo(says);
  }

  /// Nothing is left unfilled, in either language.
  @ParameterizedTest
  @EnumSource
  void every_rule_has_its_sentence_in_both_languages(Why why) {
    for (int count : new int[] {0, 1, 2}) {
      Finding finding =
          finding(
              why,
              Measure.BLOOD_PRESSURE,
              Subject.SYSTOLIC,
              "2026-11-23T08:00",
              182,
              180.0,
              20,
              count,
              Unit.MM_HG);

      assertThat(FRENCH.of(finding)).isNotBlank().doesNotContain("{", "}", "  ");
      assertThat(ENGLISH.of(finding)).isNotBlank().doesNotContain("{", "}", "  ");
    }
  }
}
