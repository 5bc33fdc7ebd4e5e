package org.trousse.gateway.normalise;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Said;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Reading;

/// When it was measured: the device's own time, never changed, and what to add to it.
record Timing(
    Instant reportedAt, int correctionSeconds, @Nullable Integer zoneMinutes, Set<Flag> flags) {
  /// A device clock this far ahead is an ordinary one.
  static final Duration AHEAD_TOLERATED = Duration.ofMinutes(15);

  /// Further ahead nothing about the time is believed.
  static final Duration AHEAD_MAX = Duration.ofHours(24);

  static final Duration BACKFILLED_SENSOR = Duration.ofMinutes(15);
  static final Duration BACKFILLED_OTHER = Duration.ofHours(24);

  /// No clock of a device that is read here was right before.
  static final Instant CLOCKS_BEGIN = Instant.parse("2008-01-01T00:00:00Z");

  /// A clock wrong by less than this is not worth a word.
  static final int DRIFT_NOTED_S = 60;

  private static final int MINUTES_PER_ZONE_STEP = 15;

  Timing {
    flags = Set.copyOf(flags);
  }

  /// @param identified whether the record has an id of its own or came with one
  static Timing of(Measure measure, Said.Time said, Circumstances known, boolean identified) {
    return switch (said) {
      case Said.Time.At(Instant instant, Integer zone) ->
          zone == null
              ? local(instant, known).judged(measure, known)
              : new Timing(micros(instant), 0, zone, Set.of()).judged(measure, known);
      case Said.Time.Exact(Instant instant) ->
          new Timing(micros(instant), 0, known.zoneMinutes(), Set.of()).judged(measure, known);
      case Said.Time.Wall(LocalDateTime local, ZoneId zone, boolean later) ->
          wall(WallClock.of(local, zone, later)).judged(measure, known);
      case Said.Time.SinceSessionStart(int minutes) -> {
        Instant start = known.sessionStart();
        yield start == null
            ? unknown(known.receivedAt(), identified, known, Flag.SESSION_UNKNOWN)
            : local(start.plus(Duration.ofMinutes(minutes)), known).judged(measure, known);
      }
      case Said.Time.OnReceipt(Duration offset) ->
          unknown(known.receivedAt().plus(offset), identified, known, null).judged(measure, known);
      case Said.Time.Unknown(Flag why) -> unknown(known.receivedAt(), identified, known, why);
    };
  }

  Instant effectiveAt() {
    return reportedAt.plusSeconds(correctionSeconds);
  }

  /// Whether it says a time before any device here had a clock.
  boolean beforeClocks() {
    return effectiveAt().isBefore(CLOCKS_BEGIN);
  }

  private static Timing wall(WallClock clock) {
    Instant asIfUtc = micros(clock.local().toInstant(ZoneOffset.UTC));
    return new Timing(
        asIfUtc,
        seconds(Duration.between(asIfUtc, micros(clock.instant()))),
        clock.zoneMinutes(),
        clock.flag().map(Set::of).orElse(Set.of()));
  }

  private static Timing local(Instant asIfUtc, Circumstances known) {
    Integer zone = known.zoneMinutes();
    Integer clock = known.clockCorrectionSeconds();
    if (clock == null) {
      return new Timing(micros(asIfUtc), zone == null ? 0 : -zone * 60, zone, Set.of());
    }
    long drift = Math.abs((long) clock + 60L * (zone == null ? nearestZone(clock) : zone));
    return new Timing(
        micros(asIfUtc),
        clock,
        zone,
        drift >= DRIFT_NOTED_S ? Set.of(Flag.CLOCK_CORRECTED) : Set.of());
  }

  /// Without a zone, what a clock is off by whole quarters of an hour is taken for its zone.
  private static long nearestZone(int clockCorrection) {
    return Math.round(-clockCorrection / 60.0 / MINUTES_PER_ZONE_STEP) * MINUTES_PER_ZONE_STEP;
  }

  /// The device says no time: it was when it came. Of a record with an id the time is all
  /// correction, so that a second sending meets the first.
  private static Timing unknown(
      Instant effective, boolean identified, Circumstances known, @Nullable Flag why) {
    EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
    if (why != null) {
      flags.add(why);
    }
    if (!identified) {
      flags.add(Flag.IDENTITY_WEAK);
      return new Timing(micros(effective), 0, known.zoneMinutes(), flags);
    }
    return new Timing(
        Reading.TIME_UNKNOWN,
        seconds(Duration.between(Reading.TIME_UNKNOWN, effective)),
        known.zoneMinutes(),
        flags);
  }

  private Timing judged(Measure measure, Circumstances known) {
    Instant effective = effectiveAt();
    Duration age = Duration.between(effective, known.receivedAt());
    if (beforeClocks()) {
      return with(Flag.CLOCK_UNSET, correctionSeconds);
    }
    Duration ahead = Duration.between(known.receivedAt(), effective);
    if (ahead.compareTo(AHEAD_MAX) > 0) {
      return with(Flag.TIME_IN_FUTURE, correctionSeconds);
    }
    if (ahead.compareTo(AHEAD_TOLERATED) > 0) {
      // it cannot have been measured after it came
      return with(Flag.CLOCK_AHEAD, seconds(Duration.between(reportedAt, known.receivedAt())));
    }
    Duration backfilled =
        measure == Measure.INTERSTITIAL_GLUCOSE ? BACKFILLED_SENSOR : BACKFILLED_OTHER;
    return age.compareTo(backfilled) >= 0 ? with(Flag.BACKFILLED, correctionSeconds) : this;
  }

  private Timing with(Flag flag, int correction) {
    EnumSet<Flag> more = EnumSet.of(flag);
    more.addAll(flags);
    return new Timing(reportedAt, correction, zoneMinutes, more);
  }

  private static Instant micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  private static int seconds(Duration duration) {
    return Math.clamp(duration.toSeconds(), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
