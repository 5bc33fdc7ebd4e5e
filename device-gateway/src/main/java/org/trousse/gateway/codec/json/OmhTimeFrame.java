package org.trousse.gateway.codec.json;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.wire.Decoded;
import tools.jackson.databind.JsonNode;

/// An Open mHealth `effective_time_frame`: a point in time, or an interval in one of its four
/// forms.
record OmhTimeFrame(
    Timestamp start, String startText, @Nullable Timestamp end, @Nullable String endText) {
  private static final Map<String, Long> SECONDS_OF_UNIT =
      Map.of("sec", 1L, "min", 60L, "h", 3_600L, "d", 86_400L, "wk", 604_800L);
  private static final BigDecimal DURATION_MAX_S = new BigDecimal("3200000000"); // a century
  private static final Map<String, Integer> HOUR_OF_PART =
      Map.of("morning", 6, "afternoon", 12, "evening", 18, "night", 0);

  static Decoded<OmhTimeFrame> of(JsonNode frame) {
    if (frame.has("date_time")) {
      return time(frame, "date_time")
          .map(at -> Decoded.of(new OmhTimeFrame(at, text(frame, "date_time"), null, null)))
          .orElseGet(() -> wrong("/effective_time_frame/date_time"));
    }
    JsonNode interval = frame.path("time_interval");
    if (interval.has("start_date_time") || interval.has("end_date_time")) {
      return bounded(interval)
          .map(Decoded::of)
          .orElseGet(() -> wrong("/effective_time_frame/time_interval"));
    }
    if (interval.has("date")) {
      return partOfDay(interval)
          .map(Decoded::of)
          .orElseGet(() -> wrong("/effective_time_frame/time_interval/date"));
    }
    return Decoded.failed(
        "missing-time", "/effective_time_frame is missing: say when it was measured.");
  }

  private static Decoded<OmhTimeFrame> wrong(String pointer) {
    return Decoded.failed("time", pointer + " is not a time of RFC 3339 with its offset.");
  }

  private static Optional<OmhTimeFrame> bounded(JsonNode interval) {
    Optional<Timestamp> start = time(interval, "start_date_time");
    Optional<Timestamp> end = time(interval, "end_date_time");
    if (interval.has("start_date_time") && interval.has("end_date_time")) {
      return start.flatMap(from -> end.map(to -> between(from, to, interval)));
    }
    Optional<Duration> lasts = duration(interval.path("duration"));
    return start.isPresent()
        ? start.flatMap(from -> lasts.map(d -> between(from, shifted(from, d), interval)))
        : end.flatMap(to -> lasts.map(d -> between(shifted(to, d.negated()), to, interval)));
  }

  private static OmhTimeFrame between(Timestamp from, Timestamp to, JsonNode interval) {
    String startText = text(interval, "start_date_time");
    String endText = text(interval, "end_date_time");
    return new OmhTimeFrame(
        from,
        startText.isEmpty() ? from.instant().toString() : startText,
        to,
        endText.isEmpty() ? to.instant().toString() : endText);
  }

  private static Timestamp shifted(Timestamp from, Duration by) {
    return new Timestamp(from.instant().plus(by), from.zoneMinutes());
  }

  private static Optional<Duration> duration(JsonNode duration) {
    Long unit = SECONDS_OF_UNIT.get(duration.path("unit").asString(""));
    if (unit == null || !duration.path("value").isNumber()) {
      return Optional.empty();
    }
    BigDecimal seconds = duration.path("value").decimalValue().multiply(BigDecimal.valueOf(unit));
    return seconds.signum() < 0 || seconds.compareTo(DURATION_MAX_S) > 0
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(seconds.longValue()));
  }

  private static Optional<OmhTimeFrame> partOfDay(JsonNode interval) {
    Integer hour = HOUR_OF_PART.get(text(interval, "part_of_day"));
    if (hour == null) {
      return Optional.empty();
    }
    try {
      String date = LocalDate.parse(text(interval, "date")).toString();
      return Timestamp.parse(date + "T%02d:00:00".formatted(hour))
          .map(start -> between(start, shifted(start, Duration.ofHours(6)), interval));
    } catch (DateTimeParseException notADay) {
      return Optional.empty();
    }
  }

  private static Optional<Timestamp> time(JsonNode node, String field) {
    return Timestamp.parse(withSeconds(text(node, field)));
  }

  /// Some writers leave the seconds out: 2013-02-05T07:25Z.
  private static String withSeconds(String text) {
    boolean none = text.length() >= 16 && (text.length() == 16 || text.charAt(16) != ':');
    return none ? text.substring(0, 16) + ":00" + text.substring(16) : text;
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}
