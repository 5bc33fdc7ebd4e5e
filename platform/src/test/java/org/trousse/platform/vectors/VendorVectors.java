package org.trousse.platform.vectors;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.Codecs;
import org.trousse.gateway.codec.DeviceFeatures;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.codec.export.HealthKitRecord;
import org.trousse.gateway.codec.export.HealthKitXml;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import tools.jackson.databind.JsonNode;

/// What vendors' clouds, phones and exports say.
final class VendorVectors {
  private VendorVectors() {}

  /// A format whose record stands under `json`.
  static VectorFormat json(String codec) {
    return vector -> ReadingView.of(decode(codec, vector).getFirst());
  }

  static Map<String, @Nullable Object> dexcom(Vector vector) {
    Said said = decode("dexcom-v3", vector).getFirst();
    Map<String, @Nullable Object> out = ReadingView.of(said);
    if (said instanceof Said.Measured measured && measured.nativeId() != null) {
      out.put("sourceRecordId", measured.nativeId().replaceFirst("^rid:", ""));
    }
    return out;
  }

  /// A cuff's pulse, which stands with its pressures, is one more reading here.
  static Map<String, @Nullable Object> withings(Vector vector) {
    List<Said> said = decode("withings", vector);
    Map<String, @Nullable Object> out = ReadingView.of(said.getFirst());
    List<Map<String, @Nullable Object>> readings = new ArrayList<>();
    for (Said one : said) {
      switch (one) {
        case Said.Measured measured -> {
          readings.add(Judged.canonical(Judged.normalised(measured).reading()));
          Amounts amounts = measured.amounts();
          if (measured.measure() == Measure.BLOOD_PRESSURE && amounts.pulse() != null) {
            readings.add(ReadingView.other("heart-rate", amounts.pulse(), "/min"));
          }
        }
        case Said.Unheld(String kind, var value, String unit, _, _, _) ->
            readings.add(ReadingView.other(kind, value, unit));
        default -> {}
      }
    }
    out.put("readings", readings);
    out.put("ignoredTypes", ignored(vector.input().path("json"), said));
    return out;
  }

  /// Types that nothing was said of: absent values and those that nobody knows.
  private static List<Integer> ignored(JsonNode group, List<Said> said) {
    List<Integer> ignored = new ArrayList<>();
    for (JsonNode measure : group.path("measures")) {
      byte[] alone =
          ("{\"date\":1,\"measures\":[" + measure + "]}").getBytes(StandardCharsets.UTF_8);
      Said of = Codecs.decode("withings", alone, DeviceFeatures.UNKNOWN).getFirst();
      if (of instanceof Said.NoReading && !said.isEmpty()) {
        ignored.add(measure.path("type").asInt());
      }
    }
    return ignored;
  }

  static Map<String, @Nullable Object> healthKit(Vector vector) {
    String attributes =
        vector.input().path("json").properties().stream()
            .map(field -> field.getKey() + "=\"" + escaped(field.getValue().asString("")) + "\"")
            .collect(Collectors.joining(" "));
    byte[] xml = ("<Record " + attributes + "/>").getBytes(StandardCharsets.UTF_8);
    Map<String, @Nullable Object> out =
        ReadingView.of(Codecs.decode("healthkit", xml, DeviceFeatures.UNKNOWN).getFirst());
    if (HealthKitXml.records(xml)
        instanceof Decoded.Value<List<HealthKitRecord>>(List<HealthKitRecord> records)) {
      records.stream()
          .findFirst()
          .flatMap(HealthKitRecord::writtenLate)
          .ifPresent(late -> out.put("delaySeconds", Math.toIntExact(late.toSeconds())));
    }
    return out;
  }

  static Map<String, @Nullable Object> libreView(Vector vector) {
    String file =
        preface(vector.context()) + vector.text("header") + "\n" + vector.text("row") + "\n";
    return file("libreview-csv", file);
  }

  static Map<String, @Nullable Object> clarity(Vector vector) {
    JsonNode row = vector.input().path("row");
    String header = row.propertyNames().stream().collect(Collectors.joining(","));
    String cells =
        row.properties().stream()
            .map(cell -> "\"" + cell.getValue().asString("").replace("\"", "\"\"") + "\"")
            .collect(Collectors.joining(","));
    return file("clarity-csv", preface(vector.context()) + header + "\n" + cells + "\n");
  }

  private static Map<String, @Nullable Object> file(String codec, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ReadingView.of(Codecs.decode(codec, bytes, DeviceFeatures.UNKNOWN).getFirst());
  }

  private static String preface(JsonNode context) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("zone", context.path("accountZone").asString(""));
    said.put("dateOrder", context.path("dateOrder").asString(""));
    String words =
        said.entrySet().stream()
            .filter(entry -> !entry.getValue().isEmpty())
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(" "));
    return words.isEmpty() ? "" : "# " + words + "\n";
  }

  private static List<Said> decode(String codec, Vector vector) {
    byte[] bytes = vector.input().path("json").toString().getBytes(StandardCharsets.UTF_8);
    return Codecs.decode(codec, bytes, DeviceFeatures.UNKNOWN);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
