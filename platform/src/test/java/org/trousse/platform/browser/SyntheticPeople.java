package org.trousse.platform.browser;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.trousse.platform.page.DemoPerson;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.reading.StoredReading;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.reading.Reading.Original;

/// Invented people with a fortnight of invented readings, the same at every run.
final class SyntheticPeople {
  static final Instant NOW = Instant.parse("2026-11-22T13:32:05Z");
  static final ZoneId ZONE = ZoneId.of("Europe/Paris");

  static final DemoPerson NIGHT_LOWS =
      person("1", "Odile Exemple", "Hypoglycémies la nuit, deux jours sans capteur", "Night lows");
  static final DemoPerson METER =
      person("2", "Ruben Fictif", "Lecteur en mmol/L, cinq mesures par jour", "A mmol/L meter");
  static final DemoPerson DOUBTS =
      person("3", "Nour Specimen", "Mesures douteuses et anciennes", "Doubtful, old readings");
  static final DemoPerson NOBODY =
      person("4", "Théo Modèle", "Dossier encore vide", "A record still empty");
  static final List<DemoPerson> ALL = List.of(NIGHT_LOWS, METER, DOUBTS, NOBODY);

  private SyntheticPeople() {}

  private static DemoPerson person(String id, String name, String french, String english) {
    return new DemoPerson(id, name, french + ".", english + ".", "token-" + id);
  }

  static PatientId id(DemoPerson person) {
    return new PatientId(Long.parseLong(person.id()));
  }

  static PatientRow row(PatientId id) {
    String name = ALL.get((int) id.value() - 1).name();
    int space = name.indexOf(' ');
    LocalDate born = LocalDate.of(1943, 4, 17);
    return new PatientRow(id, name.substring(0, space), name.substring(space + 1), born, true);
  }

  static List<StoredReading> readings(PatientId id) {
    List<StoredReading> readings = new ArrayList<>();
    switch ((int) id.value()) {
      case 1 -> nightLows(readings);
      case 2 -> meter(readings);
      case 3 -> doubts(readings);
      default -> {}
    }
    readings.sort(Comparator.comparing(stored -> stored.reading().effectiveAt()));
    return readings;
  }

  static List<StoredReading> latest(PatientId id) {
    Map<Measure, StoredReading> latest = new EnumMap<>(Measure.class);
    readings(id).forEach(stored -> latest.put(stored.reading().measure(), stored));
    return List.copyOf(latest.values());
  }

  private static void nightLows(List<StoredReading> readings) {
    Random noise = new Random(7);
    for (int step = 14 * 288; step >= 0; step--) {
      Instant at = NOW.minusSeconds(step * 300L + 125);
      double days = step / 288.0;
      boolean silent = days > 5.2 && days < 7.3;
      if (!silent) {
        double level = level(at.atZone(ZONE).toLocalTime().toSecondOfDay() / 3600.0, days, noise);
        add(readings, 1, Measure.INTERSTITIAL_GLUCOSE, at, whole(level), Set.of());
      }
    }
    for (int day = 0; day < 14; day++) {
      Instant morning = NOW.minus(Duration.ofDays(day)).minusSeconds(21_000);
      add(readings, 1, Measure.BLOOD_GLUCOSE, morning, whole(95 + day * 7 % 60), Set.of());
      add(
          readings,
          1,
          Measure.BLOOD_PRESSURE,
          morning,
          new Amounts(new BigDecimal(134 + day % 5), new BigDecimal(81), null, new BigDecimal(68)),
          Set.of());
      String weight = "67." + (9 - day % 4) + "0";
      add(readings, 1, Measure.BODY_WEIGHT, morning, decimal(weight), Set.of());
    }
    Instant fever = NOW.minus(Duration.ofDays(2));
    add(readings, 1, Measure.BODY_TEMPERATURE, fever, decimal("36.8"), Set.of(Flag.BACKFILLED));
  }

  /// Three meals, a dip at three in the night of every other day, noise.
  private static double level(double hour, double days, Random noise) {
    double level = 118 + noise.nextGaussian() * 3 + Math.sin(days * 3) * 8;
    double[] meals = {8, 12.75, 19.75};
    for (double meal : meals) {
      double since = hour - meal;
      level += since > 0 ? 210 * since * Math.exp(-since * 1.35) * (1 + Math.sin(days) / 3) : 0;
    }
    boolean low = ((int) Math.floor(days + 0.4)) % 2 == 0;
    return low ? level - 66 * Math.exp(-Math.pow((hour - 3.2) / 1.1, 2)) : level;
  }

  private static void meter(List<StoredReading> readings) {
    Random noise = new Random(8);
    for (int mark = 0; mark < 60; mark++) {
      Instant at = NOW.minusSeconds(9_000L + mark * 17_400L);
      BigDecimal mmol =
          BigDecimal.valueOf(7.4 + noise.nextGaussian() * 2).setScale(1, RoundingMode.HALF_UP);
      BigDecimal mg = mmol.multiply(new BigDecimal("18.0156"));
      Original original = new Original(Amounts.single(mmol), Unit.MMOL_PER_L);
      readings.add(
          stored(
              2,
              Measure.BLOOD_GLUCOSE,
              at,
              Amounts.single(mg),
              original,
              Meal.PREPRANDIAL,
              Set.of(Flag.CONVERTED)));
    }
  }

  private static void doubts(List<StoredReading> readings) {
    add(readings, 3, Measure.BLOOD_GLUCOSE, NOW.minusSeconds(600), Amounts.NONE, Set.of(Flag.HI));
    Amounts high = new Amounts(new BigDecimal(184), new BigDecimal(112), null, null);
    add(
        readings,
        3,
        Measure.BLOOD_PRESSURE,
        NOW.minusSeconds(7_200),
        high,
        Set.of(Flag.CRITICAL_BLOOD_PRESSURE, Flag.CLOCK_CORRECTED));
    Instant old = NOW.minus(Duration.ofDays(9));
    add(readings, 3, Measure.BODY_WEIGHT, old, decimal("81.35"), Set.of(Flag.SELF_REPORTED));
  }

  private static Amounts whole(double level) {
    return Amounts.single(new BigDecimal(Math.round(level)));
  }

  private static Amounts decimal(String digits) {
    return Amounts.single(new BigDecimal(digits));
  }

  private static void add(
      List<StoredReading> to, int who, Measure measure, Instant at, Amounts said, Set<Flag> flags) {
    to.add(stored(who, measure, at, said, null, null, flags));
  }

  private static StoredReading stored(
      int who,
      Measure measure,
      Instant at,
      Amounts amounts,
      Original original,
      Meal meal,
      Set<Flag> flags) {
    DeviceId device = new DeviceId("demo", measure.word() + "-" + who);
    String label =
        switch (measure) {
          case BLOOD_GLUCOSE -> "Lecteur de glycémie simulé";
          case INTERSTITIAL_GLUCOSE -> "Capteur de glucose simulé";
          case BLOOD_PRESSURE -> "Tensiomètre simulé";
          case BODY_WEIGHT -> "Balance simulée";
          case BODY_TEMPERATURE -> "Thermomètre simulé";
        };
    Reading reading =
        new Reading(
            new PatientId(who),
            measure,
            at,
            device,
            1,
            0,
            at.plusSeconds(3),
            amounts,
            original,
            null,
            null,
            meal,
            60,
            flags,
            Set.of(),
            new Payload("", new byte[0]));
    return new StoredReading(
        reading,
        StoredReading.Status.FINAL,
        new StoredReading.Source(device.key(), label, 528_401));
  }
}
