package org.trousse.record.entry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
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

/// Glucose, weight and temperature: "1,10 g/L", "72,4 kg", "38,5", and as one says them here,
/// "38°5", "72 kg 400", "1g10".
final class OneNumber {
  private static final int SUGGESTIONS_MAX = 3;
  private static final int PLACES_MAX = 2;
  private static final Pattern NUMBER = Pattern.compile(Numerals.NUMBER + " ?(\\D.*)?");

  /// The unit where the decimal comma would stand.
  private static final Pattern UNIT_INSIDE =
      Pattern.compile("(\\d{1,3}) ?(°c?|kg|kilos?|gr?) ?(\\d{1,3})( ?c| ?/l)?");

  private OneNumber() {}

  static Typed read(Measure measure, String text, TypedUnit shown) {
    Matcher inside = UNIT_INSIDE.matcher(text);
    if (inside.matches()) {
      return insideRead(measure, inside);
    }
    Matcher number = NUMBER.matcher(text);
    if (!number.matches()) {
      return new NotUnderstood(Why.NOT_A_NUMBER);
    }
    BigDecimal value = Numerals.number(number.group(1));
    String spelt = number.group(2);
    if (spelt == null) {
      return judge(measure, value, null, shown);
    }
    Optional<TypedUnit> typed = TypedUnit.of(spelt.strip());
    if (typed.isEmpty()) {
      return new NotUnderstood(Why.UNIT_UNKNOWN);
    }
    TypedUnit unit =
        typed.get() == TypedUnit.GRAM && isGlucose(measure) ? TypedUnit.G_PER_L : typed.get();
    return unit.fits(measure)
        ? judge(measure, value, unit, shown)
        : new NotUnderstood(Why.UNIT_OF_ANOTHER_MEASURE);
  }

  /// Three digits after "kg" are grams; all else might be meant in two ways and is asked back.
  private static Typed insideRead(Measure measure, Matcher inside) {
    String word = inside.group(2);
    String rest = inside.group(3);
    TypedUnit unit =
        switch (word.charAt(0)) {
          case '°' -> TypedUnit.CELSIUS;
          case 'k' -> TypedUnit.KG;
          default -> TypedUnit.G_PER_L;
        };
    if (!unit.fits(measure)) {
      return new NotUnderstood(Why.UNIT_OF_ANOTHER_MEASURE);
    }
    BigDecimal value = Numerals.number(inside.group(1) + "." + rest);
    if (!Range.of(measure).isPlausible(unit.canonical(value))) {
      return new NotUnderstood(Why.OUT_OF_RANGE);
    }
    Entered entered = Entered.single(measure, unit, value);
    boolean clear = unit == TypedUnit.CELSIUS || (unit == TypedUnit.KG && rest.length() == 3);
    return clear ? new Understood(entered) : new AskBack(List.of(entered));
  }

  /// @param typed null when no unit was typed
  private static Typed judge(
      Measure measure, BigDecimal value, @Nullable TypedUnit typed, TypedUnit shown) {
    Range range = Range.of(measure);
    TypedUnit unit = typed == null ? shown : typed;
    BigDecimal canonical = unit.canonical(value);
    if (range.isPlausible(canonical)) {
      return new Understood(Entered.single(measure, unit, value));
    }
    List<Entered> guesses = otherUnits(measure, value, unit);
    if (guesses.isEmpty() || typed != null) {
      guesses.addAll(otherPoints(measure, value, unit));
    }
    guesses.sort(Comparator.comparingDouble(guess -> range.distance(canonical(guess))));
    List<Entered> suggestions = new ArrayList<>();
    for (Entered guess : guesses) {
      if (suggestions.size() < SUGGESTIONS_MAX - 1 && !says(suggestions, guess)) {
        suggestions.add(guess);
      }
    }
    if (range.isPossible(canonical)) {
      suggestions.add(Entered.single(measure, unit, value));
    }
    return suggestions.isEmpty() ? new NotUnderstood(Why.OUT_OF_RANGE) : new AskBack(suggestions);
  }

  private static List<Entered> otherUnits(Measure measure, BigDecimal value, TypedUnit unit) {
    List<Entered> guesses = new ArrayList<>();
    for (TypedUnit other : TypedUnit.of(measure)) {
      // nobody here weighs in pounds without saying so
      if (other != unit && other != TypedUnit.POUND) {
        addIfPlausible(guesses, Entered.single(measure, other, value));
      }
    }
    return guesses;
  }

  /// One place off, and two only where one explains nothing.
  private static List<Entered> otherPoints(Measure measure, BigDecimal value, TypedUnit unit) {
    List<Entered> guesses = new ArrayList<>();
    for (int places = 1; places <= PLACES_MAX && guesses.isEmpty(); places++) {
      addIfPlausible(guesses, Entered.single(measure, unit, value.movePointLeft(places)));
      addIfPlausible(guesses, Entered.single(measure, unit, value.movePointRight(places)));
    }
    return guesses;
  }

  private static void addIfPlausible(List<Entered> guesses, Entered guess) {
    if (Range.of(guess.measure()).isPlausible(canonical(guess))) {
      guesses.add(guess);
    }
  }

  private static boolean says(List<Entered> suggestions, Entered guess) {
    return suggestions.stream()
        .anyMatch(other -> canonical(other).compareTo(canonical(guess)) == 0);
  }

  private static BigDecimal canonical(Entered entered) {
    return entered.unit().canonical(entered.numbers().getFirst());
  }

  private static boolean isGlucose(Measure measure) {
    return measure == Measure.BLOOD_GLUCOSE || measure == Measure.INTERSTITIAL_GLUCOSE;
  }
}
