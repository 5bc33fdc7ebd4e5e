package org.trousse.platform.vectors;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a vector of one format is run.
@FunctionalInterface
interface VectorFormat {
  Map<String, VectorFormat> BY_NAME =
      Map.ofEntries(
          Map.entry("prim:sfloat", PrimitiveVectors::sfloat),
          Map.entry("prim:float", PrimitiveVectors::float32),
          Map.entry("prim:crc16-mcrf4xx", PrimitiveVectors::crc),
          Map.entry("unit:string", PrimitiveVectors::unit),
          Map.entry("unit:glucose", PrimitiveVectors::glucose),
          Map.entry("unit:convert", PrimitiveVectors::convert),
          Map.entry("gatt:2A08", PrimitiveVectors::dateTime),
          Map.entry("gatt:2A18", GattVectors::glucose),
          Map.entry("gatt:2A34", ContextVectors::glucoseContext),
          Map.entry("gatt:2AA7", GattVectors::cgm),
          Map.entry("gatt:2AAA", GattVectors::sessionStart),
          Map.entry("gatt:2A35", GattVectors::bloodPressure),
          Map.entry("gatt:2A9D", GattVectors::weight),
          Map.entry("gatt:2A1C", GattVectors::temperature),
          Map.entry("gatt:2AA9", SensorVectors::status),
          Map.entry("gatt:2A36", SensorVectors::cuff),
          Map.entry("gatt:2A9C", SensorVectors::composition),
          Map.entry("logic:cgm-time", SensorVectors::absoluteTime),
          Map.entry("vendor:xiaomi-181D", SensorVectors::xiaomi181d),
          Map.entry("vendor:xiaomi-181B", SensorVectors::xiaomi181b),
          Map.entry("senml:pack", JsonVectors::senml),
          Map.entry("dexcom:v3:egv", VendorVectors::dexcom),
          Map.entry("withings:measuregrp", VendorVectors::withings),
          Map.entry("ihealth:bg", VendorVectors.json("ihealth")),
          Map.entry("ihealth:bp", VendorVectors.json("ihealth")),
          Map.entry("ihealth:weight", VendorVectors.json("ihealth")),
          Map.entry("nightscout:entry", VendorVectors.json("nightscout")),
          Map.entry("healthkit:export-record", VendorVectors::healthKit),
          Map.entry("libreview:csv-row", VendorVectors::libreView),
          Map.entry("dexcom:clarity-row", VendorVectors::clarity),
          Map.entry("logic:dexcom-time", RuleVectors::dexcomTime),
          Map.entry("logic:dedupe", RuleVectors::dedupe),
          Map.entry("logic:local-time", RuleVectors::localTime),
          Map.entry("logic:time-window", RuleVectors::timeWindow),
          Map.entry("logic:idempotency", RuleVectors::idempotency),
          Map.entry("logic:plausibility", RuleVectors::plausibility),
          Map.entry("logic:cgm-gap", RuleVectors::gap),
          Map.entry("mes:export", MesVectors::export));

  /// What the vector's input decodes to, in the words of the expectations.
  Map<String, @Nullable Object> decode(Vector vector);

  /// Any version of an Open mHealth schema of ours is one format.
  static Optional<VectorFormat> of(String format) {
    boolean omh =
        format.matches(
            "omh:(blood-glucose|blood-pressure|body-weight|body-temperature)(:[0-9a-z.]+)?");
    if (omh) {
      return Optional.of(JsonVectors::omh);
    }
    return format.matches("healthconnect:[A-Za-z]+Record")
        ? Optional.of(VendorVectors.json("health-connect"))
        : Optional.ofNullable(BY_NAME.get(format));
  }
}
