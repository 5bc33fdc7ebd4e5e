package org.trousse.record.page;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.reading.Position;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.StoredReading;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.reading.Measure;

/// What pages read of the record.
public record Reads(Patient patient, Latest latest, Search search) {
  /// All of it from the store.
  public static Reads from(ReadingStore store) {
    return new Reads(store::patient, store::latest, store::search);
  }

  /// See [ReadingStore#patient].
  @FunctionalInterface
  public interface Patient {
    Future<Optional<PatientRow>> read(PatientId id);
  }

  /// See [ReadingStore#latest].
  @FunctionalInterface
  public interface Latest {
    Future<List<StoredReading>> read(PatientId id);
  }

  /// See [ReadingStore#search].
  @FunctionalInterface
  public interface Search {
    Future<List<StoredReading>> read(
        PatientId patient,
        Set<Measure> measures,
        Instant from,
        Instant to,
        boolean newestFirst,
        int limit,
        @Nullable Position after);
  }
}
