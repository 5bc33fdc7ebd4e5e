package org.trousse.sdk.device;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.trousse.sdk.reading.Payload;

/// What a device's clock says at a moment that is known: lets the gateway tell the true time of
/// readings whose format has no zone. Sent at the start of every connection.
///
/// @param deviceTime what the device shows
/// @param trueTime what a trusted clock says at the same moment
public record ClockStatement(LocalDateTime deviceTime, Instant trueTime, ZoneId zone) {
  public static final String CODEC = "clock";

  /// A device whose clock is right.
  public static ClockStatement exact(Instant now, ZoneId zone) {
    return new ClockStatement(LocalDateTime.ofInstant(now, zone), now, zone);
  }

  /// Whole seconds, as devices know them.
  public Payload payload() {
    String json =
        String.format(
            "{\"deviceTime\":\"%s\",\"trueTime\":\"%s\",\"zone\":\"%s\"}",
            text(deviceTime), trueTime.truncatedTo(ChronoUnit.SECONDS), zone.getId());
    return new Payload(CODEC, json.getBytes(StandardCharsets.UTF_8));
  }

  /// With its seconds even when they are zero.
  private static String text(LocalDateTime time) {
    LocalDateTime whole = time.truncatedTo(ChronoUnit.SECONDS);
    return whole.getSecond() == 0 ? whole + ":00" : whole.toString();
  }
}
