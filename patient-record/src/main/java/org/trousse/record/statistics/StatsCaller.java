package org.trousse.record.statistics;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trousse.record.door.Guest;
import org.trousse.record.page.series.CountCaller;
import org.trousse.record.reading.Narrowing;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.Sample;
import org.trousse.record.reading.SampleStore;
import org.trousse.record.reading.Search;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.reading.Reading.Original;

/// Answers `$stats`. Belongs to one event loop.
public final class StatsCaller {
  /// What was counted.
  ///
  /// @param json R4 Parameters
  /// @param counts how many readings it rests on, of each measure
  /// @param oldest when the oldest of them was measured; [Instant#MAX] without any
  public record Answered(String json, Map<Measure, Integer> counts, Instant oldest) {}

  /// More readings than one answer counts: a shorter period is asked for.
  public static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMany() {
      super("too many readings for one answer", null, false, false);
    }
  }

  private final ReadingStore readings;
  private final SampleStore samples;
  private final CountCaller caller;
  private final ZoneId zone;

  /// Reads from these.
  ///
  /// @param zone whose wall clock hours and days follow
  public StatsCaller(ReadingStore readings, SampleStore samples, CountCaller caller, ZoneId zone) {
    this.readings = readings;
    this.samples = samples;
    this.caller = caller;
    this.zone = zone;
  }

  /// Whether enough others are being counted.
  public boolean isBusy() {
    return caller.isBusy();
  }

  /// Counts.
  ///
  /// @param question as far as the guest may see
  public Future<Answered> answer(
      Guest guest, StatsQuestion question, Locale language, Instant now) {
    return caller.holding(
        sampled(guest, question)
            .compose(found ->
                sources(guest, question)
                    .compose(sources -> counted(guest, question, found, sources, language, now))));
  }

  /// The samples of each target: those of one measure are read once, but blood is told apart.
  private Future<Map<Target, List<Sample>>> sampled(Guest guest, StatsQuestion question) {
    Map<Target, List<Sample>> found = new HashMap<>();
    Map<Measure, List<Sample>> read = new EnumMap<>(Measure.class);
    Future<Void> done = Future.succeededFuture();
    for (Target target : question.targets()) {
      Measure measure = target.part().measure();
      done =
          done.compose(
                  before -> {
                    List<Sample> already = read.get(measure);
                    return target.part() == Target.Part.FINGER
                        ? blood(guest, question, target)
                        : already != null
                            ? Future.succeededFuture(already)
                            : series(guest, question, measure);
                  })
              .map(all -> {
                read.put(measure, all);
                return found.put(target, all);
              })
              .mapEmpty();
    }
    return done.map(all -> found);
  }

  private Future<List<Sample>> series(Guest guest, StatsQuestion question, Measure measure) {
    return samples
        .series(guest.patient(), Set.of(measure), question.from(), question.to())
        .map(all -> bounded(all, SampleStore.SAMPLES_MAX - 1));
  }

  private Future<List<Sample>> blood(Guest guest, StatsQuestion question, Target target) {
    Search search =
        new Search(
            guest.patient(),
            EnumSet.of(Measure.BLOOD_GLUCOSE),
            target.specimens(),
            question.from(),
            question.to(),
            true,
            Search.LIMIT_MAX,
            null);
    return readings
        .search(search)
        .map(found ->
            bounded(found, Search.LIMIT_MAX - 1).stream().map(StatsCaller::sample).toList());
  }

  private static <T> List<T> bounded(List<T> all, int most) {
    if (all.size() > most) {
      throw new TooMany();
    }
    return all;
  }

  private static Sample sample(StoredReading stored) {
    Reading reading = stored.reading();
    Original original = reading.original();
    return new Sample(
        reading.measure(),
        reading.effectiveAt(),
        number(reading.amounts().value()),
        null,
        null,
        null,
        original == null ? null : original.unit(),
        original == null ? null : number(original.amounts().value()),
        reading.site(),
        Flag.bits(reading.flags()),
        stored.status() == Status.ENTERED_IN_ERROR);
  }

  private static @Nullable Double number(@Nullable BigDecimal number) {
    return number == null ? null : (Double) number.doubleValue();
  }

  /// The readings themselves, those in error left out: R4 does not count them.
  private Future<List<StoredReading>> sources(Guest guest, StatsQuestion question) {
    if (!question.include()) {
      return Future.succeededFuture(List.of());
    }
    Set<Measure> measures = question.measures();
    Set<Integer> specimens = new HashSet<>();
    question.targets().forEach(target -> specimens.addAll(target.specimens()));
    Narrowing valid =
        new Narrowing(
            Narrowing.NONE.measured(),
            Narrowing.NONE.updated(),
            EnumSet.of(Status.FINAL, Status.AMENDED),
            null,
            null);
    return readings.search(
        new Search(
            guest.patient(),
            measures,
            specimens.isEmpty() ? null : specimens,
            question.from(),
            question.to(),
            valid,
            Search.Order.NEWEST_FIRST,
            question.limit(),
            null));
  }

  private Future<Answered> counted(
      Guest guest,
      StatsQuestion question,
      Map<Target, List<Sample>> found,
      List<StoredReading> sources,
      Locale language,
      Instant now) {
    String subject = "Patient/" + guest.ids().patient(guest.patient());
    List<String> included =
        sources.stream()
            .map(one -> new String(guest.encoder().encode(one), StandardCharsets.UTF_8))
            .toList();
    int size = found.values().stream().mapToInt(List::size).sum();
    Callable<Answered> work =
        () -> {
          Counting counting = new Counting(question, zone, now);
          List<Counted> all = new ArrayList<>();
          for (Target target : question.targets()) {
            all.addAll(counting.of(target, found.getOrDefault(target, List.of())));
          }
          String json =
              new StatsEncoder(subject, language, now).parameters(question, all, included);
          return new Answered(json, counts(found), oldest(found));
        };
    return caller.count(size, work);
  }

  private static Map<Measure, Integer> counts(Map<Target, List<Sample>> found) {
    Map<Measure, Integer> counts = new EnumMap<>(Measure.class);
    found.forEach((target, all) -> {
      if (!all.isEmpty()) {
        boolean blood = target.part() == Target.Part.FINGER;
        counts.merge(target.part().measure(), all.size(), blood ? Integer::sum : Integer::max);
      }
    });
    return counts;
  }

  private static Instant oldest(Map<Target, List<Sample>> found) {
    return found.values().stream()
        .flatMap(List::stream)
        .map(Sample::at)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }
}
