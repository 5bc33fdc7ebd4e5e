package org.trousse.record.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.entry.Typed.AskBack;
import org.trousse.record.entry.Typed.NotUnderstood;
import org.trousse.record.entry.Typed.Understood;
import org.trousse.record.entry.Typed.Why;
import org.trousse.record.page.Words;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;

/// `|` parts a table's columns, since commas are what this is about.
final class TypedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "BLOOD_PRESSURE | 120/80 | 120/80 mmHg",
        "BLOOD_PRESSURE | \" 120 / 80 \" | 120/80 mmHg",
        "BLOOD_PRESSURE | 120 80 | 120/80 mmHg",
        "BLOOD_PRESSURE | 120-80 | 120/80 mmHg",
        "BLOOD_PRESSURE | 120 sur 80 | 120/80 mmHg",
        "BLOOD_PRESSURE | 120/80 mmHg | 120/80 mmHg",
        "BLOOD_PRESSURE | 120/80 mm[Hg] | 120/80 mmHg",
        "BLOOD_PRESSURE | 120/80 65 | 120/80 mmHg, 65/min",
        "BLOOD_PRESSURE | 120/80/65 | 120/80 mmHg, 65/min",
        "BLOOD_PRESSURE | 120/80, pouls 65 | 120/80 mmHg, 65/min",
        "BLOOD_PRESSURE | 120/80 mmHg 65/min | 120/80 mmHg, 65/min",
        "BLOOD_PRESSURE | 12,5/8 cmHg | 12,5/8 cmHg",
        "BLOOD_PRESSURE | 240/140 | 240/140 mmHg",
        "BLOOD_PRESSURE | 50/40 | 50/40 mmHg",
        "BODY_TEMPERATURE | 38,5 | 38,5 °C",
        "BODY_TEMPERATURE | 38.5 | 38,5 °C",
        "BODY_TEMPERATURE | 38 | 38 °C",
        "BODY_TEMPERATURE | 38,50 °C | 38,50 °C",
        "BODY_TEMPERATURE | 38°5 | 38,5 °C",
        "BODY_TEMPERATURE | 38 °C 5 | 38,5 °C",
        "BODY_TEMPERATURE | 101.3 F | 101,3 °F",
        "BODY_TEMPERATURE | 34,0 | 34,0 °C",
        "BODY_TEMPERATURE | 42,5 | 42,5 °C",
        "BODY_WEIGHT | 72,4 kg | 72,4 kg",
        "BODY_WEIGHT | 72.4 | 72,4 kg",
        "BODY_WEIGHT | 72 kg 400 | 72,400 kg",
        "BODY_WEIGHT | 72400 g | 72400 g",
        "BODY_WEIGHT | 160 lbs | 160 lb",
        "BLOOD_GLUCOSE | 1,10 g/L | 1,10 g/L",
        "BLOOD_GLUCOSE | 1,10 g | 1,10 g/L",
        "BLOOD_GLUCOSE | 110 | 110 mg/dL",
        "BLOOD_GLUCOSE | 110 mg/dl | 110 mg/dL",
        "BLOOD_GLUCOSE | 6,1 mmol/L | 6,1 mmol/L",
        "INTERSTITIAL_GLUCOSE | 20 | 20 mg/dL"
      })
  void understands(Measure measure, String text, String entered) {
    assertThat(Typed.read(measure, text))
        .isInstanceOfSatisfying(
            Understood.class,
            understood -> assertThat(understood.entered().text(Locale.FRENCH)).isEqualTo(entered));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BLOOD_PRESSURE | 12/8 | 120/80 mmHg",
        "BLOOD_PRESSURE | 13,5/8,5 | 135/85 mmHg",
        "BLOOD_PRESSURE | 12.5/8 | 125/80 mmHg",
        "BLOOD_PRESSURE | 12 sur 8 | 120/80 mmHg",
        "BLOOD_PRESSURE | 12 8 | 120/80 mmHg",
        "BLOOD_PRESSURE | 12,8 | 120/80 mmHg",
        "BLOOD_PRESSURE | 120,80 | 120/80 mmHg",
        "BLOOD_PRESSURE | 12080 | 120/80 mmHg",
        "BLOOD_PRESSURE | 120/8 | 120/80 mmHg",
        "BLOOD_PRESSURE | 80/120 | 120/80 mmHg",
        "BLOOD_PRESSURE | 8/12 | 120/80 mmHg",
        "BODY_TEMPERATURE | 380 | 38,0 °C",
        "BODY_TEMPERATURE | 385 | 38,5 °C",
        "BODY_TEMPERATURE | 3,85 | 38,5 °C",
        "BODY_TEMPERATURE | 98,6 | 98,6 °F",
        "BODY_TEMPERATURE | 33,9 | 33,9 °C",
        "BODY_WEIGHT | 724 | 72,4 kg",
        "BODY_WEIGHT | 72400 | 72400 g",
        "BODY_WEIGHT | 320 | 32,0 kg ; 320 kg",
        "BODY_WEIGHT | 72 kg 4 | 72,4 kg",
        "BLOOD_GLUCOSE | 1,10 | 1,10 g/L",
        "BLOOD_GLUCOSE | 1g10 | 1,10 g/L",
        "BLOOD_GLUCOSE | 6,2 | 6,2 mmol/L",
        "BLOOD_GLUCOSE | 3,2 | 3,2 mmol/L ; 3,2 g/L",
        "BLOOD_GLUCOSE | 110 g/L | 110 mg/dL",
        "BLOOD_GLUCOSE | 15 | 15 mmol/L ; 15 mg/dL"
      })
  void asks_back(Measure measure, String text, String suggestions) {
    assertThat(Typed.read(measure, text))
        .isInstanceOfSatisfying(
            AskBack.class,
            asked ->
                assertThat(asked.suggestions().stream().map(one -> one.text(Locale.FRENCH)))
                    .containsExactly(suggestions.split(" ; ", -1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "BLOOD_PRESSURE | \"  \" | EMPTY",
        "BLOOD_PRESSURE | 120 | TWO_NUMBERS",
        "BLOOD_PRESSURE | haute | NOT_A_NUMBER",
        "BLOOD_PRESSURE | 500/300 | OUT_OF_RANGE",
        "BLOOD_PRESSURE | 120/80/15 | OUT_OF_RANGE",
        "BLOOD_PRESSURE | 1/2/3/4 | TWO_NUMBERS",
        "BODY_TEMPERATURE | fièvre | NOT_A_NUMBER",
        "BODY_TEMPERATURE | -38 | NOT_A_NUMBER",
        "BODY_TEMPERATURE | 38,5 kg | UNIT_OF_ANOTHER_MEASURE",
        "BODY_TEMPERATURE | 38,5 K | UNIT_UNKNOWN",
        "BODY_TEMPERATURE | 999999 | OUT_OF_RANGE",
        "BODY_TEMPERATURE | 0 | OUT_OF_RANGE",
        "BODY_WEIGHT | 72,4 °C | UNIT_OF_ANOTHER_MEASURE",
        "BODY_WEIGHT | 7,2,4 | UNIT_UNKNOWN",
        "BODY_WEIGHT | 1234567 | OUT_OF_RANGE",
        "BLOOD_GLUCOSE | HI | NOT_A_NUMBER",
        "BLOOD_GLUCOSE | ٣٨ | NOT_A_NUMBER"
      })
  void does_not_understand(Measure measure, String text, Why why) {
    assertThat(Typed.read(measure, text)).isEqualTo(new NotUnderstood(why));
  }

  @Test
  void a_text_has_40_characters_at_most() {
    String longest = "38,5" + " ".repeat(60);
    String tooLong = "38,5 " + "°".repeat(Typed.LENGTH_MAX);

    assertThat(Typed.read(Measure.BODY_TEMPERATURE, longest)).isInstanceOf(Understood.class);
    assertThat(Typed.read(Measure.BODY_TEMPERATURE, tooLong))
        .isEqualTo(new NotUnderstood(Why.TOO_LONG));
  }

  @Test
  void the_unit_of_the_field_is_meant_when_none_is_typed() {
    assertThat(Typed.read(Measure.BLOOD_GLUCOSE, "1,10", TypedUnit.G_PER_L))
        .isInstanceOf(Understood.class);
    assertThat(Typed.read(Measure.BLOOD_PRESSURE, "12/8", TypedUnit.CM_HG))
        .isInstanceOf(Understood.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Typed.read(Measure.BODY_WEIGHT, "72", TypedUnit.CELSIUS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BODY_WEIGHT | 72400 g | 72.400",
        "BODY_WEIGHT | 100 lb | 45.35923700",
        "BODY_TEMPERATURE | 100,4 F | 38.00",
        "BLOOD_GLUCOSE | 1,10 g/L | 110",
        "BLOOD_GLUCOSE | 6,1 mmol/L | 109.89516"
      })
  void gives_amounts_in_the_canonical_unit(Measure measure, String text, BigDecimal value) {
    assertThat(amounts(measure, text).value()).isEqualByComparingTo(value);
  }

  @Test
  void gives_both_pressures_and_the_pulse() {
    assertThat(
            amounts(Measure.BLOOD_PRESSURE, "12,5/8 cmHg 65 bpm")
                .agreesWith(
                    new Amounts(
                        BigDecimal.valueOf(125),
                        BigDecimal.valueOf(80),
                        null,
                        BigDecimal.valueOf(65))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "en", "ar", "tr"})
  void the_servers_language_plays_no_part(String language) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(language));
    try {
      assertThat(Typed.read(Measure.BODY_TEMPERATURE, "38,5 °C")).isInstanceOf(Understood.class);
      assertThat(Typed.read(Measure.BLOOD_GLUCOSE, "110 MG/DL")).isInstanceOf(Understood.class);
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @EnumSource(Measure.class)
  void what_is_suggested_is_understood_when_typed(Measure measure) {
    for (int tenths = 1; tenths < 20_000; tenths += 7) {
      String number = new BigDecimal(tenths).movePointLeft(1).toPlainString();
      String text = measure == Measure.BLOOD_PRESSURE ? number + "/8" : number;
      if (Typed.read(measure, text) instanceof AskBack(List<Entered> suggestions)) {
        for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
          String first = suggestions.getFirst().text(language);
          assertThat(entered(Typed.read(measure, first))).isEqualTo(suggestions.getFirst());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Why.class)
  void every_reason_has_its_words(Why why) {
    for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
      assertThat(Words.in(language).text("entry.why." + why.word())).isNotBlank();
    }
  }

  private static Amounts amounts(Measure measure, String text) {
    return entered(Typed.read(measure, text)).amounts();
  }

  /// A suggestion that is possible but rare is asked once more, as itself.
  private static Entered entered(Typed typed) {
    return switch (typed) {
      case Understood(var entered) -> entered;
      case AskBack(var suggestions) -> suggestions.getLast();
      case NotUnderstood(var why) -> throw new AssertionError(why);
    };
  }
}
