package org.trousse.gateway.codec.advertised;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.codec.wire.GattDateTime;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;

/// What a Mi scale calls out.
///
/// @param settled whether the weight is the final one
public record ScaleFrame(BigDecimal weight, Unit unit, boolean settled, GattDateTime clock) {
  /// A scale's clock that was never set starts in 1970 or 2000; the first such scale is of 2015.
  private static final int YEAR_MIN = 2008;

  /// @param raw hundredths of a pound; else steps of 5 g, which are also hundredths of a jin
  static ScaleFrame of(int raw, boolean pounds, boolean settled, GattDateTime clock) {
    BigDecimal weight = pounds ? BigDecimal.valueOf(raw, 2) : BigDecimal.valueOf(raw * 5L, 3);
    return new ScaleFrame(shown(weight), pounds ? Unit.POUND : Unit.KG, settled, clock);
  }

  /// A frame is heard live: where its clock was never set, it was measured when it was heard.
  Said said(Payload payload) {
    if (!settled) {
      return new Said.NoReading(
          "intermediate-value", "The weight had not settled when this was advertised.", payload);
    }
    Optional<LocalDateTime> local = clock.local().filter(time -> time.getYear() >= YEAR_MIN);
    return new Said.Measured(
        Measure.BODY_WEIGHT,
        local
            .<Said.Time>map(time -> new Said.Time.At(time.toInstant(ZoneOffset.UTC), null))
            .orElse(Said.Time.OnReceipt.NOW),
        null,
        Amounts.single(weight),
        unit,
        null,
        null,
        null,
        local.isEmpty() ? Set.of(Flag.CLOCK_UNSET) : Set.of(),
        Set.of(),
        payload);
  }

  /// The frame counts finer than the scale shows: zeros at the end say nothing.
  private static BigDecimal shown(BigDecimal weight) {
    BigDecimal bare = weight.stripTrailingZeros();
    return bare.scale() < 1 ? bare.setScale(1) : bare;
  }
}
