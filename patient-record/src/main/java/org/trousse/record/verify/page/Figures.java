package org.trousse.record.verify.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.trousse.record.glucose.GlucoseUnit;
import org.trousse.record.page.Words;

/// Numbers as people read them: rounded half to even, with the language's decimal mark.
final class Figures {
  private static final String NARROW_SPACE = "\u202f";

  private final Words words;
  private final boolean french;

  Figures(Words words) {
    this.words = words;
    this.french = words.locale().getLanguage().equals("fr");
  }

  /// With as many decimals.
  String rounded(double value, int decimals) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return words.number(rounded.signum() == 0 ? rounded.abs() : rounded);
  }

  /// With every digit that a double has.
  String exact(double value) {
    BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
    return words.number(exact.scale() < 0 ? exact.setScale(0) : exact);
  }

  String percent(double value) {
    return rounded(value, 1) + (french ? NARROW_SPACE + "%" : "%");
  }

  String level(double value, GlucoseUnit unit) {
    return rounded(value, unit.decimals()) + "\u00a0" + unit.word();
  }

  String whole(long number) {
    NumberFormat format = NumberFormat.getIntegerInstance(words.locale());
    return format.format(number);
  }

  String moment(Instant at, ZoneId zone) {
    return DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", words.locale()).format(at.atZone(zone));
  }
}
