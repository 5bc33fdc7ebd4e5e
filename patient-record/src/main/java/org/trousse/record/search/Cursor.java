package org.trousse.record.search;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.trousse.record.fhir.ReadingIds;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.Position;
import org.trousse.record.reading.ReadingKey;

/// Where the next page starts; ours, opaque to clients.
final class Cursor {
  static final String NAME = "_after";

  static final Refusal STRANGE =
      Refusal.invalid(
          "_after : suivez le lien « next » de la page précédente tel quel.",
          "_after: follow the link \"next\" of the page before as it is.");

  private Cursor() {}

  static String of(Position last, ReadingIds ids) {
    return Long.toString(ReadingIds.micros(last.at()), Character.MAX_RADIX)
        + "~"
        + new String(ids.id(last.key()), StandardCharsets.US_ASCII);
  }

  static Optional<Position> read(String cursor, ReadingIds ids) {
    int tilde = cursor.indexOf('~');
    if (tilde < 0) {
      return Optional.empty();
    }
    try {
      Instant at =
          ReadingIds.instant(Long.parseLong(cursor.substring(0, tilde), Character.MAX_RADIX));
      Optional<ReadingKey> key = ids.key(cursor.substring(tilde + 1));
      boolean sane = DateRange.ALL.from().isBefore(at) && at.isBefore(DateRange.ALL.to());
      return sane ? key.map(of -> new Position(at, of)) : Optional.empty();
    } catch (NumberFormatException | DateTimeException madeUp) {
      return Optional.empty();
    }
  }
}
