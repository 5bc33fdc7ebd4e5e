package org.trousse.record.entry;

import java.util.List;
import org.trousse.sdk.measure.Measure;

/// What became of a typed text.
public sealed interface Typed {
  /// Typed texts are cut nowhere and read only up to this length.
  int LENGTH_MAX = 40;

  /// It says one thing, and a believable one.
  record Understood(Entered entered) implements Typed {}

  /// "120/80 ?": a person decides. The likeliest first, three at most; what was typed stands among
  /// them, last, if it is possible at all.
  record AskBack(List<Entered> suggestions) implements Typed {
    public AskBack {
      suggestions = List.copyOf(suggestions);
      if (suggestions.isEmpty()) {
        throw new IllegalArgumentException("asks nothing");
      }
    }
  }

  /// Nothing can be suggested.
  record NotUnderstood(Why why) implements Typed {}

  /// Texts: `entry.why.` and the word.
  enum Why {
    EMPTY("empty"),
    TOO_LONG("too-long"),
    NOT_A_NUMBER("not-a-number"),
    /// A blood pressure has two numbers.
    TWO_NUMBERS("two-numbers"),
    UNIT_UNKNOWN("unit-unknown"),
    UNIT_OF_ANOTHER_MEASURE("unit-of-another-measure"),
    OUT_OF_RANGE("out-of-range");

    private final String word;

    Why(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// In the unit that the field shows when none is typed: mg/dL, mmHg, kg, °C.
  static Typed read(Measure measure, String text) {
    return read(measure, text, TypedUnit.usual(measure));
  }

  /// Comma and point are the same; the server's language plays no part.
  ///
  /// @param shown unit of the field, meant when none is typed; throws when it is not the measure's
  static Typed read(Measure measure, String text, TypedUnit shown) {
    if (!shown.fits(measure)) {
      throw new IllegalArgumentException(shown + " is no unit of " + measure.word());
    }
    String plain = Numerals.plain(text);
    if (plain.isEmpty()) {
      return new NotUnderstood(Why.EMPTY);
    }
    if (plain.length() > LENGTH_MAX) {
      return new NotUnderstood(Why.TOO_LONG);
    }
    return measure == Measure.BLOOD_PRESSURE
        ? TwoNumbers.read(plain, shown)
        : OneNumber.read(measure, plain, shown);
  }
}
