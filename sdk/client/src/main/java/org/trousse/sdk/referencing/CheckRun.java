package org.trousse.sdk.referencing;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.json.JsonObject;

/// One run of the automatic checks, while it goes on or afterwards.
///
/// @param looks how many things it looks at
/// @param looked at how many it has looked
/// @param ended null while it goes on
/// @param findings one for each criterion; empty while it goes on
public record CheckRun(
    String id,
    long looks,
    long looked,
    @Nullable Instant started,
    @Nullable Instant ended,
    List<Finding> findings) {
  private static final long LOOKS_MAX = 10_000;

  public CheckRun {
    findings = List.copyOf(findings);
  }

  static Optional<CheckRun> read(JsonObject object) {
    return object
        .text("id")
        .map(id ->
            new CheckRun(
                id,
                object.whole("looks", LOOKS_MAX).orElse(0L),
                object.whole("looked", LOOKS_MAX).orElse(0L),
                instant(object, "started"),
                instant(object, "ended"),
                object.objects("findings").stream().map(Finding::read).toList()));
  }

  /// How long it took; empty while it goes on.
  public Optional<Duration> took() {
    return started == null || ended == null
        ? Optional.empty()
        : Optional.of(Duration.between(started, ended));
  }

  private static @Nullable Instant instant(JsonObject object, String name) {
    try {
      return object.text(name).map(Instant::parse).orElse(null);
    } catch (DateTimeParseException notOne) {
      return null;
    }
  }
}
