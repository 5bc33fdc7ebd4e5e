package org.trousse.platform.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// One line of a vector file: what goes in and what must come out.
record Vector(String id, String format, JsonNode input, JsonNode context, JsonNode expect) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  static List<Vector> file(Path path) throws IOException {
    try {
      return all(MAPPER.readTree(Files.readString(path)));
    } catch (JacksonException notJson) {
      throw new IOException("this is not a vector file: it is not JSON", notJson);
    }
  }

  static List<Vector> all(JsonNode file) throws IOException {
    if (!file.path("vectors").isArray()) {
      throw new IOException("this is not a vector file: it has no array `vectors`");
    }
    return file.path("vectors").valueStream().map(Vector::of).toList();
  }

  private static Vector of(JsonNode node) {
    return new Vector(
        node.path("id").asString("(no id)"),
        node.path("format").asString(""),
        node.path("input"),
        node.path("context"),
        node.path("expect"));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(input.path("hex").asString("").replace(" ", ""));
  }

  /// A text field of the input, digits as written.
  String text(String field) {
    return input.path(field).asString("");
  }

  Optional<Boolean> e2eCrc() {
    return context.path("cgmFeature").path("e2eCrc").booleanValueOpt();
  }

  @Override
  public String toString() {
    return id;
  }
}
