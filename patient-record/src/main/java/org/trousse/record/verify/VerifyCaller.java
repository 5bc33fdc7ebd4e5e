package org.trousse.record.verify;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.trousse.record.csv.Fault;
import org.trousse.record.csv.SeriesReader;
import org.trousse.record.csv.Understanding;

/// Reads and counts a series away from the event loop; a few at a time. Belongs to one event loop.
public final class VerifyCaller {
  /// For each event loop.
  private static final int AT_ONCE_MAX = 4;

  private final Vertx vertx;
  private int under;

  public VerifyCaller(Vertx vertx) {
    this.vertx = vertx;
  }

  /// Reads and counts, unless enough others are being counted.
  ///
  /// @param given the question's parameters, the values of each name
  public Future<Verified> verify(SeriesKind kind, Map<String, List<String>> given, String text) {
    if (under >= AT_ONCE_MAX) {
      return Future.succeededFuture(new Verified.Busy());
    }
    under++;
    return vertx
        .executeBlocking(() -> count(kind, given, text), false)
        .map(Objects::requireNonNull)
        .onComplete(_ -> under--);
  }

  static Verified count(SeriesKind kind, Map<String, List<String>> given, String text) {
    Question.Asked asked = Question.of(given, kind);
    Question question = asked.question();
    Understanding read =
        SeriesReader.read(
            text, kind.columns(), question == null ? Question.ANY_ZONE : question.zone());
    return switch (read) {
      case Understanding.TooLong() -> new Verified.TooLong();
      case Understanding.Faulty(var faults, var more) -> refused(asked.faults(), faults, more);
      case Understanding.Samples samples when question == null ->
          refused(asked.faults(), List.of(), false);
      case Understanding.Samples samples -> {
        SeriesKind.Derived derived = kind.counts().of(samples, question);
        yield new Verified.Counted(
            kind, question, derived, AnswerJson.of(derived.numbers(), question.zone()));
      }
    };
  }

  private static Verified refused(List<Fault> question, List<Fault> lines, boolean more) {
    List<Fault> all = new ArrayList<>(question);
    all.addAll(lines);
    return new Verified.Refused(all, more);
  }
}
