package org.trousse.record.entry;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Reading.Original;

/// One reading as typed: its digits, in the unit that was meant.
///
/// @param numbers one; of a blood pressure the systolic and the diastolic one
/// @param pulse /min; only with a blood pressure
public record Entered(
    Measure measure, TypedUnit unit, List<BigDecimal> numbers, @Nullable BigDecimal pulse) {
  public Entered {
    numbers = List.copyOf(numbers);
    if (numbers.size() != (measure == Measure.BLOOD_PRESSURE ? 2 : 1) || !unit.fits(measure)) {
      throw new IllegalArgumentException("not a reading of " + measure.word());
    }
  }

  static Entered single(Measure measure, TypedUnit unit, BigDecimal number) {
    return new Entered(measure, unit, List.of(number), null);
  }

  /// In the canonical unit.
  public Amounts amounts() {
    BigDecimal first = unit.canonical(numbers.getFirst());
    return measure == Measure.BLOOD_PRESSURE
        ? new Amounts(first, unit.canonical(numbers.getLast()), null, pulse)
        : Amounts.single(first);
  }

  /// As typed, when that is not the measure's own unit and devices know it; empty otherwise: then
  /// the digits are kept where the reading keeps what came.
  public Optional<Original> original() {
    return unit.unit()
        .filter(said -> said != measure.unit())
        .map(said ->
            new Original(
                measure == Measure.BLOOD_PRESSURE
                    ? new Amounts(numbers.getFirst(), numbers.getLast(), null, null)
                    : Amounts.single(numbers.getFirst()),
                said));
  }

  /// As a person of this language writes it: "120/80 mmHg", "1,10 g/L". Reads back as the same.
  public String text(Locale language) {
    StringBuilder text = new StringBuilder();
    for (BigDecimal number : numbers) {
      text.append(text.isEmpty() ? "" : "/").append(digits(number, language));
    }
    text.append(' ').append(unit.written());
    if (pulse != null) {
      text.append(", ").append(digits(pulse, language)).append("/min");
    }
    return text.toString();
  }

  private static String digits(BigDecimal number, Locale language) {
    String digits = number.toPlainString();
    return language.getLanguage().equals("en") ? digits : digits.replace('.', ',');
  }
}
