package org.trousse.record.visit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Status;

/// A sensor's readings of a stretch of time in which it may have been off: at most a day.
///
/// @param from the first effective time
/// @param to the last effective time
/// @param around the readings from a day before to a day after
public record Stretch(Instant from, Instant to, List<StoredReading> around) {
  /// How long it may be.
  public static final Duration LONGEST = Duration.ofHours(24);

  /// How far around it is looked.
  public static final Duration AROUND = Duration.ofDays(1);

  /// Two moments, the second not before the first.
  public record Span(Instant from, Instant to) {
    /// What two fields say, if it is a stretch; of two hours that a clock shows twice the first one
    /// begins it and the second one ends it.
    public static Optional<Span> of(String from, String to, ZoneId zone) {
      try {
        Instant begin = LocalDateTime.parse(from).atZone(zone).toInstant();
        Instant end = LocalDateTime.parse(to).atZone(zone).withLaterOffsetAtOverlap().toInstant();
        boolean fits = !end.isBefore(begin) && !end.isAfter(begin.plus(LONGEST));
        return fits ? Optional.of(new Span(begin, end)) : Optional.empty();
      } catch (DateTimeParseException no) {
        return Optional.empty();
      }
    }
  }

  public Stretch {
    around = List.copyOf(around);
  }

  /// Those that count and would count no more.
  public List<StoredReading> counting() {
    return within(one -> one.status() != Status.ENTERED_IN_ERROR);
  }

  /// Those that are marked as errors.
  public List<StoredReading> inError() {
    return within(one -> one.status() == Status.ENTERED_IN_ERROR);
  }

  private List<StoredReading> within(Predicate<StoredReading> wanted) {
    return around.stream()
        .filter(one ->
            !one.reading().effectiveAt().isBefore(from) && !one.reading().effectiveAt().isAfter(to))
        .filter(wanted)
        .toList();
  }

  /// What is left of the mean without those that count.
  public Effect effect() {
    Set<ReadingKey> gone =
        counting().stream().map(StoredReading::key).collect(Collectors.toUnmodifiableSet());
    List<StoredReading> left = around.stream().filter(one -> !gone.contains(one.key())).toList();
    return Effect.between(around, left);
  }
}
