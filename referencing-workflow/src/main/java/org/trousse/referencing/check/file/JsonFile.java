package org.trousse.referencing.check.file;

import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON from strangers: bounded, no member twice, nothing behind the end.
public final class JsonFile {
  private static final int DEPTH_MAX = 64;
  private static final int CHARACTERS_MAX = 32 * 1024 * 1024;
  private static final int STRING_MAX = 1024 * 1024;
  private static final int NUMBER_DIGITS_MAX = 40;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxDocumentLength(CHARACTERS_MAX)
                          .maxStringLength(STRING_MAX)
                          .maxNumberLength(NUMBER_DIGITS_MAX)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonFile() {}

  /// Empty: no JSON that we read.
  public static Optional<JsonNode> read(String text) {
    try {
      String json = text.startsWith("\ufeff") ? text.substring(1) : text;
      return Optional.ofNullable(MAPPER.readTree(json)).filter(node -> !node.isMissingNode());
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }

  /// The elements of an array; nothing when it is none.
  public static Stream<JsonNode> each(JsonNode array) {
    return array.isArray() ? array.valueStream() : Stream.empty();
  }

  /// A member's text; empty when it is absent or something else.
  public static String text(JsonNode node, String member) {
    JsonNode value = node.path(member);
    return value.isString() ? value.stringValue() : "";
  }
}
