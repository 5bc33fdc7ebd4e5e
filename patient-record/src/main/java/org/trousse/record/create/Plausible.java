package org.trousse.record.create;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;

/// The limits that devices' readings meet at the gateway, for what apps write: beyond them nobody
/// believes a number, and within them some are serious.
public final class Plausible {
  private static final BigDecimal HALF_KG = new BigDecimal("0.5");
  private static final BigDecimal HYPERPYREXIA = new BigDecimal("41.1");

  private Plausible() {}

  /// Whether a person may have measured these.
  public static boolean isBelieved(Measure measure, Amounts amounts) {
    BigDecimal value = amounts.value();
    return switch (measure) {
      case BLOOD_GLUCOSE -> within(value, 10, 1_500);
      case INTERSTITIAL_GLUCOSE -> within(value, 20, 600);
      case BODY_TEMPERATURE -> within(value, 20, 45);
      case BODY_WEIGHT -> within(value, 0, 650) && (value == null || value.compareTo(HALF_KG) >= 0);
      case BLOOD_PRESSURE ->
          within(value, 40, 300)
              && within(amounts.diastolic(), 20, 200)
              && within(amounts.mean(), 20, 300)
              && within(amounts.pulse(), 20, 300)
              && (value == null
                  || amounts.diastolic() == null
                  || isLess(amounts.diastolic(), value));
    };
  }

  /// Those of [Flag] that call for somebody.
  public static Set<Flag> serious(Measure measure, Amounts amounts) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    BigDecimal value = amounts.value();
    switch (measure) {
      case BLOOD_GLUCOSE, INTERSTITIAL_GLUCOSE -> {
        add(flags, Flag.CRITICAL_GLUCOSE_LOW, isLess(value, BigDecimal.valueOf(40)));
        add(flags, Flag.CRITICAL_GLUCOSE_HIGH, isLess(BigDecimal.valueOf(400), value));
      }
      case BLOOD_PRESSURE ->
          add(
              flags,
              Flag.CRITICAL_BLOOD_PRESSURE,
              isAtLeast(180, value) || isAtLeast(110, amounts.diastolic()));
      case BODY_TEMPERATURE -> add(flags, Flag.CRITICAL_TEMPERATURE, isLess(HYPERPYREXIA, value));
      case BODY_WEIGHT -> {}
    }
    return flags;
  }

  private static void add(Set<Flag> flags, Flag flag, boolean when) {
    if (when) {
      flags.add(flag);
    }
  }

  private static boolean within(@Nullable BigDecimal value, int low, int high) {
    return value == null
        || (value.compareTo(BigDecimal.valueOf(low)) >= 0
            && value.compareTo(BigDecimal.valueOf(high)) <= 0);
  }

  private static boolean isLess(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one != null && other != null && one.compareTo(other) < 0;
  }

  private static boolean isAtLeast(int limit, @Nullable BigDecimal value) {
    return value != null && value.compareTo(BigDecimal.valueOf(limit)) >= 0;
  }
}
