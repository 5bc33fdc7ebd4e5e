package org.trousse.record.reading;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Parts of all time, apart from one another and in order.
public record Times(List<Span> spans) {
  /// From `from` on, before `to`.
  public record Span(Instant from, Instant to) {}

  public static final Times ALL = of(ReadingStore.EARLIEST, ReadingStore.LATEST);

  public static final Times NEVER = new Times(List.of());

  public Times {
    spans = List.copyOf(spans);
  }

  /// One part; none when it ends before it begins.
  public static Times of(Instant from, Instant to) {
    return from.isBefore(to) ? new Times(List.of(new Span(from, to))) : new Times(List.of());
  }

  public Times and(Times other) {
    List<Span> both = new ArrayList<>();
    for (Span one : spans) {
      for (Span two : other.spans) {
        both.addAll(of(later(one.from, two.from), earlier(one.to, two.to)).spans);
      }
    }
    return new Times(both);
  }

  public Times or(Times other) {
    List<Span> all = new ArrayList<>(spans);
    all.addAll(other.spans);
    all.sort(Comparator.comparing(Span::from));
    List<Span> apart = new ArrayList<>();
    for (Span next : all) {
      if (!apart.isEmpty() && !next.from.isAfter(apart.getLast().to)) {
        Span last = apart.removeLast();
        apart.add(new Span(last.from, later(last.to, next.to)));
      } else {
        apart.add(next);
      }
    }
    return new Times(apart);
  }

  /// When the first part begins; the end of all time when there is none.
  public Instant from() {
    return spans.isEmpty() ? ReadingStore.LATEST : spans.getFirst().from;
  }

  /// When the last part ends; the beginning of all time when there is none.
  public Instant to() {
    return spans.isEmpty() ? ReadingStore.EARLIEST : spans.getLast().to;
  }

  /// All other time.
  public Times not() {
    Times rest = ALL;
    for (Span one : spans) {
      rest = rest.and(of(ReadingStore.EARLIEST, one.from).or(of(one.to, ReadingStore.LATEST)));
    }
    return rest;
  }

  private static Instant later(Instant one, Instant two) {
    return one.isAfter(two) ? one : two;
  }

  private static Instant earlier(Instant one, Instant two) {
    return one.isBefore(two) ? one : two;
  }
}
