package org.trousse.sdk.device;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Quantity;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Meal;

/// What a Bluetooth health device writes: values of the GATT characteristics of the Glucose, CGM,
/// Blood Pressure, Weight Scale and Health Thermometer services, byte for byte. A value that the
/// format cannot hold with all its digits is refused, never rounded; the weight alone is rounded to
/// the scale's resolution.
public final class GattWriter {
  private static final BigDecimal KG_RESOLUTION = new BigDecimal("0.005");
  private static final BigDecimal POUND_RESOLUTION = new BigDecimal("0.01");
  private static final int MINUTES_PER_QUARTER = 15;
  private static final int LOCATION_NOT_AVAILABLE = 15;
  private static final int TEMPERATURE_TYPE_FIRST = BodySite.ARMPIT.code();
  private static final int TEMPERATURE_TYPE_LAST = BodySite.TYMPANUM.code();

  /// The status bits of the Glucose Measurement, bit 0 first.
  private static final List<DeviceStatus> GLUCOSE_STATUS =
      List.of(
          DeviceStatus.BATTERY_LOW,
          DeviceStatus.SENSOR_MALFUNCTION,
          DeviceStatus.SAMPLE_INSUFFICIENT,
          DeviceStatus.STRIP_INSERTION_ERROR,
          DeviceStatus.STRIP_TYPE_INCORRECT,
          DeviceStatus.RESULT_TOO_HIGH,
          DeviceStatus.RESULT_TOO_LOW,
          DeviceStatus.TEMPERATURE_TOO_HIGH,
          DeviceStatus.TEMPERATURE_TOO_LOW,
          DeviceStatus.READ_INTERRUPTED,
          DeviceStatus.GENERAL_FAULT,
          DeviceStatus.TIME_FAULT);

  /// The three status octets of the CGM Measurement, each bit 0 first.
  private static final List<DeviceStatus> CGM_STATUS =
      List.of(
          DeviceStatus.SESSION_STOPPED,
          DeviceStatus.BATTERY_LOW,
          DeviceStatus.SENSOR_TYPE_INCORRECT,
          DeviceStatus.SENSOR_MALFUNCTION,
          DeviceStatus.DEVICE_ALERT,
          DeviceStatus.GENERAL_FAULT);

  private static final List<DeviceStatus> CGM_CALIBRATION =
      List.of(
          DeviceStatus.TIME_SYNC_REQUIRED,
          DeviceStatus.CALIBRATION_NOT_ALLOWED,
          DeviceStatus.CALIBRATION_RECOMMENDED,
          DeviceStatus.CALIBRATION_REQUIRED,
          DeviceStatus.SENSOR_TEMPERATURE_TOO_HIGH,
          DeviceStatus.SENSOR_TEMPERATURE_TOO_LOW);

  private static final List<DeviceStatus> CGM_WARNING =
      List.of(
          DeviceStatus.BELOW_PATIENT_LOW,
          DeviceStatus.ABOVE_PATIENT_HIGH,
          DeviceStatus.BELOW_HYPO,
          DeviceStatus.ABOVE_HYPER,
          DeviceStatus.RATE_OF_DECREASE_EXCEEDED,
          DeviceStatus.RATE_OF_INCREASE_EXCEEDED,
          DeviceStatus.RESULT_TOO_LOW_FOR_DEVICE,
          DeviceStatus.RESULT_TOO_HIGH_FOR_DEVICE);

  private GattWriter() {}

  /// A meter's measurement.
  ///
  /// @param baseTime the meter's clock, no zone; null when it is not set
  /// @param offsetMinutes what the user moved the clock by since; null leaves the field out
  /// @param level mg/dL or mmol/L; null leaves concentration, type and location out
  /// @param site finger, alternate site or earlobe; null says "not available"
  /// @param contextFollows whether a [GlucoseContext] of the same sequence comes after
  public record Glucose(
      int sequence,
      @Nullable LocalDateTime baseTime,
      @Nullable Integer offsetMinutes,
      @Nullable Quantity level,
      Specimen specimen,
      @Nullable BodySite site,
      Set<DeviceStatus> status,
      boolean contextFollows) {
    public Glucose {
      status = Set.copyOf(status);
    }
  }

  /// What a meter adds to the measurement of the same sequence.
  public record GlucoseContext(int sequence, Meal meal) {}

  /// One record of a continuous sensor.
  ///
  /// @param level mg/dL; null is written as NaN
  /// @param offsetMinutes since the start of the session
  /// @param trend mg/dL per minute
  /// @param qualityPercent how far the sensor trusts the value
  public record Cgm(
      @Nullable BigDecimal level,
      int offsetMinutes,
      Set<DeviceStatus> status,
      @Nullable BigDecimal trend,
      @Nullable BigDecimal qualityPercent) {
    public Cgm {
      status = Set.copyOf(status);
    }
  }

  /// A cuff's measurement.
  ///
  /// @param mean often not computed by the cuff: null is written as NaN
  /// @param unit mm[Hg] or kPa
  /// @param user the cuff's user number
  public record Pressure(
      BigDecimal systolic,
      BigDecimal diastolic,
      @Nullable BigDecimal mean,
      Unit unit,
      @Nullable LocalDateTime time,
      @Nullable BigDecimal pulse,
      @Nullable Integer user,
      Set<DeviceStatus> status) {
    public Pressure {
      status = Set.copyOf(status);
    }
  }

  /// A scale's measurement, `kg` or `[lb_av]`.
  public record Weight(Quantity mass, @Nullable LocalDateTime time, @Nullable Integer user) {}

  /// A thermometer's measurement, `Cel` or `[degF]`; a null degree is written as NaN.
  public record Temperature(
      @Nullable BigDecimal degrees,
      Unit unit,
      @Nullable LocalDateTime time,
      @Nullable BodySite site) {}

  /// Glucose Measurement, 0x2A18.
  public static byte[] glucose(Glucose said) {
    Quantity level = said.level();
    boolean molar = level != null && level.unit() == Unit.MMOL_PER_L;
    int flags =
        bit(0, said.offsetMinutes() != null)
            | bit(1, level != null)
            | bit(2, molar)
            | bit(3, !said.status().isEmpty())
            | bit(4, said.contextFollows());
    GattBytes bytes = new GattBytes().u8(flags).u16(said.sequence()).dateTime(said.baseTime());
    if (said.offsetMinutes() != null) {
      bytes.i16(said.offsetMinutes());
    }
    if (level != null) {
      bytes
          .sfloat(level.value().movePointLeft(pointsToBaseUnit(level.unit())))
          .u8((location(said.site()) << 4) | said.specimen().code());
    }
    if (!said.status().isEmpty()) {
      bytes.u16(bits(GLUCOSE_STATUS, said.status()));
    }
    return bytes.bytes();
  }

  /// Glucose Measurement Context, 0x2A34, with the meal alone.
  public static byte[] glucoseContext(GlucoseContext said) {
    return new GattBytes().u8(0x02).u16(said.sequence()).u8(said.meal().code()).bytes();
  }

  /// CGM Measurement, 0x2AA7.
  ///
  /// @param withCrc as the device's CGM Feature declares
  public static byte[] cgm(Cgm said, boolean withCrc) {
    int status = bits(CGM_STATUS, said.status());
    int calibration = bits(CGM_CALIBRATION, said.status());
    int warning = bits(CGM_WARNING, said.status());
    int flags =
        bit(0, said.trend() != null)
            | bit(1, said.qualityPercent() != null)
            | bit(5, warning != 0)
            | bit(6, calibration != 0)
            | bit(7, status != 0);
    GattBytes body = new GattBytes().u8(flags).sfloat(said.level()).u16(said.offsetMinutes());
    for (int octet : new int[] {status, calibration, warning}) {
      if (octet != 0) {
        body.u8(octet);
      }
    }
    if (said.trend() != null) {
      body.sfloat(said.trend());
    }
    if (said.qualityPercent() != null) {
      body.sfloat(said.qualityPercent());
    }
    GattBytes bytes = new GattBytes().u8(1 + body.size() + (withCrc ? 2 : 0));
    for (byte each : body.bytes()) {
      bytes.u8(each & 0xFF);
    }
    return withCrc ? bytes.crc().bytes() : bytes.bytes();
  }

  /// CGM Session Start Time, 0x2AAA: local time, standard offset and daylight saving apart.
  public static byte[] cgmSession(ZonedDateTime start, boolean withCrc) {
    var rules = start.getZone().getRules();
    int standardMinutes = rules.getStandardOffset(start.toInstant()).getTotalSeconds() / 60;
    Duration saving = rules.getDaylightSavings(start.toInstant());
    GattBytes bytes =
        new GattBytes()
            .dateTime(start.toLocalDateTime())
            .i8(standardMinutes / MINUTES_PER_QUARTER)
            .u8((int) (saving.toMinutes() / MINUTES_PER_QUARTER));
    return withCrc ? bytes.crc().bytes() : bytes.bytes();
  }

  /// Blood Pressure Measurement, 0x2A35.
  public static byte[] pressure(Pressure said) {
    int flags =
        bit(0, oneOf(said.unit(), Unit.MM_HG, Unit.KPA) == Unit.KPA)
            | bit(1, said.time() != null)
            | bit(2, said.pulse() != null)
            | bit(3, said.user() != null)
            | bit(4, !said.status().isEmpty());
    GattBytes bytes =
        new GattBytes()
            .u8(flags)
            .sfloat(said.systolic())
            .sfloat(said.diastolic())
            .sfloat(said.mean());
    if (said.time() != null) {
      bytes.dateTime(said.time());
    }
    if (said.pulse() != null) {
      bytes.sfloat(said.pulse());
    }
    if (said.user() != null) {
      bytes.u8(said.user());
    }
    if (!said.status().isEmpty()) {
      bytes.u16(pressureStatus(said.status()));
    }
    return bytes.bytes();
  }

  /// Weight Measurement, 0x2A9D, in the default resolution: 0.005 kg or 0.01 lb.
  public static byte[] weight(Weight said) {
    boolean imperial = oneOf(said.mass().unit(), Unit.KG, Unit.POUND) == Unit.POUND;
    BigDecimal resolution = imperial ? POUND_RESOLUTION : KG_RESOLUTION;
    int steps = said.mass().value().divide(resolution, 0, RoundingMode.HALF_UP).intValueExact();
    GattBytes bytes =
        new GattBytes()
            .u8(bit(0, imperial) | bit(1, said.time() != null) | bit(2, said.user() != null))
            .u16(steps);
    if (said.time() != null) {
      bytes.dateTime(said.time());
    }
    if (said.user() != null) {
      bytes.u8(said.user());
    }
    return bytes.bytes();
  }

  /// Temperature Measurement, 0x2A1C.
  public static byte[] temperature(Temperature said) {
    boolean fahrenheit = oneOf(said.unit(), Unit.CELSIUS, Unit.FAHRENHEIT) == Unit.FAHRENHEIT;
    BodySite site = said.site();
    GattBytes bytes =
        new GattBytes()
            .u8(bit(0, fahrenheit) | bit(1, said.time() != null) | bit(2, site != null))
            .float32(said.degrees());
    if (said.time() != null) {
      bytes.dateTime(said.time());
    }
    if (site != null) {
      bytes.u8(temperatureType(site));
    }
    return bytes.bytes();
  }

  private static int bit(int place, boolean set) {
    return set ? 1 << place : 0;
  }

  private static int bits(List<DeviceStatus> places, Set<DeviceStatus> set) {
    int bits = 0;
    for (int place = 0; place < places.size(); place++) {
      bits |= bit(place, set.contains(places.get(place)));
    }
    return bits;
  }

  /// The pulse's range is a number in bits 3 and 4: 1 above, 2 below.
  private static int pressureStatus(Set<DeviceStatus> set) {
    return bit(0, set.contains(DeviceStatus.BODY_MOVEMENT))
        | bit(1, set.contains(DeviceStatus.CUFF_TOO_LOOSE))
        | bit(2, set.contains(DeviceStatus.IRREGULAR_PULSE))
        | bit(3, set.contains(DeviceStatus.PULSE_ABOVE_RANGE))
        | bit(4, set.contains(DeviceStatus.PULSE_BELOW_RANGE))
        | bit(5, set.contains(DeviceStatus.IMPROPER_POSITION));
  }

  /// The wire's units are kg/L (100,000 mg/dL) and mol/L (1,000 mmol/L).
  private static int pointsToBaseUnit(Unit unit) {
    return oneOf(unit, Unit.MG_PER_DL, Unit.MMOL_PER_L) == Unit.MG_PER_DL ? 5 : 3;
  }

  private static int location(@Nullable BodySite site) {
    if (site == null) {
      return LOCATION_NOT_AVAILABLE;
    }
    if (site.code() > BodySite.EARLOBE.code()) {
      throw new IllegalArgumentException("no meter says " + site.word());
    }
    return site.code();
  }

  private static int temperatureType(BodySite site) {
    if (site == BodySite.FINGER) {
      return 4;
    }
    if (site.code() < TEMPERATURE_TYPE_FIRST || site.code() > TEMPERATURE_TYPE_LAST) {
      throw new IllegalArgumentException("no thermometer says " + site.word());
    }
    int place = site.code() - TEMPERATURE_TYPE_FIRST + 1;
    return place < 4 ? place : place + 1;
  }

  private static Unit oneOf(Unit unit, Unit first, Unit second) {
    if (unit != first && unit != second) {
      throw new IllegalArgumentException(
          "this device says " + first.ucum() + " or " + second.ucum() + ", not " + unit.ucum());
    }
    return unit;
  }
}
