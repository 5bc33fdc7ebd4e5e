package org.trousse.consent.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// JSON from strangers: bounded, no member twice, nothing behind the end.
public final class StrictJson {
  static final int CHARACTERS_MAX = 64 * 1024;
  static final int DEPTH_MAX = 16;
  private static final int NUMBER_DIGITS_MAX = 20;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxDocumentLength(CHARACTERS_MAX)
                          .maxStringLength(CHARACTERS_MAX)
                          .maxNumberLength(NUMBER_DIGITS_MAX)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private StrictJson() {}

  /// Empty: this is no JSON that we read.
  public static Optional<JsonNode> parse(String text) {
    // U+0000 is legal JSON, and jsonb refuses it
    if (text.length() > CHARACTERS_MAX || text.contains("\\u0000")) {
      return Optional.empty();
    }
    try {
      JsonNode node = MAPPER.readTree(text);
      return node == null || node instanceof MissingNode ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException malformed) {
      return Optional.empty();
    }
  }

  public static Optional<ObjectNode> object(String text) {
    return parse(text).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
  }

  public static ObjectNode newObject() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode newArray() {
    return MAPPER.createArrayNode();
  }
}
