package org.trousse.gateway.codec.gatt;

import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.wire.ByteReader;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.gateway.codec.wire.GattNumber;
import org.trousse.sdk.reading.Meal;

/// Glucose Measurement Context (0x2A34): what a meter adds to the measurement of the same sequence
/// number. Carbohydrate and medication amounts are read and shown but never imported as doses: the
/// published scales contradict each other by a factor of 1,000.
///
/// @param meal code, null when not sent
/// @param exerciseSeconds 65535 means that it is longer than that
/// @param medicationLitres whether the amount is in litres; else kilograms
/// @param hba1c per cent
public record GlucoseContext(
    int sequence,
    @Nullable Integer extendedFlags,
    @Nullable Integer carbohydrateId,
    @Nullable GattNumber carbohydrate,
    @Nullable Integer meal,
    @Nullable Integer tester,
    @Nullable Integer health,
    @Nullable Integer exerciseSeconds,
    @Nullable Integer exercisePercent,
    @Nullable Integer medicationId,
    @Nullable GattNumber medication,
    boolean medicationLitres,
    @Nullable GattNumber hba1c,
    int trailingBytes) {

  /// Reads one characteristic value.
  public static Decoded<GlucoseContext> decode(byte[] payload) {
    ByteReader in = new ByteReader(payload);
    int flags = in.u8();
    int sequence = in.u16();
    Integer extended = sent(flags, 7) ? (Integer) in.u8() : null;
    Integer carbohydrateId = sent(flags, 0) ? (Integer) in.u8() : null;
    GattNumber carbohydrate = sent(flags, 0) ? in.sfloat() : null;
    Integer meal = sent(flags, 1) ? (Integer) in.u8() : null;
    Integer testerHealth = sent(flags, 2) ? (Integer) in.u8() : null;
    Integer seconds = sent(flags, 3) ? (Integer) in.u16() : null;
    Integer percent = sent(flags, 3) ? (Integer) in.u8() : null;
    Integer medicationId = sent(flags, 4) ? (Integer) in.u8() : null;
    GattNumber medication = sent(flags, 4) ? in.sfloat() : null;
    GattNumber hba1c = sent(flags, 6) ? in.sfloat() : null;
    if (in.truncated()) {
      return Decoded.truncated("The Glucose Measurement Context");
    }
    return Decoded.of(
        new GlucoseContext(
            sequence,
            extended,
            carbohydrateId,
            carbohydrate,
            meal,
            testerHealth == null ? null : (Integer) (testerHealth & 0x0F),
            testerHealth == null ? null : (Integer) (testerHealth >> 4),
            seconds,
            percent,
            medicationId,
            medication,
            sent(flags, 5),
            hba1c,
            in.remaining()));
  }

  /// A meal code that the characteristic does not define; 6 marks a ketone record in some meters.
  public boolean mealReserved() {
    return meal != null && Meal.ofCode(meal).isEmpty();
  }

  private static boolean sent(int flags, int bit) {
    return (flags & 1 << bit) != 0;
  }
}
