package org.trousse.record.clinical;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.record.clinical.ClinicalClass.Setting;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

final class ClinicalClassTest {
  @ParameterizedTest
  @CsvSource({
    "53, MG_PER_DL, hypo-level-2",
    "54, MG_PER_DL, hypo-level-1",
    "69, MG_PER_DL, hypo-level-1",
    "70, MG_PER_DL, ''",
    "180, MG_PER_DL, ''",
    "181, MG_PER_DL, hyper-level-1",
    "250, MG_PER_DL, hyper-level-1",
    "251, MG_PER_DL, hyper-level-2",
    "10.0, MMOL_PER_L, ''",
    "13.9, MMOL_PER_L, hyper-level-1"
  })
  void classes_glucose_in_the_unit_that_was_said(String value, Unit unit, String expected) {
    Amounts amounts = Amounts.single(new BigDecimal(value));

    assertThat(word(Measure.BLOOD_GLUCOSE, amounts, unit, Setting.HOME)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "119, 69, OFFICE, bp:non-elevated",
    "120, 69, OFFICE, bp:elevated",
    "139, 89, OFFICE, bp:elevated",
    "120, 90, OFFICE, bp:grade-1",
    "160, 80, OFFICE, bp:grade-2",
    "150, 110, OFFICE, bp:grade-3",
    "134, 84, HOME, ''",
    "120, 85, HOME, bp:home-elevated"
  })
  void classes_a_pressure_by_where_it_was_measured(
      String systolic, String diastolic, Setting setting, String expected) {
    Amounts amounts = new Amounts(new BigDecimal(systolic), new BigDecimal(diastolic), null, null);

    assertThat(word(Measure.BLOOD_PRESSURE, amounts, Unit.MM_HG, setting)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"35.0, hypothermia", "35.1, ''", "37.9, ''", "38.0, fever"})
  void classes_a_temperature(String value, String expected) {
    Amounts amounts = Amounts.single(new BigDecimal(value));

    assertThat(word(Measure.BODY_TEMPERATURE, amounts, Unit.CELSIUS, Setting.HOME))
        .isEqualTo(expected);
  }

  private static String word(Measure measure, Amounts amounts, Unit unit, Setting setting) {
    return ClinicalClass.of(measure, amounts, unit, setting).map(ClinicalClass::word).orElse("");
  }
}
