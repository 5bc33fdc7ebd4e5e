package org.trousse.platform.demo.people;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.platform.demo.people.DemoPerson.Event;
import org.trousse.sdk.device.GattWriter;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Quantity;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.simulator.GlucoseSimulator;
import org.trousse.sdk.simulator.PressureSimulator;
import org.trousse.sdk.simulator.TemperatureSimulator;
import org.trousse.sdk.simulator.WeightSimulator;

/// What the devices of one demo person measure at a moment. The same person, moment and day always
/// give the same, so that history and live readings join without a seam.
public final class DemoBody {
  /// mg/dL in one mmol/L of glucose.
  private static final BigDecimal MG_PER_DL_IN_MMOL_PER_L = new BigDecimal("18.0156");

  /// A meter's numbers have sixteen bits; one every twenty seconds comes round after 15 days.
  private static final int SEQUENCE_SECONDS = 20;

  private static final int SEQUENCE_MASK = 0xFFFF;
  private static final int USUAL_PULSE = 72;

  private final DemoPerson person;
  private final ZoneId zone;
  private final GlucoseSimulator glucose;
  private final PressureSimulator pressure;
  private final WeightSimulator weight;
  private final TemperatureSimulator temperature;

  public DemoBody(DemoPerson person, ZoneId zone) {
    this.person = person;
    this.zone = zone;
    DemoPerson.Body body = person.body();
    this.glucose = new GlucoseSimulator(body.glucose(), person.seed());
    this.pressure =
        new PressureSimulator(body.systolic(), body.diastolic(), USUAL_PULSE, person.seed());
    this.weight = new WeightSimulator(body.kilograms(), person.seed());
    this.temperature = new TemperatureSimulator(person.seed());
  }

  /// When the fever began that a feverish person has on `today`.
  public static LocalDateTime feverOnset(LocalDate today) {
    return today.minusDays(2).atTime(14, 0);
  }

  /// What `kind` of device measures at `at`; empty while a sensor warms up.
  ///
  /// @param meal known to whoever measures with a meter
  /// @param today the day on which the person's event is told
  public Optional<Taken> take(
      DemoDevice.Kind kind, LocalDateTime at, @Nullable Meal meal, LocalDate today) {
    LocalDateTime time = at.truncatedTo(ChronoUnit.SECONDS);
    return switch (kind) {
      case SENSOR -> sensor(time);
      case METER -> Optional.of(meter(time, meal));
      case MOLAR_METER -> Optional.of(molarMeter(time, meal));
      case CUFF -> Optional.of(cuff(time));
      case SCALE -> Optional.of(scale(time, today));
      case THERMOMETER -> Optional.of(thermometer(time, today));
    };
  }

  /// The format counts whole minutes since the session's start, so a sensor that reads more often
  /// says the start anew, to the second, before each reading; else two readings of one minute would
  /// be one.
  private Optional<Taken> sensor(LocalDateTime time) {
    return glucose.sensor(time).map(shown -> sensorReading(time, BigDecimal.valueOf(shown)));
  }

  private Taken sensorReading(LocalDateTime time, BigDecimal shown) {
    int minute = (int) Duration.between(glucose.sensorStart(time), time).toMinutes();
    LocalDateTime start = time.minusMinutes(minute);
    byte[] session = GattWriter.cgmSession(start.atZone(zone), true);
    byte[] bytes = GattWriter.cgm(new GattWriter.Cgm(shown, minute, Set.of(), null, null), false);
    return new Taken(
        Measure.INTERSTITIAL_GLUCOSE,
        time,
        minute,
        Amounts.single(shown),
        null,
        Specimen.INTERSTITIAL_FLUID,
        null,
        null,
        List.of(new Payload("gatt-2aaa", session)),
        new Payload("gatt-2aa7", bytes),
        List.of());
  }

  private Taken meter(LocalDateTime time, @Nullable Meal meal) {
    BigDecimal level = BigDecimal.valueOf(Math.round(glucose.blood(time)));
    return strip(time, meal, new Quantity(level, Unit.MG_PER_DL), level, null);
  }

  private Taken molarMeter(LocalDateTime time, @Nullable Meal meal) {
    BigDecimal said =
        BigDecimal.valueOf(glucose.blood(time))
            .divide(MG_PER_DL_IN_MMOL_PER_L, 1, RoundingMode.HALF_UP);
    BigDecimal level = said.multiply(MG_PER_DL_IN_MMOL_PER_L).setScale(0, RoundingMode.HALF_UP);
    Reading.Original original = new Reading.Original(Amounts.single(said), Unit.MMOL_PER_L);
    return strip(time, meal, new Quantity(said, Unit.MMOL_PER_L), level, original);
  }

  private static Taken strip(
      LocalDateTime time,
      @Nullable Meal meal,
      Quantity said,
      BigDecimal level,
      Reading.@Nullable Original original) {
    int sequence = (int) (time.toEpochSecond(ZoneOffset.UTC) / SEQUENCE_SECONDS & SEQUENCE_MASK);
    byte[] bytes =
        GattWriter.glucose(
            new GattWriter.Glucose(
                sequence,
                time,
                null,
                said,
                Specimen.CAPILLARY_PLASMA,
                BodySite.FINGER,
                Set.of(),
                meal != null));
    return new Taken(
        Measure.BLOOD_GLUCOSE,
        time,
        sequence,
        Amounts.single(level),
        original,
        Specimen.CAPILLARY_PLASMA,
        BodySite.FINGER,
        meal,
        List.of(),
        new Payload("gatt-2a18", bytes),
        meal == null ? List.of() : List.of(context(sequence, meal)));
  }

  private static Payload context(int sequence, Meal meal) {
    return new Payload(
        "gatt-2a34", GattWriter.glucoseContext(new GattWriter.GlucoseContext(sequence, meal)));
  }

  private Taken cuff(LocalDateTime time) {
    PressureSimulator.Pressure found = pressure.at(time);
    Amounts amounts =
        new Amounts(
            BigDecimal.valueOf(found.systolic()),
            BigDecimal.valueOf(found.diastolic()),
            BigDecimal.valueOf(found.mean()),
            BigDecimal.valueOf(found.pulse()));
    byte[] bytes =
        GattWriter.pressure(
            new GattWriter.Pressure(
                BigDecimal.valueOf(found.systolic()),
                BigDecimal.valueOf(found.diastolic()),
                amounts.mean(),
                Unit.MM_HG,
                time,
                amounts.pulse(),
                null,
                Set.of()));
    return plain(Measure.BLOOD_PRESSURE, time, amounts, null, new Payload("gatt-2a35", bytes));
  }

  private Taken scale(LocalDateTime time, LocalDate today) {
    BigDecimal shown =
        person.body().event() == Event.WEIGHT_GAIN
            ? weight.retaining(time, today)
            : weight.at(time);
    BigDecimal kilograms = shown.setScale(3, RoundingMode.HALF_UP);
    byte[] bytes =
        GattWriter.weight(new GattWriter.Weight(new Quantity(kilograms, Unit.KG), time, null));
    return plain(
        Measure.BODY_WEIGHT,
        time,
        Amounts.single(kilograms),
        null,
        new Payload("gatt-2a9d", bytes));
  }

  private Taken thermometer(LocalDateTime time, LocalDate today) {
    BigDecimal degrees =
        person.body().event() == Event.FEVER
            ? temperature.feverish(time, feverOnset(today))
            : temperature.at(time);
    byte[] bytes =
        GattWriter.temperature(
            new GattWriter.Temperature(degrees, Unit.CELSIUS, time, BodySite.EAR));
    return plain(
        Measure.BODY_TEMPERATURE,
        time,
        Amounts.single(degrees),
        BodySite.EAR,
        new Payload("gatt-2a1c", bytes));
  }

  private static Taken plain(
      Measure measure,
      LocalDateTime time,
      Amounts amounts,
      @Nullable BodySite site,
      Payload payload) {
    return new Taken(
        measure, time, 0, amounts, null, null, site, null, List.of(), payload, List.of());
  }
}
