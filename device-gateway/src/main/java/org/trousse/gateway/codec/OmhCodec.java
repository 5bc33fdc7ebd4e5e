package org.trousse.gateway.codec;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.json.OmhPoint;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;
import tools.jackson.databind.JsonNode;

/// Open mHealth data points. A statistic (minimum, average …) is not a reading: it is said at the
/// start of its interval and flagged.
final class OmhCodec {
  private OmhCodec() {}

  static List<Said> decode(Payload payload, byte[] bytes, DeviceFeatures features) {
    return JsonRecords.each(payload, bytes, (node, own) -> Stream.of(said(node, own)));
  }

  private static Said said(JsonNode node, Payload own) {
    return switch (OmhPoint.decode(node)) {
      case Decoded.Failed<OmhPoint>(String error, String mend) ->
          new Said.Unreadable(error, mend, own);
      case Decoded.Value<OmhPoint>(OmhPoint point) -> said(point, own);
    };
  }

  private static Said said(OmhPoint point, Payload own) {
    Said.Time time =
        point.backwards()
            ? new Said.Time.Unknown(Flag.TIME_INVALID)
            : new Said.Time.At(point.time().instant(), point.time().zoneMinutes());
    return new Said.Measured(
        point.measure(),
        time,
        nativeId(point),
        point.amounts(),
        point.unit(),
        point.specimen(),
        point.site(),
        point.meal(),
        flags(point),
        Set.of(),
        own);
  }

  /// Minimum and maximum of one interval are two records even where neither has an id.
  private static @Nullable String nativeId(OmhPoint point) {
    return point.id() == null && point.statistic() != null
        ? "statistic:" + point.statistic()
        : point.id();
  }

  private static Set<Flag> flags(OmhPoint point) {
    EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
    if (point.statistic() != null) {
      flags.add(Flag.DERIVED_STATISTIC);
    }
    if (point.selfReported()) {
      flags.add(Flag.SELF_REPORTED);
    }
    return flags;
  }
}
