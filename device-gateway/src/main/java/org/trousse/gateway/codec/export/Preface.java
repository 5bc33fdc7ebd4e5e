package org.trousse.gateway.codec.export;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.wire.Decoded;

/// What the sender of a CSV file knows and the file does not say, in a line of our own before it:
/// `# zone=Europe/Paris dateOrder=DMY`. It travels with each row that is kept.
///
/// @param text the line itself with its end; empty when there is none
/// @param zone whose wall clock the file's times are
record Preface(String text, @Nullable ZoneId zone, @Nullable DateOrder dateOrder) {
  private static final Preface NONE = new Preface("", null, null);

  /// Which of the first two numbers of a date is the day.
  enum DateOrder {
    DMY,
    MDY
  }

  /// @param line empty, or one that begins with #
  static Decoded<Preface> read(String line) {
    if (line.isEmpty()) {
      return Decoded.of(NONE);
    }
    ZoneId zone = null;
    DateOrder order = null;
    for (String word : line.substring(1).strip().split("[ ;,]+", -1)) {
      String[] pair = word.split("=", 2);
      String value = pair.length == 2 ? pair[1] : "";
      try {
        switch (pair[0]) {
          case "zone" -> zone = ZoneId.of(value);
          case "dateOrder" -> order = DateOrder.valueOf(value);
          default -> {
            return wrong();
          }
        }
      } catch (DateTimeException | IllegalArgumentException unknown) {
        return wrong();
      }
    }
    return Decoded.of(new Preface(line.stripTrailing() + "\n", zone, order));
  }

  private static Decoded<Preface> wrong() {
    return Decoded.failed(
        "preface",
        "The first line may say # zone=Europe/Paris dateOrder=DMY (or MDY), and nothing else.");
  }
}
