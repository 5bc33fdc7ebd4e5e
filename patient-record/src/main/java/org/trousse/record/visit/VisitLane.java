package org.trousse.record.visit;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trousse.record.care.CareOpening;
import org.trousse.record.professional.Viewer;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.Sample;
import org.trousse.record.reading.SampleStore;
import org.trousse.record.reading.Search;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.revise.Acted;
import org.trousse.record.revise.RevisionStore;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// Loads what a visit looks at, as the professional may see it.
public final class VisitLane {
  private static final int ACTS_MAX = 5_000;

  /// A correction is weighed among the readings of a week on either side.
  private static final Duration AROUND = Duration.ofDays(7);

  private final ReadingStore readings;
  private final SampleStore samples;
  private final RevisionStore acts;
  private final VisitStore visits;

  public VisitLane(
      ReadingStore readings, SampleStore samples, RevisionStore acts, VisitStore visits) {
    this.readings = readings;
    this.samples = samples;
    this.acts = acts;
    this.visits = visits;
  }

  /// One reading with all that was done about it.
  ///
  /// @param versions the present one first
  /// @param around readings of the same measure, a week on either side
  public record One(List<StoredReading> versions, List<Acted> acts, List<StoredReading> around) {
    public One {
      versions = List.copyOf(versions);
      acts = List.copyOf(acts);
      around = List.copyOf(around);
    }

    public StoredReading now() {
      return versions.getFirst();
    }
  }

  /// The readings as this professional sees them.
  public ReadingStore readings(CareOpening opening) {
    return readings.seenBy(Viewer.of(opening.who()));
  }

  /// The sheet of a visit now.
  public Future<VisitSheet> sheet(CareOpening opening, Instant now) {
    return visits
        .last(opening.patient().id(), opening.who().id())
        .map(last -> VisitPeriod.of(last.orElse(null), now))
        .compose(period -> sheet(opening, period));
  }

  private Future<VisitSheet> sheet(CareOpening opening, VisitPeriod period) {
    PatientId patient = opening.patient().id();
    Set<Measure> single = EnumSet.noneOf(Measure.class);
    single.addAll(opening.readable());
    boolean sensed = single.remove(Measure.INTERSTITIAL_GLUCOSE);
    Instant to = period.to().plusSeconds(1);
    var found =
        readings(opening)
            .search(patient, single, period.before(), to, true, Search.LIMIT_MAX, null);
    Future<List<Sample>> sensor =
        sensed
            ? samples
                .seenBy(Viewer.of(opening.who()))
                .series(patient, Set.of(Measure.INTERSTITIAL_GLUCOSE), period.before(), to)
            : Future.succeededFuture(List.of());
    var done = acts.acts(patient, List.copyOf(opening.readable()), period.before(), ACTS_MAX);
    return Future.all(found, sensor, done)
        .map(all ->
            VisitSheet.of(
                opening.readable(), period, found.result(), sensor.result(), done.result()));
  }

  /// Empty: to this professional there is no such reading.
  public Future<Optional<One>> one(CareOpening opening, ReadingKey key) {
    boolean theirs =
        key.patient().equals(opening.patient().id()) && opening.readable().contains(key.measure());
    return theirs
        ? readings(opening)
            .versions(key)
            .compose(versions ->
                versions.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : with(opening, key, versions).map(Optional::of))
        : Future.succeededFuture(Optional.empty());
  }

  private Future<One> with(CareOpening opening, ReadingKey key, List<StoredReading> versions) {
    Instant at = versions.getFirst().reading().effectiveAt();
    var around =
        readings(opening)
            .search(
                key.patient(),
                Set.of(key.measure()),
                at.minus(AROUND),
                at.plus(AROUND),
                true,
                Search.LIMIT_MAX,
                null);
    var done = acts.acts(key);
    return Future.all(around, done).map(all -> new One(versions, done.result(), around.result()));
  }

  /// A sensor's readings of a stretch, and of the day on either side of it.
  public Future<Stretch> stretch(CareOpening opening, Stretch.Span span) {
    return readings(opening)
        .search(
            opening.patient().id(),
            Set.of(Measure.INTERSTITIAL_GLUCOSE),
            span.from().minus(Stretch.AROUND),
            span.to().plus(Stretch.AROUND),
            false,
            Search.LIMIT_MAX,
            null)
        .map(around -> new Stretch(span.from(), span.to(), around));
  }

  /// The newest transmissions about a patient.
  public Future<List<Transmission>> transmissions(CareOpening opening, int limit) {
    return opening.readsNotes()
        ? visits.newest(opening.patient().id(), Viewer.of(opening.who()), limit)
        : Future.succeededFuture(List.of());
  }

  public VisitStore visits() {
    return visits;
  }
}
