package org.trousse.record.door;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.door.Opening.Opened;
import org.trousse.sdk.measure.Measure;

/// What a token may see of readings and add to them. Search, read, create and the entries of
/// Bundles all ask here, and always about the reading as it is or would be, never about the words
/// of the request.
public final class ReadingAccess {
  /// A search as far as it may go.
  ///
  /// @param measures what may be looked for; empty unless ALLOWED
  /// @param from readings measured before stay hidden; null: none
  public record Searching(Access access, Set<Measure> measures, @Nullable Instant from) {}

  private static final List<Measure> ALL = List.of(Measure.values());

  private ReadingAccess() {}

  /// A search finds what may be read. One that names, by its code, what may not be read is refused,
  /// so that the app does not take silence for absence.
  ///
  /// @param asked what the search would find
  /// @param named for each code that it names, the kinds of reading that have it
  public static Searching search(Opened who, Set<Measure> asked, Collection<Set<Measure>> named) {
    Right any = any(who);
    if (any != Right.HELD) {
      return new Searching(access(any), Set.of(), null);
    }
    Set<Measure> readable = EnumSet.noneOf(Measure.class);
    for (Measure measure : ALL) {
      if (who.mayRead(measure) == Right.HELD) {
        readable.add(measure);
      }
    }
    boolean refused =
        named.stream().anyMatch(kinds -> kinds.stream().noneMatch(readable::contains));
    readable.retainAll(asked);
    return refused
        ? new Searching(Access.FORBIDDEN, Set.of(), null)
        : new Searching(Access.ALLOWED, Set.copyOf(readable), who.historyFrom());
  }

  /// A reading that may not be read is not there; who may read nothing at all is told so.
  public static Access read(Opened who, Measure measure, Instant effectiveAt) {
    Right any = any(who);
    if (any != Right.HELD) {
      return access(any);
    }
    Right right = who.mayRead(measure);
    if (right == Right.HELD) {
      return isHidden(who, effectiveAt) ? Access.HIDDEN : Access.ALLOWED;
    }
    return right == Right.NOT_GRANTED ? Access.HIDDEN : access(right);
  }

  /// What is asked of who reads something that is not there.
  public static Access readNothing(Opened who) {
    Right any = any(who);
    return any == Right.HELD ? Access.HIDDEN : access(any);
  }

  /// Whether what was found may still be sent: asked before each part of a long answer.
  ///
  /// @param oldest when the oldest of these readings was measured
  public static Access keepSending(Opened who, Set<Measure> measures, Instant oldest) {
    for (Measure measure : measures) {
      Right right = who.mayRead(measure);
      if (right != Right.HELD) {
        return access(right);
      }
    }
    return isHidden(who, oldest) ? Access.FORBIDDEN : Access.ALLOWED;
  }

  public static Access create(Opened who, Measure measure) {
    return access(who.mayAdd(measure));
  }

  /// Only what may be read may be put right; what may not be read is not there.
  public static Access correct(Opened who, Measure measure, Instant effectiveAt) {
    Access read = read(who, measure, effectiveAt);
    return read == Access.ALLOWED ? access(who.mayCorrect(measure)) : read;
  }

  /// Whether what was added may be shown: `patient/Observation.c` alone lets create and nothing
  /// else.
  public static boolean maySee(Opened who, Measure measure, Instant effectiveAt) {
    return read(who, measure, effectiveAt) == Access.ALLOWED;
  }

  private static boolean isHidden(Opened who, Instant effectiveAt) {
    Instant from = who.historyFrom();
    return from != null && effectiveAt.isBefore(from);
  }

  /// HELD when any kind of reading may be read.
  private static Right any(Opened who) {
    Right found = Right.NOT_GRANTED;
    for (Measure measure : ALL) {
      Right right = who.mayRead(measure);
      if (right == Right.HELD) {
        return right;
      }
      found = right == Right.NOT_GRANTED ? found : right;
    }
    return found;
  }

  private static Access access(Right right) {
    return switch (right) {
      case HELD -> Access.ALLOWED;
      case NOT_GRANTED -> Access.FORBIDDEN;
      case OVER -> Access.OVER;
      case STALE -> Access.STALE;
    };
  }
}
