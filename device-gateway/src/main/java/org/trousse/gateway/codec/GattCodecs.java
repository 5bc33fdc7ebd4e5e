package org.trousse.gateway.codec;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.advertised.Xiaomi181b;
import org.trousse.gateway.codec.advertised.Xiaomi181d;
import org.trousse.gateway.codec.gatt.BloodPressureMeasurement;
import org.trousse.gateway.codec.gatt.BodyComposition;
import org.trousse.gateway.codec.gatt.CgmRecord;
import org.trousse.gateway.codec.gatt.CgmSessionStart;
import org.trousse.gateway.codec.gatt.CgmStatus;
import org.trousse.gateway.codec.gatt.GlucoseContext;
import org.trousse.gateway.codec.gatt.GlucoseMeasurement;
import org.trousse.gateway.codec.gatt.TemperatureMeasurement;
import org.trousse.gateway.codec.gatt.WeightMeasurement;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.gateway.codec.wire.GattDateTime;
import org.trousse.gateway.codec.wire.GattNumber;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;

/// From a Bluetooth characteristic to what it says.
final class GattCodecs {
  private GattCodecs() {}

  static List<Said> glucose(Payload payload, byte[] bytes, DeviceFeatures features) {
    return one(GlucoseMeasurement.decode(bytes), payload, GattCodecs::said);
  }

  static List<Said> glucoseContext(Payload payload, byte[] bytes, DeviceFeatures features) {
    return one(GlucoseContext.decode(bytes), payload, GattCodecs::said);
  }

  static List<Said> cgm(Payload payload, byte[] bytes, DeviceFeatures features) {
    List<CgmRecord.Piece> pieces = CgmRecord.decode(bytes, features.cgmE2eCrc());
    if (pieces.size() == 1) {
      return one(pieces.getFirst().record(), payload, GattCodecs::said);
    }
    return pieces.stream().map(piece -> said(piece, payload, bytes)).toList();
  }

  static List<Said> sessionStart(Payload payload, byte[] bytes, DeviceFeatures features) {
    return one(CgmSessionStart.decode(bytes, features.cgmE2eCrc()), payload, GattCodecs::said);
  }

  /// What a sensor says of itself is kept as its state.
  static List<Said> cgmStatus(Payload payload, byte[] bytes, DeviceFeatures features) {
    return one(CgmStatus.decode(bytes, features.cgmE2eCrc()), payload, GattCodecs::said);
  }

  /// 0x2A36 has the form of 0x2A35 with the cuff's pressure first; it is on its way, no result.
  static List<Said> cuffPressure(Payload payload, byte[] bytes, DeviceFeatures features) {
    return one(
        BloodPressureMeasurement.decode(bytes),
        payload,
        (pressure, own) ->
            new Said.NoReading(
                "intermediate-value", "The cuff's pressure on its way is no blood pressure.", own));
  }

  static List<Said> composition(Payload payload, byte[] bytes, DeviceFeatures features) {
    return Xiaomi181b.looksLike(bytes)
        ? lookAlike(payload, "0x181B", "Body Composition Measurement", "xiaomi-181b")
        : one(BodyComposition.decode(bytes), payload, GattCodecs::said);
  }

  static List<Said> bloodPressure(Payload payload, byte[] bytes, DeviceFeatures features) {
    return one(BloodPressureMeasurement.decode(bytes), payload, GattCodecs::said);
  }

  static List<Said> weight(Payload payload, byte[] bytes, DeviceFeatures features) {
    return Xiaomi181d.looksLike(bytes)
        ? lookAlike(payload, "0x181D", "Weight Measurement", "xiaomi-181d")
        : one(WeightMeasurement.decode(bytes), payload, GattCodecs::said);
  }

  static List<Said> temperature(Payload payload, byte[] bytes, DeviceFeatures features) {
    return one(TemperatureMeasurement.decode(bytes), payload, GattCodecs::said);
  }

  private static Said said(GlucoseMeasurement glucose, Payload payload) {
    Set<Flag> flags = flags(glucose.trailingBytes());
    GattNumber concentration = glucose.concentration();
    if (concentration == null) {
      flags.add(Flag.NO_VALUE);
    } else {
      concentration.flag().ifPresent(flags::add);
    }
    if (glucose.typeReserved() || glucose.locationReserved()) {
      flags.add(Flag.RESERVED_CODE);
    }
    if (glucose.controlSolution()) {
      flags.add(Flag.CONTROL_SOLUTION);
    }
    Optional<Specimen> specimen =
        concentration == null ? Optional.empty() : Specimen.ofCode(glucose.type());
    boolean interstitial = specimen.filter(Specimen.INTERSTITIAL_FLUID::equals).isPresent();
    return new Said.Measured(
        interstitial ? Measure.INTERSTITIAL_GLUCOSE : Measure.BLOOD_GLUCOSE,
        time(glucose),
        "seq:" + glucose.sequence(),
        Amounts.single(concentration == null ? null : concentration.value()),
        glucose.molar() ? Unit.MOL_PER_L : Unit.KG_PER_L,
        specimen.orElse(null),
        site(glucose),
        null,
        flags,
        glucose.status(),
        payload);
  }

  private static Said.Time time(GlucoseMeasurement glucose) {
    Optional<Flag> noTime = glucose.baseTime().flag();
    if (noTime.isPresent()) {
      return new Said.Time.Unknown(noTime.get());
    }
    return glucose
        .deviceLocal()
        .<Said.Time>map(local -> new Said.Time.At(local.toInstant(ZoneOffset.UTC), null))
        .orElse(new Said.Time.Unknown(Flag.TIME_UNRELIABLE));
  }

  private static @Nullable BodySite site(GlucoseMeasurement glucose) {
    return switch (glucose.location()) {
      case 1 -> BodySite.FINGER;
      case 2 -> BodySite.ALTERNATE_SITE;
      case 3 -> BodySite.EARLOBE;
      default -> null;
    };
  }

  private static Said said(GlucoseContext context, Payload payload) {
    Set<Flag> flags = flags(context.trailingBytes());
    if (context.mealReserved()) {
      flags.add(Flag.RESERVED_CODE);
    }
    Integer meal = context.meal();
    return new Said.MealContext(
        context.sequence(), meal == null ? null : Meal.ofCode(meal).orElse(null), flags, payload);
  }

  private static Said said(CgmRecord.Piece piece, Payload whole, byte[] bytes) {
    Payload own = new Payload(whole.codec(), Arrays.copyOfRange(bytes, piece.from(), piece.end()));
    return one(piece.record(), own, GattCodecs::said).getFirst();
  }

  private static Said said(CgmRecord record, Payload payload) {
    Set<Flag> flags = flags(0);
    record.glucose().flag().ifPresent(flags::add);
    return new Said.Measured(
        Measure.INTERSTITIAL_GLUCOSE,
        new Said.Time.SinceSessionStart(record.offsetMin()),
        "off:" + record.offsetMin(),
        Amounts.single(record.glucose().value()),
        Unit.MG_PER_DL,
        Specimen.INTERSTITIAL_FLUID,
        null,
        null,
        flags,
        record.status(),
        payload);
  }

  private static Said said(CgmSessionStart start, Payload payload) {
    return new Said.SensorSession(
        start.dateTime().local().map(local -> local.toInstant(ZoneOffset.UTC)).orElse(null),
        start.utcOffsetMin().orElse(null),
        payload);
  }

  private static Said said(BloodPressureMeasurement pressure, Payload payload) {
    Set<Flag> flags = flags(pressure.trailingBytes());
    pressure.systolic().flag().ifPresent(flags::add);
    pressure.diastolic().flag().ifPresent(flags::add);
    if (pressure.userUnknown()) {
      flags.add(Flag.OWNER_AMBIGUOUS);
    }
    if (pressure.pulseRangeReserved()) {
      flags.add(Flag.RESERVED_CODE);
    }
    GattNumber pulse = pressure.pulse();
    return new Said.Measured(
        Measure.BLOOD_PRESSURE,
        time(pressure.timestamp()),
        null,
        new Amounts(
            pressure.systolic().value(),
            pressure.diastolic().value(),
            pressure.mean().value(),
            pulse == null ? null : pulse.value()),
        pressure.kilopascal() ? Unit.KPA : Unit.MM_HG,
        null,
        null,
        null,
        flags,
        pressure.status(),
        payload);
  }

  private static Said said(WeightMeasurement weight, Payload payload) {
    Set<Flag> flags = flags(weight.trailingBytes());
    if (weight.weight().isEmpty()) {
      flags.add(Flag.NOT_A_NUMBER);
    }
    if (weight.userUnknown()) {
      flags.add(Flag.OWNER_AMBIGUOUS);
    }
    return new Said.Measured(
        Measure.BODY_WEIGHT,
        time(weight.timestamp()),
        null,
        Amounts.single(weight.weight().orElse(null)),
        weight.unit(),
        null,
        null,
        null,
        flags,
        Set.of(),
        payload);
  }

  private static Said said(CgmStatus sensor, Payload payload) {
    String words =
        sensor.status().stream()
            .map(status -> "\"" + status.word() + "\"")
            .sorted()
            .collect(Collectors.joining(","));
    return new Said.State(
        "{\"cgmStatus\":{\"offsetMin\":" + sensor.offsetMin() + ",\"status\":[" + words + "]}}",
        payload);
  }

  /// The weight is a reading; without one, the record holds nothing of it.
  private static Said said(BodyComposition composition, Payload payload) {
    Set<Flag> flags = flags(composition.trailingBytes());
    if (composition.userUnknown()) {
      flags.add(Flag.OWNER_AMBIGUOUS);
    }
    Said.Time time = time(composition.timestamp());
    Optional<BigDecimal> weight = composition.mass(composition.rawWeight());
    return weight.isEmpty()
        ? new Said.Unheld("body-composition", null, "", time, flags, payload)
        : new Said.Measured(
            Measure.BODY_WEIGHT,
            time,
            null,
            Amounts.single(weight.get()),
            composition.massUnit(),
            null,
            null,
            null,
            flags,
            Set.of(),
            payload);
  }

  private static List<Said> lookAlike(
      Payload payload, String service, String characteristic, String codec) {
    return List.of(
        new Said.Unreadable(
            "look-alike",
            "This is the frame that Mi scales advertise under "
                + service
                + ", not a "
                + characteristic
                + "; send it as "
                + codec
                + ".",
            payload));
  }

  private static Said said(TemperatureMeasurement temperature, Payload payload) {
    Set<Flag> flags = flags(temperature.trailingBytes());
    temperature.temperature().flag().ifPresent(flags::add);
    if (temperature.typeReserved()) {
      flags.add(Flag.RESERVED_CODE);
    }
    return new Said.Measured(
        Measure.BODY_TEMPERATURE,
        time(temperature.timestamp()),
        null,
        Amounts.single(temperature.temperature().value()),
        temperature.fahrenheit() ? Unit.FAHRENHEIT : Unit.CELSIUS,
        null,
        temperature.site().orElse(null),
        null,
        flags,
        Set.of(),
        payload);
  }

  private static Said.Time time(@Nullable GattDateTime stamp) {
    if (stamp == null) {
      return Said.Time.OnReceipt.NOW;
    }
    Optional<Flag> noTime = stamp.flag();
    if (noTime.isPresent()) {
      return new Said.Time.Unknown(noTime.get());
    }
    return new Said.Time.At(stamp.local().orElseThrow().toInstant(ZoneOffset.UTC), null);
  }

  private static Set<Flag> flags(int trailingBytes) {
    return trailingBytes > 0 ? EnumSet.of(Flag.TRAILING_BYTES) : EnumSet.noneOf(Flag.class);
  }

  private static <T> List<Said> one(
      Decoded<T> decoded, Payload payload, BiFunction<T, Payload, Said> say) {
    return List.of(
        switch (decoded) {
          case Decoded.Value<T>(T value) -> say.apply(value, payload);
          case Decoded.Failed<T>(String error, String mend) ->
              new Said.Unreadable(error, mend, payload);
        });
  }
}
