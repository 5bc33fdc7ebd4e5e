package org.trousse.gateway.codec;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.json.MeasureUnits;
import org.trousse.gateway.codec.json.SenmlPack;
import org.trousse.gateway.codec.json.StrictJson;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Payload;

/// SenML (RFC 8428) in JSON. The last part of a record's name, after `:`, `/` or `.`, is the
/// measure's word; `systolic`, `diastolic`, `mean` and `pulse` of one time and one prefix are one
/// blood pressure. The payload of a reading is its resolved record (§4.6), for a record as sent
/// means nothing without the base fields before it.
final class SenmlCodec {
  private static final String SYSTOLIC = "systolic";
  private static final String DIASTOLIC = "diastolic";
  private static final String MEAN = "mean";
  private static final String PULSE = "pulse";
  private static final Set<String> PRESSURES = Set.of(SYSTOLIC, DIASTOLIC, MEAN, PULSE);

  private SenmlCodec() {}

  static List<Said> decode(Payload payload, byte[] bytes, DeviceFeatures features) {
    return switch (JsonRecords.document(bytes)) {
      case Decoded.Failed<StrictJson.Document>(String error, String mend) ->
          List.of(new Said.Unreadable(error, mend, payload));
      case Decoded.Value<StrictJson.Document>(StrictJson.Document document) ->
          document.array()
              ? pack(payload, bytes, document)
              : List.of(new Said.Unreadable("schema", "A SenML pack is an array.", payload));
    };
  }

  /// Records that make one reading: one of them, or the parts of a blood pressure.
  private record Group(String prefix, BigDecimal seconds, Map<String, SenmlPack.Resolved> parts) {}

  private static List<Said> pack(Payload payload, byte[] bytes, StrictJson.Document document) {
    List<SenmlPack.Resolved> resolved =
        SenmlPack.resolve(document.pieces().stream().map(StrictJson.Piece::node).toList());
    List<Said> said = new ArrayList<>();
    Map<Object, Group> pressures = new LinkedHashMap<>();
    for (SenmlPack.Resolved record : resolved) {
      String word = lastPart(record.name());
      Payload own = JsonRecords.own(payload, bytes, document.pieces().get(record.piece()));
      if (record.wrong() != null) {
        said.add(new Said.Unreadable("senml", record.wrong(), own));
      } else if (PRESSURES.contains(word)) {
        Group group = group(pressures, record, word);
        if (group.parts().putIfAbsent(word, record) != null) {
          said.add(new Said.Unreadable("senml", "The same name and time stand twice.", own));
        }
      } else {
        said.add(single(record, word, payload, own));
      }
    }
    pressures.values().forEach(group -> said.add(pressure(group, payload)));
    return said.isEmpty()
        ? List.of(new Said.Unreadable("senml", "The pack holds base fields only.", payload))
        : said;
  }

  private static Group group(Map<Object, Group> groups, SenmlPack.Resolved record, String word) {
    String prefix = record.name().substring(0, record.name().length() - word.length());
    BigDecimal seconds = record.seconds().stripTrailingZeros();
    return groups.computeIfAbsent(
        List.of(prefix, seconds), _ -> new Group(prefix, seconds, new LinkedHashMap<>()));
  }

  private static Said single(SenmlPack.Resolved record, String word, Payload payload, Payload own) {
    Optional<Measure> measure = Measure.of(word).filter(m -> m != Measure.BLOOD_PRESSURE);
    if (measure.isEmpty()) {
      return new Said.Unreadable(
          "measure",
          "The last part of the name is no measure; use blood-glucose, interstitial-glucose,"
              + " body-weight, body-temperature, systolic, diastolic, mean or pulse.",
          own);
    }
    Optional<Unit> unit = unit(record, measure.get());
    if (unit.isEmpty()) {
      return wrongUnit(measure.get(), own);
    }
    return measured(
        measure.get(),
        record.name(),
        record.seconds(),
        Amounts.single(record.value()),
        unit.get(),
        resolved(payload, List.of(record)));
  }

  private static Said pressure(Group group, Payload payload) {
    List<SenmlPack.Resolved> records = List.copyOf(group.parts().values());
    Payload own = resolved(payload, records);
    SenmlPack.Resolved systolic = group.parts().get(SYSTOLIC);
    SenmlPack.Resolved diastolic = group.parts().get(DIASTOLIC);
    if (systolic == null || diastolic == null) {
      return new Said.Unreadable(
          "missing-value", "A blood pressure needs systolic and diastolic of one time.", own);
    }
    Optional<Unit> unit = unit(systolic, Measure.BLOOD_PRESSURE);
    boolean oneUnit =
        group.parts().entrySet().stream()
            .filter(part -> !part.getKey().equals(PULSE))
            .allMatch(part -> unit(part.getValue(), Measure.BLOOD_PRESSURE).equals(unit));
    SenmlPack.Resolved pulse = group.parts().get(PULSE);
    boolean pulseFits = pulse == null || Optional.of(Unit.PER_MINUTE).equals(unit(pulse.unit()));
    if (unit.isEmpty() || !oneUnit || !pulseFits) {
      return wrongUnit(Measure.BLOOD_PRESSURE, own);
    }
    SenmlPack.Resolved mean = group.parts().get(MEAN);
    Amounts amounts =
        new Amounts(
            systolic.value(),
            diastolic.value(),
            mean == null ? null : mean.value(),
            pulse == null ? null : pulse.value());
    return measured(
        Measure.BLOOD_PRESSURE, group.prefix(), group.seconds(), amounts, unit.get(), own);
  }

  private static Said measured(
      Measure measure, String name, BigDecimal seconds, Amounts amounts, Unit unit, Payload own) {
    boolean relative = seconds.compareTo(SenmlPack.RELATIVE_BELOW) < 0;
    return new Said.Measured(
        measure,
        relative
            ? new Said.Time.OnReceipt(duration(seconds))
            : new Said.Time.At(instant(seconds), 0),
        relative ? null : name,
        amounts,
        unit,
        measure == Measure.INTERSTITIAL_GLUCOSE ? Specimen.INTERSTITIAL_FLUID : null,
        null,
        null,
        Set.of(),
        Set.of(),
        own);
  }

  private static Said wrongUnit(Measure measure, Payload own) {
    return new Said.Unreadable(
        "unit",
        "The unit (u or bu) is missing or no unit of "
            + measure.word()
            + "; use one of "
            + MeasureUnits.names(measure)
            + ", and /min for a pulse.",
        own);
  }

  private static Optional<Unit> unit(SenmlPack.Resolved record, Measure measure) {
    return unit(record.unit()).filter(unit -> MeasureUnits.fits(measure, unit));
  }

  private static Optional<Unit> unit(@Nullable String spelt) {
    return Optional.ofNullable(spelt).flatMap(Unit::of);
  }

  private static Payload resolved(Payload payload, List<SenmlPack.Resolved> records) {
    String text =
        records.stream().map(SenmlCodec::resolved).collect(Collectors.joining(",", "[", "]"));
    return new Payload(payload.codec(), text.getBytes(StandardCharsets.UTF_8));
  }

  /// Names hold no character that JSON escapes; units are those that were understood, or none.
  private static String resolved(SenmlPack.Resolved record) {
    String unit = unit(record.unit()).map(u -> ",\"u\":\"" + u.ucum() + "\"").orElse("");
    BigDecimal value = record.value();
    return "{\"n\":\"%s\"%s,\"t\":%s,\"v\":%s}"
        .formatted(
            record.name(),
            unit,
            record.seconds().toPlainString(),
            value == null ? "0" : value.toPlainString());
  }

  private static String lastPart(String name) {
    int at =
        Math.max(name.lastIndexOf(':'), Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')));
    return name.substring(at + 1);
  }

  private static Instant instant(BigDecimal seconds) {
    return Instant.EPOCH.plus(duration(seconds));
  }

  private static Duration duration(BigDecimal seconds) {
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    long nanos = seconds.subtract(whole).movePointRight(9).longValue();
    return Duration.ofSeconds(whole.longValue(), nanos);
  }
}
