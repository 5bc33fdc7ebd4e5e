package org.trousse.gateway.codec;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.json.Json1Reading;
import org.trousse.gateway.codec.json.MeasureUnits;
import org.trousse.gateway.codec.json.Timestamp;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;
import tools.jackson.databind.JsonNode;

/// json1: our own JSON, whose schema is published.
final class Json1Codec {
  private Json1Codec() {}

  static List<Said> decode(Payload payload, byte[] bytes, DeviceFeatures features) {
    return JsonRecords.each(payload, bytes, (node, own) -> Stream.of(said(node, own)));
  }

  private static Said said(JsonNode node, Payload own) {
    return switch (Json1Reading.decode(node)) {
      case Decoded.Failed<Json1Reading>(String error, String mend) ->
          new Said.Unreadable(error, mend, own);
      case Decoded.Value<Json1Reading>(Json1Reading reading) -> said(reading, own);
    };
  }

  private static Said said(Json1Reading reading, Payload own) {
    Optional<Unit> unit =
        Unit.of(reading.unit()).filter(u -> MeasureUnits.fits(reading.measure(), u));
    if (unit.isEmpty()) {
      return new Said.Unreadable(
          "unit",
          "/unit is no unit of "
              + reading.measure().word()
              + "; use one of "
              + MeasureUnits.names(reading.measure())
              + ".",
          own);
    }
    Optional<Said.Time> time = time(reading.time());
    if (time.isEmpty()) {
      return new Said.Unreadable("time", "/time names a day or an hour that does not exist.", own);
    }
    return new Said.Measured(
        reading.measure(),
        time.get(),
        reading.sequence() == null ? reading.id() : "seq:" + reading.sequence(),
        reading.amounts(),
        unit.get(),
        specimen(reading),
        reading.site(),
        reading.meal(),
        flags(reading),
        reading.status(),
        own);
  }

  private static Optional<Said.Time> time(@Nullable String written) {
    return written == null
        ? Optional.of(Said.Time.OnReceipt.NOW)
        : Timestamp.parse(written)
            .map(stamp -> new Said.Time.At(stamp.instant(), stamp.zoneMinutes()));
  }

  private static @Nullable Specimen specimen(Json1Reading reading) {
    return reading.specimen() == null && reading.measure() == Measure.INTERSTITIAL_GLUCOSE
        ? Specimen.INTERSTITIAL_FLUID
        : reading.specimen();
  }

  private static Set<Flag> flags(Json1Reading reading) {
    EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
    if (reading.outOfRange() != null) {
      boolean high = reading.outOfRange().equals("high");
      boolean clamped = reading.amounts().value() != null;
      flags.add(clamped ? (high ? Flag.HI_CLAMPED : Flag.LO_CLAMPED) : (high ? Flag.HI : Flag.LO));
    }
    if (reading.selfReported()) {
      flags.add(Flag.SELF_REPORTED);
    }
    if (reading.specimen() == Specimen.CONTROL_SOLUTION) {
      flags.add(Flag.CONTROL_SOLUTION);
    }
    return flags;
  }
}
