package org.trousse.gateway.codec;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.trousse.gateway.codec.advertised.Xiaomi181b;
import org.trousse.gateway.codec.advertised.Xiaomi181d;
import org.trousse.gateway.codec.cloud.DexcomV3;
import org.trousse.gateway.codec.cloud.HealthConnect;
import org.trousse.gateway.codec.cloud.Ihealth;
import org.trousse.gateway.codec.cloud.Nightscout;
import org.trousse.gateway.codec.cloud.Withings;
import org.trousse.gateway.codec.export.ClarityCsv;
import org.trousse.gateway.codec.export.HealthKit;
import org.trousse.gateway.codec.export.LibreViewCsv;
import org.trousse.sdk.reading.Payload;

/// The front door of this room: every payload format by the name that topics and batches give it.
/// No input makes it throw; what cannot be read becomes [Said.Unreadable].
public final class Codecs {
  /// What a format does with a payload.
  @FunctionalInterface
  interface Codec {
    List<Said> decode(Payload payload, byte[] bytes, DeviceFeatures features);
  }

  /// The error of a payload that is not the strict JSON that we read.
  public static final String NOT_JSON = "json";

  static final String BATCH = "batch";

  /// Formats that are one file each.
  private static final List<Format> FORMATS =
      List.of(
          new DexcomV3(),
          new ClarityCsv(),
          new LibreViewCsv(),
          new Withings(),
          new Nightscout(),
          new Ihealth(),
          new HealthConnect(),
          new HealthKit(),
          new Xiaomi181d(),
          new Xiaomi181b());

  private static final Map<String, Codec> OF_STANDARDS =
      Map.ofEntries(
          Map.entry("gatt-2a18", GattCodecs::glucose),
          Map.entry("gatt-2a34", GattCodecs::glucoseContext),
          Map.entry("gatt-2aa7", GattCodecs::cgm),
          Map.entry("gatt-2aaa", GattCodecs::sessionStart),
          Map.entry("session", GattCodecs::sessionStart),
          Map.entry("gatt-2aa9", GattCodecs::cgmStatus),
          Map.entry("gatt-2a35", GattCodecs::bloodPressure),
          Map.entry("gatt-2a36", GattCodecs::cuffPressure),
          Map.entry("gatt-2a9d", GattCodecs::weight),
          Map.entry("gatt-2a9c", GattCodecs::composition),
          Map.entry("gatt-2a1c", GattCodecs::temperature),
          Map.entry(BATCH, BatchCodec::decode),
          Map.entry("json1", Json1Codec::decode),
          Map.entry("senml", SenmlCodec::decode),
          Map.entry("omh", OmhCodec::decode),
          Map.entry("clock", ClockCodec::decode),
          Map.entry("state", StateCodec::decode));

  private static final Map<String, Codec> BY_NAME = byName();

  private Codecs() {}

  private static Map<String, Codec> byName() {
    Map<String, Codec> all = new TreeMap<>(OF_STANDARDS);
    for (Format format : FORMATS) {
      all.put(format.word(), (payload, bytes, features) -> format.decode(payload));
    }
    return Collections.unmodifiableMap(all);
  }

  /// Every format, by the name that topics and batches give it.
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  /// Whether a format of this name is read here.
  public static boolean knows(String codec) {
    return BY_NAME.containsKey(codec);
  }

  /// Everything that a payload says, in its order; at least one [Said].
  public static List<Said> decode(String codec, byte[] payload, DeviceFeatures features) {
    Payload whole = new Payload(codec, payload);
    Codec found = BY_NAME.get(codec);
    if (found == null) {
      return List.of(
          new Said.Unreadable(
              "codec", "No format has this name; see the list of codecs in the README.", whole));
    }
    return found.decode(whole, payload, features);
  }
}
