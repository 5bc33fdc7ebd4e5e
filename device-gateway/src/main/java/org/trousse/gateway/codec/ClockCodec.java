package org.trousse.gateway.codec;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.json.PublishedSchema;
import org.trousse.gateway.codec.json.StrictJson;
import org.trousse.gateway.codec.json.Timestamp;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.reading.Payload;
import tools.jackson.databind.JsonNode;

/// clock: what a device's clock shows at a moment that its gateway knows. Rare, so that the schema
/// itself checks it.
final class ClockCodec {
  private ClockCodec() {}

  static List<Said> decode(Payload payload, byte[] bytes, DeviceFeatures features) {
    return List.of(
        switch (StrictJson.read(bytes)) {
          case Decoded.Failed<StrictJson.Document>(String error, String mend) ->
              new Said.Unreadable(error, mend, payload);
          case Decoded.Value<StrictJson.Document>(StrictJson.Document document) ->
              document.array()
                  ? new Said.Unreadable("schema", "A clock message is one object.", payload)
                  : said(document.pieces().getFirst().node(), payload);
        });
  }

  private static Said said(JsonNode node, Payload payload) {
    if (!PublishedSchema.CLOCK.accepts(node)) {
      return new Said.Unreadable("schema", PublishedSchema.CLOCK.mend(node), payload);
    }
    Optional<Timestamp> device = Timestamp.parse(node.path("deviceTime").asString(""));
    Optional<Timestamp> truth = Timestamp.parse(node.path("trueTime").asString(""));
    if (device.isEmpty() || truth.isEmpty()) {
      return new Said.Unreadable(
          "time", "/deviceTime or /trueTime names a day or an hour that does not exist.", payload);
    }
    String zone = node.has("zone") ? node.path("zone").asString("") : null;
    if (!isZone(zone)) {
      return new Said.Unreadable(
          "zone", "/zone is not an IANA time zone; write it as Europe/Paris.", payload);
    }
    return new Said.Clock(device.get().instant(), truth.get().instant(), zone, payload);
  }

  private static boolean isZone(@Nullable String zone) {
    try {
      return zone == null || ZoneId.of(zone) != null;
    } catch (DateTimeException unknown) {
      return false;
    }
  }
}
