package org.trousse.platform.demo.history;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trousse.platform.demo.people.DemoDevice;
import org.trousse.platform.demo.people.DemoPerson;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Reading;

/// Fills the record with the demo's past, a bounded number of readings at a time.
public final class DemoHistoryLane {
  private final Function<Reading, Future<Outcome>> append;
  private final Newest newest;
  private final int inFlightMax;
  private final ProgressBar progress;

  /// Where the record's readings of a measure end.
  @FunctionalInterface
  public interface Newest {
    /// The effective time of the newest reading; empty when there is none.
    Future<Optional<Instant>> of(PatientId patient, Measure measure);
  }

  /// What came of it.
  ///
  /// @param stored new in the record
  /// @param stoodAlready met by a filling before this one
  /// @param other anything else, which should not be
  public record Filled(long stored, long stoodAlready, long other) {}

  public DemoHistoryLane(
      Function<Reading, Future<Outcome>> append,
      Newest newest,
      int inFlightMax,
      ProgressBar progress) {
    this.append = append;
    this.newest = newest;
    this.inFlightMax = inFlightMax;
    this.progress = progress;
  }

  /// Appends what is missing. Fails with the first append that fails; the next filling goes on from
  /// there.
  public Future<Filled> fill(List<DemoPerson> people, DemoHistory history) {
    List<Future<List<Reading>>> each =
        people.stream().map(person -> missing(person, history)).toList();
    return Future.all(each)
        .map(_ -> each.stream().flatMap(future -> future.result().stream()).toList())
        .compose(readings -> new Run(readings).start());
  }

  private Future<List<Reading>> missing(DemoPerson person, DemoHistory history) {
    List<Measure> measures =
        person.devices().stream()
            .filter(DemoDevice::live)
            .map(device -> device.kind().measure())
            .distinct()
            .toList();
    List<Future<Optional<Instant>>> asked =
        measures.stream().map(measure -> newest.of(person.id(), measure)).toList();
    return Future.all(asked).map(_ -> history.of(person, ends(measures, asked)));
  }

  private static Map<Measure, Instant> ends(
      List<Measure> measures, List<Future<Optional<Instant>>> answered) {
    Map<Measure, Instant> ends = new EnumMap<>(Measure.class);
    for (int i = 0; i < measures.size(); i++) {
      Measure measure = measures.get(i);
      answered.get(i).result().ifPresent(end -> ends.put(measure, end));
    }
    return ends;
  }

  /// One filling. Answers may come on any thread.
  private final class Run {
    private final Promise<Filled> done = Promise.promise();
    private final Iterator<Reading> rest;
    private final long total;
    private long inFlight;
    private long stored;
    private long stoodAlready;
    private long other;
    private boolean pumping;
    private @Nullable Throwable failure;

    Run(List<Reading> readings) {
      this.rest = readings.iterator();
      this.total = readings.size();
    }

    Future<Filled> start() {
      progress.show(0, total);
      pump();
      return done.future();
    }

    /// A loop, not a recursion: an append that answers at once must not deepen the stack.
    private synchronized void pump() {
      if (pumping) {
        return;
      }
      pumping = true;
      while (failure == null && inFlight < inFlightMax && rest.hasNext()) {
        inFlight++;
        append.apply(rest.next()).onComplete(this::answered, this::failed);
      }
      pumping = false;
      if (inFlight == 0) {
        finish();
      }
    }

    private synchronized void answered(Outcome outcome) {
      switch (outcome) {
        case ACCEPTED, FLAGGED -> stored++;
        case DUPLICATE -> stoodAlready++;
        case QUARANTINED, CONFLICT, IGNORED, REFUSED -> other++;
      }
      inFlight--;
      progress.show(stored + stoodAlready + other, total);
      pump();
    }

    private synchronized void failed(Throwable why) {
      failure = why;
      inFlight--;
      pump();
    }

    private void finish() {
      if (failure == null) {
        progress.show(total, total);
        done.tryComplete(new Filled(stored, stoodAlready, other));
      } else {
        done.tryFail(failure);
      }
    }
  }
}
