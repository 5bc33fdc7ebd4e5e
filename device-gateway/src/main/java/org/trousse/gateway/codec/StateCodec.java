package org.trousse.gateway.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.trousse.gateway.codec.json.StrictJson;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.reading.Payload;

/// state: what a device says of itself. One strict JSON object; its members are the device's own.
final class StateCodec {
  static final int STATE_MAX_BYTES = 8_192;

  private StateCodec() {}

  static List<Said> decode(Payload payload, byte[] bytes, DeviceFeatures features) {
    if (bytes.length > STATE_MAX_BYTES) {
      return List.of(
          new Said.Unreadable(
              "too-large", "A state has at most " + STATE_MAX_BYTES + " bytes.", payload));
    }
    return List.of(
        switch (StrictJson.read(bytes)) {
          case Decoded.Failed<StrictJson.Document>(String error, String mend) ->
              new Said.Unreadable(error, mend, payload);
          case Decoded.Value<StrictJson.Document>(StrictJson.Document document) ->
              isObject(document)
                  ? new Said.State(new String(bytes, StandardCharsets.UTF_8), payload)
                  : new Said.Unreadable("schema", "A state message is one object.", payload);
        });
  }

  private static boolean isObject(StrictJson.Document document) {
    return !document.array() && document.pieces().getFirst().node().isObject();
  }
}
