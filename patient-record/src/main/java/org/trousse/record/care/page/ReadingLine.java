package org.trousse.record.care.page;

import java.time.Instant;
import org.trousse.record.page.Card;
import org.trousse.record.page.Words;
import org.trousse.record.reading.StoredReading;

/// A reading in a table.
///
/// @param key what a form sends for it
/// @param hidden whether professionals do not see it
public record ReadingLine(
    String key, String when, String kind, String figure, String source, boolean hidden) {
  static ReadingLine of(StoredReading stored, boolean hidden, Words words, Instant now) {
    String label = stored.source().label();
    return new ReadingLine(
        stored.key().sent(),
        words.on(stored.reading().effectiveAt(), now, FormRoutes.ZONE),
        words.text("care.kind." + stored.reading().measure().word()),
        Card.figure(stored.reading(), words),
        label.isEmpty() ? words.text("source.unknown") : words.source(label),
        hidden);
  }
}
