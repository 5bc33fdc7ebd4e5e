package org.trousse.sdk.reading;

import java.util.Optional;

/// The payload formats. `word` is the last level of an MQTT topic and what [Payload#codec] says;
/// `code` stands in rows and never changes.
public enum Codec {
  GATT_2A18(1, "gatt-2a18"),
  GATT_2A34(2, "gatt-2a34"),
  GATT_2AA7(3, "gatt-2aa7"),
  GATT_2AAA(4, "gatt-2aaa"),
  GATT_2A35(5, "gatt-2a35"),
  GATT_2A9D(6, "gatt-2a9d"),
  GATT_2A9C(7, "gatt-2a9c"),
  GATT_2A1C(8, "gatt-2a1c"),
  BATCH(9, "batch"),
  JSON1(10, "json1"),
  SENML(11, "senml"),
  OMH(12, "omh"),
  /// an Observation that an app wrote; no topic's level
  FHIR(13, "fhir"),
  /// what a person typed; no topic's level
  TYPED(14, "typed"),
  DEXCOM_V3(15, "dexcom-v3"),
  CLARITY_CSV(16, "clarity-csv"),
  LIBREVIEW_CSV(17, "libreview-csv"),
  WITHINGS(18, "withings"),
  NIGHTSCOUT(19, "nightscout"),
  IHEALTH(20, "ihealth"),
  HEALTH_CONNECT(21, "health-connect"),
  HEALTHKIT(22, "healthkit"),
  XIAOMI_181D(23, "xiaomi-181d"),
  XIAOMI_181B(24, "xiaomi-181b");

  private final int code;
  private final String word;

  Codec(int code, String word) {
    this.code = code;
    this.word = word;
  }

  public static Optional<Codec> of(String word) {
    for (Codec codec : values()) {
      if (codec.word.equals(word)) {
        return Optional.of(codec);
      }
    }
    return Optional.empty();
  }

  /// The codec of a row's code; throws when a row holds a code that no version of ours wrote.
  public static Codec ofCode(int code) {
    for (Codec codec : values()) {
      if (codec.code == code) {
        return codec;
      }
    }
    throw new IllegalArgumentException("no codec has code " + code);
  }

  public int code() {
    return code;
  }

  public String word() {
    return word;
  }
}
