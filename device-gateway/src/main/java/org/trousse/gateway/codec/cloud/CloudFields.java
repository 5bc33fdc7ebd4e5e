package org.trousse.gateway.codec.cloud;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.codec.json.Timestamp;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;
import tools.jackson.databind.JsonNode;

/// The fields that clouds have in common, and a measurement that most of them leave bare.
final class CloudFields {
  private static final int TEXT_MAX = 128;
  private static final BigDecimal EPOCH_SECONDS_MAX = new BigDecimal("253402300799"); // year 9999
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  private CloudFields() {}

  static Optional<String> text(JsonNode node, String name) {
    return node.path(name)
        .stringValueOpt()
        .map(String::strip)
        .filter(text -> !text.isEmpty() && text.length() <= TEXT_MAX);
  }

  static @Nullable BigDecimal number(JsonNode node, String name) {
    JsonNode found = node.path(name);
    return found.isNumber() ? found.decimalValue() : null;
  }

  /// A whole number that fits; `otherwise` for anything else.
  static int whole(JsonNode node, String name, int otherwise) {
    return node.path(name).isIntegralNumber() ? node.path(name).asInt(otherwise) : otherwise;
  }

  static Optional<Timestamp> time(JsonNode node, String name) {
    return text(node, name).flatMap(Timestamp::lenient);
  }

  /// Seconds, perhaps with decimals, since 1970; empty for none, for 0 and for no such time.
  static Optional<Instant> epoch(@Nullable BigDecimal seconds) {
    if (seconds == null || seconds.signum() <= 0 || seconds.compareTo(EPOCH_SECONDS_MAX) > 0) {
      return Optional.empty();
    }
    try {
      long whole = seconds.longValue();
      long nanos = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
      return Optional.of(Instant.ofEpochSecond(whole, nanos));
    } catch (DateTimeException noSuchTime) {
      return Optional.empty();
    }
  }

  /// A record's word for its kind, if it may stand in a reason.
  static String word(String said) {
    String word = said.toLowerCase(Locale.ROOT).replace('_', '-');
    return WORD.matcher(word).matches() ? word : "other";
  }

  static Said.Time at(Timestamp time) {
    return time.zoneMinutes() == null
        ? new Said.Time.Exact(time.instant())
        : new Said.Time.At(time.instant(), time.zoneMinutes());
  }

  static Said.Measured measured(
      Measure measure,
      Said.Time time,
      @Nullable String id,
      Amounts amounts,
      Unit unit,
      Set<Flag> flags,
      Payload own) {
    return new Said.Measured(
        measure,
        time,
        id,
        amounts,
        unit,
        measure == Measure.INTERSTITIAL_GLUCOSE ? Specimen.INTERSTITIAL_FLUID : null,
        null,
        null,
        flags,
        Set.<DeviceStatus>of(),
        own);
  }

  static Set<Flag> flags(boolean selfReported) {
    return selfReported ? EnumSet.of(Flag.SELF_REPORTED) : EnumSet.noneOf(Flag.class);
  }

  static Said missing(String what, Payload own) {
    return new Said.Unreadable("missing-" + what, "The record has no " + what + ".", own);
  }
}
