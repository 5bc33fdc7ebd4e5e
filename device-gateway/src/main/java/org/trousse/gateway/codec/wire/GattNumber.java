package org.trousse.gateway.codec.wire;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.reading.Flag;

/// A number with the device's digits, or the special value that stands in its place.
public record GattNumber(@Nullable BigDecimal value, @Nullable Special special) {

  public GattNumber {
    if ((value == null) == (special == null)) {
      throw new IllegalArgumentException("a number or a special value, not both, not none");
    }
  }

  static GattNumber of(BigDecimal value) {
    return new GattNumber(value, null);
  }

  static GattNumber of(Special special) {
    return new GattNumber(null, special);
  }

  /// The digits in plain notation, or the special value's name.
  public String text() {
    if (value != null) {
      return value.toPlainString();
    }
    return special == null ? "" : special.word();
  }

  /// What to note of a number that is none.
  public Optional<Flag> flag() {
    return Optional.ofNullable(special).map(Special::flag);
  }

  /// The special values of IEEE 11073-20601 and the flags that the HL7 PHD guide maps them to.
  public enum Special {
    NAN("NaN", Flag.NOT_A_NUMBER),
    /// not at this resolution
    NRES("NRes", Flag.ERROR),
    PLUS_INF("+INF", Flag.POSITIVE_INFINITY),
    MINUS_INF("-INF", Flag.NEGATIVE_INFINITY),
    /// reserved for future use
    RFU("RFU", Flag.ERROR);

    private final String word;
    private final Flag flag;

    Special(String word, Flag flag) {
      this.word = word;
      this.flag = flag;
    }

    public String word() {
      return word;
    }

    public Flag flag() {
      return flag;
    }
  }
}
