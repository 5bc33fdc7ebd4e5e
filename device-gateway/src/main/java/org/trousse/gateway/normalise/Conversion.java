package org.trousse.gateway.normalise;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.trousse.sdk.measure.Unit;

/// From one unit to another of the same kind, exact until the one rounding at the end, HALF_UP.
public final class Conversion {
  /// mg/dL in one mmol/L of glucose; sources differ in the fourth digit, this is ours.
  public static final BigDecimal GLUCOSE_FACTOR = new BigDecimal("18.0156");

  private static final int WORKING_SCALE = 60;
  private static final BigDecimal NINE = BigDecimal.valueOf(9);
  private static final BigDecimal FIVE = BigDecimal.valueOf(5);

  private Conversion() {}

  private enum Kind {
    GLUCOSE,
    PRESSURE,
    MASS,
    TEMPERATURE,
    LENGTH,
    OTHER
  }

  /// A unit of `base = (value + shift) * factor / divisor`.
  private record Scale(Kind kind, BigDecimal shift, BigDecimal factor, BigDecimal divisor) {
    static Scale of(Kind kind, String factor) {
      return new Scale(kind, BigDecimal.ZERO, new BigDecimal(factor), BigDecimal.ONE);
    }
  }

  /// `value` in another unit with `scale` decimals; empty when the units measure different things.
  public static Optional<BigDecimal> convert(BigDecimal value, Unit from, Unit to, int scale) {
    Scale source = scale(from);
    Scale target = scale(to);
    if (source.kind() != target.kind() || (source.kind() == Kind.OTHER && from != to)) {
      return Optional.empty();
    }
    BigDecimal numerator =
        value.add(source.shift()).multiply(source.factor()).multiply(target.divisor());
    BigDecimal denominator = source.divisor().multiply(target.factor());
    return Optional.of(
        numerator
            .divide(denominator, WORKING_SCALE, RoundingMode.HALF_EVEN)
            .subtract(target.shift())
            .setScale(scale, RoundingMode.HALF_UP));
  }

  private static Scale scale(Unit unit) {
    return switch (unit) {
      case MG_PER_DL -> Scale.of(Kind.GLUCOSE, "1");
      case MMOL_PER_L -> Scale.of(Kind.GLUCOSE, GLUCOSE_FACTOR.toPlainString());
      case KG_PER_L -> Scale.of(Kind.GLUCOSE, "100000");
      case MOL_PER_L -> Scale.of(Kind.GLUCOSE, GLUCOSE_FACTOR.movePointRight(3).toPlainString());
      case MM_HG -> Scale.of(Kind.PRESSURE, "1");
      case KPA -> Scale.of(Kind.PRESSURE, "7.500617");
      case KG -> Scale.of(Kind.MASS, "1");
      case GRAM -> Scale.of(Kind.MASS, "0.001");
      case POUND -> Scale.of(Kind.MASS, "0.45359237");
      case OUNCE -> Scale.of(Kind.MASS, "0.028349523125");
      case STONE -> Scale.of(Kind.MASS, "6.35029318");
      case CELSIUS -> Scale.of(Kind.TEMPERATURE, "1");
      case FAHRENHEIT -> new Scale(Kind.TEMPERATURE, BigDecimal.valueOf(-32), FIVE, NINE);
      case KELVIN ->
          new Scale(Kind.TEMPERATURE, new BigDecimal("-273.15"), BigDecimal.ONE, BigDecimal.ONE);
      case METRE -> Scale.of(Kind.LENGTH, "1");
      case CENTIMETRE -> Scale.of(Kind.LENGTH, "0.01");
      case INCH -> Scale.of(Kind.LENGTH, "0.0254");
      case PER_MINUTE, PERCENT -> Scale.of(Kind.OTHER, "1");
    };
  }
}
