package org.trousse.record.aggregate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Some whole local days, the last of them named. It may have an hour more or less than so many
/// times 24.
public record Window(LocalDate last, int days) {
  /// What the French profiles have a code for (JDV_J164).
  public static final List<Integer> LENGTHS = List.of(7, 14, 30, 90);

  public Window {
    if (!LENGTHS.contains(days)) {
      throw new IllegalArgumentException("a window has 7, 14, 30 or 90 days");
    }
  }

  public LocalDate first() {
    return last.minusDays(days - 1L);
  }

  public Instant from(ZoneId zone) {
    return first().atStartOfDay(zone).toInstant();
  }

  /// The first instant that is too late.
  public Instant to(ZoneId zone) {
    return last.plusDays(1).atStartOfDay(zone).toInstant();
  }

  /// Whether its last day is over.
  public boolean isOver(Instant now, ZoneId zone) {
    return !now.isBefore(to(zone));
  }

  /// What stands in an id: the kind, the length, the last day.
  long packed(Kind kind) {
    return ((long) kind.code() << 48) | ((long) days << 32) | (last.toEpochDay() & 0xffff_ffffL);
  }

  /// What an id's number says it is; empty: nothing that there is.
  public static Optional<Kind> kind(long packed) {
    return Kind.ofCode((int) (packed >>> 48));
  }

  /// The window in an id's number.
  public static Optional<Window> of(long packed) {
    int days = (int) (packed >>> 32) & 0xffff;
    long day = packed & 0xffff_ffffL;
    return LENGTHS.contains(days)
        ? Optional.of(new Window(LocalDate.ofEpochDay(day), days))
        : Optional.empty();
  }
}
