package org.trousse.sdk.measure;

import java.math.BigDecimal;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The numbers of one reading, in the measure's canonical unit. `value` is the only number of most
/// measures and the systolic one of a blood pressure; a number that the device could not give is
/// null and the flags say why.
///
/// @param value mg/dL, kg or Cel; systolic mm[Hg]
/// @param diastolic mm[Hg]
/// @param mean mean arterial pressure, mm[Hg]
/// @param pulse /min
public record Amounts(
    @Nullable BigDecimal value,
    @Nullable BigDecimal diastolic,
    @Nullable BigDecimal mean,
    @Nullable BigDecimal pulse) {
  public static final Amounts NONE = new Amounts(null, null, null, null);

  public static Amounts single(@Nullable BigDecimal value) {
    return new Amounts(value, null, null, null);
  }

  /// Whether both say the same numbers, digits aside: 70.0 and 70.00 are the same weighing.
  public boolean agreesWith(Amounts other) {
    return Stream.<Function<Amounts, @Nullable BigDecimal>>of(
            Amounts::value, Amounts::diastolic, Amounts::mean, Amounts::pulse)
        .allMatch(part -> same(part.apply(this), part.apply(other)));
  }

  private static boolean same(@Nullable BigDecimal a, @Nullable BigDecimal b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    return a.compareTo(b) == 0;
  }
}
