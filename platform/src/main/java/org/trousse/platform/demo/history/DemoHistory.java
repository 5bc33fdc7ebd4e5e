package org.trousse.platform.demo.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.trousse.platform.demo.people.DemoBody;
import org.trousse.platform.demo.people.DemoDevice;
import org.trousse.platform.demo.people.DemoPerson;
import org.trousse.platform.demo.people.DemoPerson.Event;
import org.trousse.platform.demo.people.Taken;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.simulator.GlucoseSimulator;

/// What a demo person's devices measured from fourteen days before today's midnight up to now, as
/// if each reading had reached the record when it was taken.
///
/// Times and identities depend on the person and the day alone, so filling twice on one day, or
/// again tomorrow, meets the readings that stand already.
public final class DemoHistory {
  public static final int DAYS = 14;

  private static final Duration ON_THE_WAY = Duration.ofSeconds(2);
  private static final int JITTER_S = 20 * 60;
  private static final int MICROS_PER_SECOND = 1_000_000;

  private final Instant now;
  private final ZoneId zone;
  private final LocalDate today;

  public DemoHistory(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
    this.today = LocalDate.ofInstant(now, zone);
  }

  /// The readings of all live devices of `person`, each device's in order of time.
  ///
  /// @param newest where the record's readings of a measure end; only later ones are told. Glucose
  ///   begins a day earlier, so that a filling that was cut short leaves no hole; the others, whose
  ///   story is told from today, begin right there
  public List<Reading> of(DemoPerson person, Map<Measure, Instant> newest) {
    DemoBody body = new DemoBody(person, zone);
    List<Reading> readings = new ArrayList<>();
    for (DemoDevice device : person.devices()) {
      if (device.live()) {
        Instant after = after(device.kind().measure(), newest);
        moments(person, device).stream()
            .filter(moment -> moment.at().isAfter(after) && !moment.at().isAfter(now))
            .forEach(moment -> add(readings, person, device, body, moment));
      }
    }
    return readings;
  }

  private record Moment(Instant at, @Nullable Meal meal) {}

  private void add(
      List<Reading> readings, DemoPerson person, DemoDevice device, DemoBody body, Moment moment) {
    LocalDateTime local = LocalDateTime.ofInstant(moment.at(), zone);
    body.take(device.kind(), local, moment.meal(), today)
        .map(taken -> reading(taken, person, device, moment.at(), readings.size()))
        .ifPresent(readings::add);
  }

  /// Received two seconds later, in a microsecond that this run gives to no other reading of the
  /// second.
  private Reading reading(
      Taken taken, DemoPerson person, DemoDevice device, Instant at, int place) {
    long run = ChronoUnit.MICROS.between(now.truncatedTo(ChronoUnit.SECONDS), now);
    Instant received =
        at.plus(ON_THE_WAY)
            .truncatedTo(ChronoUnit.SECONDS)
            .plus((run + place) % MICROS_PER_SECOND, ChronoUnit.MICROS);
    return taken.reading(person.id(), device.id(), zone.getRules().getOffset(at), received);
  }

  private Instant after(Measure measure, Map<Measure, Instant> newest) {
    Instant found = newest.get(measure);
    if (found == null) {
      return Instant.MIN;
    }
    boolean glucose = measure == Measure.INTERSTITIAL_GLUCOSE || measure == Measure.BLOOD_GLUCOSE;
    return glucose ? found.minus(1, ChronoUnit.DAYS) : found;
  }

  private List<Moment> moments(DemoPerson person, DemoDevice device) {
    List<Moment> moments = new ArrayList<>();
    for (LocalDate day = today.minusDays(DAYS); !day.isAfter(today); day = day.plusDays(1)) {
      switch (device.kind()) {
        case SENSOR -> everyFiveMinutes(moments, person, day);
        case METER, MOLAR_METER -> beforeMeals(moments, person, day);
        case CUFF -> {
          add(moments, person, day, LocalTime.of(7, 40), null);
          add(moments, person, day, LocalTime.of(20, 10), null);
        }
        case SCALE -> add(moments, person, day, LocalTime.of(7, 10), null);
        case THERMOMETER -> temperatures(moments, person, day);
      }
    }
    return moments;
  }

  private void everyFiveMinutes(List<Moment> moments, DemoPerson person, LocalDate day) {
    Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
    Instant at = day.atStartOfDay(zone).toInstant();
    while (at.isBefore(end)) {
      if (!inGap(person, at)) {
        moments.add(new Moment(at, null));
      }
      at = at.plus(GlucoseSimulator.STEP);
    }
  }

  /// Two whole days, four days ago.
  private boolean inGap(DemoPerson person, Instant at) {
    Instant end = today.minusDays(4).atTime(9, 0).atZone(zone).toInstant();
    return person.body().event() == Event.SENSOR_GAP
        && at.isBefore(end)
        && !at.isBefore(end.minus(2, ChronoUnit.DAYS));
  }

  private void beforeMeals(List<Moment> moments, DemoPerson person, LocalDate day) {
    add(moments, person, day, LocalTime.of(6, 55), Meal.FASTING);
    add(moments, person, day, LocalTime.of(11, 50), Meal.PREPRANDIAL);
    add(moments, person, day, LocalTime.of(14, 10), Meal.POSTPRANDIAL);
    add(moments, person, day, LocalTime.of(18, 50), Meal.PREPRANDIAL);
    add(moments, person, day, LocalTime.of(22, 30), Meal.BEDTIME);
  }

  /// Every four hours from the fever's beginning; else in the morning and in the evening.
  private void temperatures(List<Moment> moments, DemoPerson person, LocalDate day) {
    LocalDateTime onset = DemoBody.feverOnset(today);
    for (int hour = 0; hour < 24; hour += 4) {
      boolean usual = hour == 8 || hour == 20;
      boolean ill = person.body().event() == Event.FEVER && day.atTime(hour, 0).isAfter(onset);
      if (usual || ill) {
        add(moments, person, day, LocalTime.of(hour, 0), null);
      }
    }
  }

  /// At `time` or up to twenty minutes later.
  private void add(
      List<Moment> moments, DemoPerson person, LocalDate day, LocalTime time, @Nullable Meal meal) {
    long place = day.toEpochDay() * 24 + time.getHour();
    int late = new SplittableRandom(person.seed() ^ place).nextInt(JITTER_S);
    moments.add(new Moment(day.atTime(time).plusSeconds(late).atZone(zone).toInstant(), meal));
  }
}
