package org.trousse.gateway.codec.cloud;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;

/// What a glucose device can show: beyond it stands LO or HI, or a number that means the same.
///
/// @param low the least number shown, in the unit that the device shows
/// @param high the greatest
/// @param lowLimit the least in mg/dL
/// @param highLimit the greatest in mg/dL
public record ShownRange(
    BigDecimal low, BigDecimal high, BigDecimal lowLimit, BigDecimal highLimit) {
  private static final ShownRange DEXCOM_MG = of("40", "400", 40, 400);
  private static final ShownRange DEXCOM_MMOL = of("2.2", "22.2", 40, 400);
  private static final ShownRange LIBRE_MG = of("40", "500", 40, 500);
  private static final ShownRange LIBRE_MMOL = of("2.2", "27.8", 40, 500);
  private static final ShownRange STRIP_MG = of("20", "500", 20, 500);
  private static final ShownRange STRIP_MMOL = of("1.1", "27.8", 20, 500);

  /// A number, or what stands in its place.
  public record Shown(Amounts amounts, Set<Flag> flags, @Nullable BigDecimal limit) {
    public Shown {
      flags = Set.copyOf(flags);
    }
  }

  /// Dexcom's sensors and what shows them.
  public static ShownRange dexcom(Unit unit) {
    return unit == Unit.MMOL_PER_L ? DEXCOM_MMOL : DEXCOM_MG;
  }

  /// Abbott's FreeStyle Libre sensors.
  public static ShownRange libre(Unit unit) {
    return unit == Unit.MMOL_PER_L ? LIBRE_MMOL : LIBRE_MG;
  }

  /// Abbott's blood glucose strips.
  public static ShownRange libreStrip(Unit unit) {
    return unit == Unit.MMOL_PER_L ? STRIP_MMOL : STRIP_MG;
  }

  /// Of a device that writes a number outside its range for LO and HI: that number is none.
  public Shown sentinel(BigDecimal value) {
    if (value.compareTo(low) < 0) {
      return lo();
    }
    return value.compareTo(high) > 0 ? hi() : number(value);
  }

  /// Of a device that writes its limit for everything beyond.
  public Shown clamped(BigDecimal value) {
    if (value.compareTo(low) <= 0) {
      return new Shown(Amounts.single(value), EnumSet.of(Flag.LO_CLAMPED), lowLimit);
    }
    return value.compareTo(high) >= 0
        ? new Shown(Amounts.single(value), EnumSet.of(Flag.HI_CLAMPED), highLimit)
        : number(value);
  }

  public Shown lo() {
    return new Shown(Amounts.NONE, EnumSet.of(Flag.LO), lowLimit);
  }

  public Shown hi() {
    return new Shown(Amounts.NONE, EnumSet.of(Flag.HI), highLimit);
  }

  /// Low and High in the languages of the exports that we know; empty for anything else.
  public Optional<Shown> word(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "lo", "low", "bas", "basse", "faible" -> Optional.of(lo());
      case "hi", "high", "haut", "haute", "élevé", "élevée", "elevé", "eleve" -> Optional.of(hi());
      default -> Optional.empty();
    };
  }

  private static Shown number(BigDecimal value) {
    return new Shown(Amounts.single(value), Set.of(), null);
  }

  private static ShownRange of(String low, String high, int lowLimit, int highLimit) {
    return new ShownRange(
        new BigDecimal(low),
        new BigDecimal(high),
        BigDecimal.valueOf(lowLimit),
        BigDecimal.valueOf(highLimit));
  }
}
