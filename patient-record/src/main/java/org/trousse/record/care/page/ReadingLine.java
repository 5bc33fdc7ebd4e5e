package org.trousse.record.care.page;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trousse.record.page.Card;
import org.trousse.record.page.Words;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.StoredReading;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// A reading in a table.
///
/// @param key what a form sends for it
/// @param hidden whether professionals do not see it
public record ReadingLine(
    String key, String when, String kind, String figure, String source, boolean hidden) {
  private static final Pattern KEY =
      Pattern.compile("([0-9]{1,4})\\.(-?[0-9]{1,18})\\.(-?[0-9]{1,19})\\.(-?[0-9]{1,19})");

  static ReadingLine of(StoredReading stored, boolean hidden, Words words, Instant now) {
    String label = stored.source().label();
    return new ReadingLine(
        text(stored.key()),
        words.on(stored.reading().effectiveAt(), now, FormRoutes.ZONE),
        words.text("care.kind." + stored.reading().measure().word()),
        Card.figure(stored.reading(), words),
        label.isEmpty() ? words.text("source.unknown") : label,
        hidden);
  }

  private static String text(ReadingKey key) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, key.reportedAt());
    return key.measure().code() + "." + micros + "." + key.device() + "." + key.nativeId();
  }

  /// The reading that a form names; empty when it names none.
  static Optional<ReadingKey> key(PatientId patient, String text) {
    Matcher parts = KEY.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ReadingKey(
              patient,
              Measure.ofCode(Integer.parseInt(parts.group(1))),
              Instant.EPOCH.plus(Long.parseLong(parts.group(2)), ChronoUnit.MICROS),
              Long.parseLong(parts.group(3)),
              Long.parseLong(parts.group(4))));
    } catch (IllegalArgumentException nonsense) {
      return Optional.empty();
    }
  }
}
