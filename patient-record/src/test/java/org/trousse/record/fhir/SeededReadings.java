package org.trousse.record.fhir;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Source;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.reading.Reading.Original;

/// Readings of every kind, the same for the same seed.
final class SeededReadings {
  private static final String[] LABELS = {
    "",
    "Demo meter",
    "Glucomètre « été »",
    "tab\there \"quoted\" \\ back/slash",
    "<b>&amp;'",
    "𝟘 \u0001"
  };
  private static final int[] SPECIALISATIONS = {0, 528391, 528392, 528399, 528401, 528409};

  private final Random random;

  SeededReadings(long seed) {
    random = new Random(seed);
  }

  StoredReading next() {
    Measure measure = one(Measure.values());
    DeviceId device = new DeviceId("demo", "device-" + random.nextInt(50));
    Instant reported =
        ReadingIds.instant(946_684_800_000_000L + random.nextLong(1_000_000_000_000_000L));
    Reading reading =
        new Reading(
            new PatientId(random.nextLong() >>> 1),
            measure,
            reported,
            device,
            random.nextLong(),
            maybe(() -> random.nextInt(400_000) - 200_000, 0),
            reported.plusNanos(random.nextLong(100_000_000_000L) * 1_000),
            amounts(measure),
            maybeNull(() -> new Original(amounts(measure), one(Unit.values()))),
            maybeNull(() -> one(Specimen.values())),
            maybeNull(() -> one(BodySite.values())),
            maybeNull(() -> one(Meal.values())),
            maybeNull(() -> 15 * (random.nextInt(113) - 56)),
            some(Flag.class),
            some(DeviceStatus.class),
            new Payload("", new byte[0]));
    Source source =
        new Source(
            device.key(), one(LABELS), SPECIALISATIONS[random.nextInt(SPECIALISATIONS.length)]);
    int version = 1 + random.nextInt(3);
    return new StoredReading(
        reading,
        one(Status.values()),
        source,
        version,
        version == 1 ? null : reading.receivedAt().plusMillis(random.nextInt(1_000_000)),
        null);
  }

  private Amounts amounts(Measure measure) {
    return measure == Measure.BLOOD_PRESSURE
        ? new Amounts(number(), number(), number(), number())
        : Amounts.single(number());
  }

  /// Numbers as devices write them: with their trailing zeros, seldom none, seldom odd.
  private @Nullable BigDecimal number() {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> new BigDecimal(BigInteger.valueOf(random.nextLong(1_000_000)), 20);
      case 2 -> BigDecimal.valueOf(-random.nextInt(1_000), 1);
      case 3 -> BigDecimal.valueOf(10L * random.nextInt(10), 1 + random.nextInt(3));
      default -> BigDecimal.valueOf(random.nextInt(5_000), random.nextInt(4));
    };
  }

  private <E extends Enum<E>> Set<E> some(Class<E> words) {
    EnumSet<E> chosen = EnumSet.noneOf(words);
    if (random.nextBoolean()) {
      E[] all = words.getEnumConstants();
      for (int i = random.nextInt(5); i > 0; i--) {
        chosen.add(one(all));
      }
    }
    return chosen;
  }

  private <T> T maybe(Supplier<T> value, T otherwise) {
    return random.nextBoolean() ? value.get() : otherwise;
  }

  private <T> @Nullable T maybeNull(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private <T> T one(T[] of) {
    return of[random.nextInt(of.length)];
  }
}
