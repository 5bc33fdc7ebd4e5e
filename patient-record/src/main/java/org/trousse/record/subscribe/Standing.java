package org.trousse.record.subscribe;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.measure.Measure;

/// What a patient lets an app read at this moment, asked without a token.
public sealed interface Standing {
  /// The permission holds.
  ///
  /// @param grant which permission it is: another one is not this one resumed
  /// @param readable kinds of reading; perhaps none
  /// @param historyFrom readings measured before stay hidden; null: none
  record Held(UUID grant, Set<Measure> readable, @Nullable Instant historyFrom)
      implements Standing {
    public Held {
      readable = Set.copyOf(readable);
    }

    /// Those of `kinds` that may be read.
    public Set<Measure> of(Set<Measure> kinds) {
      Set<Measure> both = EnumSet.noneOf(Measure.class);
      kinds.stream().filter(readable::contains).forEach(both::add);
      return both;
    }

    public boolean reads(Measure measure, Instant effectiveAt) {
      return readable.contains(measure)
          && (historyFrom == null || !effectiveAt.isBefore(historyFrom));
    }
  }

  /// The patient paused the app, or the platform suspended it: it may come back.
  record Paused() implements Standing {}

  /// There is no permission, and none comes back by itself.
  record Ended() implements Standing {}

  /// Nobody here can know right now.
  record Unknown() implements Standing {}
}
