package org.trousse.platform.vectors;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Codecs;
import org.trousse.gateway.codec.DeviceFeatures;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.codec.json.OmhPoint;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.gateway.normalise.Normalised;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.MeasureCodes;
import org.trousse.sdk.reading.Reading;

/// Open mHealth bodies and SenML packs.
final class JsonVectors {
  private JsonVectors() {}

  static Map<String, @Nullable Object> omh(Vector vector) {
    Said said = decode("omh", vector).getFirst();
    Map<String, @Nullable Object> out = Judged.of(said);
    if (said instanceof Said.Measured measured) {
      out.putAll(reading(measured));
      if (OmhPoint.decode(vector.input().path("json"))
          instanceof Decoded.Value<OmhPoint>(OmhPoint point)) {
        out.put("statistic", point.statistic());
        if (point.endText() != null) {
          out.put("effectivePeriod", List.of(point.startText(), point.endText()));
        }
      }
      BodySite site = measured.site();
      Optional.ofNullable(site)
          .flatMap(MeasureCodes::fma)
          .ifPresent(fma -> out.put("mesBodySiteFMA", fma));
    }
    return out;
  }

  static Map<String, @Nullable Object> senml(Vector vector) {
    List<Said> said = decode("senml", vector);
    List<Map<String, @Nullable Object>> readings = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    for (Said one : said) {
      switch (one) {
        case Said.Measured measured -> readings.add(reading(measured));
        case Said.Unreadable unreadable -> errors.add(unreadable.error());
        default -> throw new IllegalStateException("SenML says measurements only");
      }
    }
    Map<String, @Nullable Object> out =
        PrimitiveVectors.outcome(
            readings.isEmpty() ? "reject" : errors.isEmpty() ? "accept" : "accept-in-part");
    out.put("readings", readings);
    out.put("errors", errors);
    return out;
  }

  private static List<Said> decode(String codec, Vector vector) {
    byte[] bytes = vector.input().path("json").toString().getBytes(StandardCharsets.UTF_8);
    return Codecs.decode(codec, bytes, DeviceFeatures.UNKNOWN);
  }

  private static Map<String, @Nullable Object> reading(Said.Measured said) {
    Normalised normalised = Judged.normalised(said);
    Reading reading = normalised.reading();
    Map<String, @Nullable Object> out = new LinkedHashMap<>(Judged.canonical(reading));
    switch (said.time()) {
      case Said.Time.At(Instant instant, _) -> out.put("instant", instant.toString());
      case Said.Time.OnReceipt(var offset) ->
          out.put("relativeSeconds", Math.toIntExact(offset.toSeconds()));
      case Said.Time.Exact(Instant instant) -> out.put("instant", instant.toString());
      case Said.Time.Wall _, Said.Time.SinceSessionStart _, Said.Time.Unknown _ -> {}
    }
    out.put("meal", reading.meal() == null ? null : reading.meal().word());
    return out;
  }
}
