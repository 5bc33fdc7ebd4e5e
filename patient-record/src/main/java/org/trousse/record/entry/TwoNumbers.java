package org.trousse.record.entry;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trousse.record.entry.Typed.AskBack;
import org.trousse.record.entry.Typed.NotUnderstood;
import org.trousse.record.entry.Typed.Understood;
import org.trousse.record.entry.Typed.Why;
import org.trousse.sdk.measure.Measure;

/// Blood pressures: "120/80", "120 sur 80", "120/80 65", and what people here say in centimetres of
/// mercury: "12/8".
final class TwoNumbers {
  private static final String PART = "(\\d{1,3}(?:[.,]\\d)?)";
  private static final String BETWEEN = " ?(?:/|\\\\|-|–|—|:|;|sur|over| ) ?";
  private static final Pattern UNIT = Pattern.compile(" ?(mm ?\\[?hg]?|cm ?hg)");
  private static final Pattern PULSE_WORDS = Pattern.compile(" ?(bpm|/ ?min|pouls|pulse)\\b ?:?");
  private static final Pattern PRESSURE =
      Pattern.compile(PART + BETWEEN + PART + "(?: ?[/,;-]? ?(\\d{2,3}))?");

  /// "12,8", and "12080" without anything in between.
  private static final Pattern RUN_TOGETHER =
      Pattern.compile("(\\d{2,3})[.,](\\d{1,3})|(\\d{3})(\\d{2,3})");

  private static final Pattern NO_NUMBER = Pattern.compile("\\D*");
  private static final BigDecimal CENTIMETRES_SYSTOLIC = BigDecimal.valueOf(25);
  private static final BigDecimal CENTIMETRES_DIASTOLIC = BigDecimal.valueOf(15);

  private TwoNumbers() {}

  static Typed read(String text, TypedUnit shown) {
    Matcher unit = UNIT.matcher(text);
    TypedUnit typed = unit.find() ? unit(unit.group(1)) : shown;
    String bare = PULSE_WORDS.matcher(unit.reset().replaceFirst(" ")).replaceAll(" ");
    bare = Numerals.plain(bare);
    Matcher numbers = PRESSURE.matcher(bare);
    if (numbers.matches()) {
      BigDecimal pulse = numbers.group(3) == null ? null : Numerals.number(numbers.group(3));
      return judge(number(numbers, 1), number(numbers, 2), pulse, typed);
    }
    Matcher run = RUN_TOGETHER.matcher(bare);
    if (run.matches()) {
      int first = run.group(1) == null ? 3 : 1;
      return guess(number(run, first), number(run, first + 1), null)
          .<Typed>map(guess -> new AskBack(List.of(guess)))
          .orElse(new NotUnderstood(Why.TWO_NUMBERS));
    }
    boolean none = NO_NUMBER.matcher(bare).matches();
    return new NotUnderstood(none ? Why.NOT_A_NUMBER : Why.TWO_NUMBERS);
  }

  private static TypedUnit unit(String spelt) {
    return spelt.startsWith("c") ? TypedUnit.CM_HG : TypedUnit.MM_HG;
  }

  private static BigDecimal number(Matcher match, int group) {
    return Numerals.number(match.group(group));
  }

  private static Typed judge(
      BigDecimal systolic, BigDecimal diastolic, @Nullable BigDecimal pulse, TypedUnit unit) {
    if (pulse != null && !Numerals.isWithin(pulse, 20, 300)) {
      return new NotUnderstood(Why.OUT_OF_RANGE);
    }
    if (isPlausible(unit.canonical(systolic), unit.canonical(diastolic))) {
      return new Understood(
          new Entered(Measure.BLOOD_PRESSURE, unit, List.of(systolic, diastolic), pulse));
    }
    return guess(systolic, diastolic, pulse)
        .<Typed>map(guess -> new AskBack(List.of(guess)))
        .orElse(new NotUnderstood(Why.OUT_OF_RANGE));
  }

  /// Centimetres where a number is too small for millimetres, then both the other way round.
  private static Optional<Entered> guess(
      BigDecimal systolic, BigDecimal diastolic, @Nullable BigDecimal pulse) {
    return millimetres(systolic, diastolic, pulse)
        .or(() -> millimetres(diastolic, systolic, pulse));
  }

  private static Optional<Entered> millimetres(
      BigDecimal systolic, BigDecimal diastolic, @Nullable BigDecimal pulse) {
    BigDecimal high = tenfoldUpTo(CENTIMETRES_SYSTOLIC, systolic);
    BigDecimal low = tenfoldUpTo(CENTIMETRES_DIASTOLIC, diastolic);
    return isPlausible(high, low)
        ? Optional.of(
            new Entered(Measure.BLOOD_PRESSURE, TypedUnit.MM_HG, List.of(high, low), pulse))
        : Optional.empty();
  }

  private static BigDecimal tenfoldUpTo(BigDecimal most, BigDecimal value) {
    return value.compareTo(most) > 0 ? value : TypedUnit.CM_HG.canonical(value);
  }

  private static boolean isPlausible(BigDecimal systolic, BigDecimal diastolic) {
    return Numerals.isWithin(systolic, 50, 240)
        && Numerals.isWithin(diastolic, 40, 140)
        && systolic.compareTo(diastolic) > 0;
  }
}
