package org.trousse.gateway.vectors;

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
          Map.entry("senml:pack", JsonVectors::senml));

  /// What the vector's input decodes to, in the words of the expectations.
  Map<String, @Nullable Object> decode(Vector vector);

  /// Any version of an Open mHealth schema of ours is one format.
  static Optional<VectorFormat> of(String format) {
    boolean omh =
        format.matches(
            "omh:(blood-glucose|blood-pressure|body-weight|body-temperature)(:[0-9a-z.]+)?");
    return omh ? Optional.of(JsonVectors::omh) : Optional.ofNullable(BY_NAME.get(format));
  }
}
