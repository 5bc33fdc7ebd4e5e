package org.trousse.referencing.evidence.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// A handed-in JSON document is one (RFC 8259): UTF-8, one object or array, no name twice, not too
/// deep, nothing behind it. Nothing of it is kept in memory.
final class StrictJson {
  static final int DEPTH_MAX = 100;
  private static final int STRING_CHARS_MAX = 5_000_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxStringLength(STRING_CHARS_MAX)
                  .maxNumberLength(100)
                  .build())
          .build();

  private StrictJson() {}

  /// Empty: it is no such document.
  static Optional<FileKind> kind(byte[] bytes) {
    if (!utf8(bytes)) {
      return Optional.empty();
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
        return Optional.empty();
      }
      FileKind kind = FileKind.JSON;
      int depth = 1;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 1 && first == JsonToken.START_OBJECT && saysCycloneDx(parser, token)) {
          kind = FileKind.CYCLONEDX;
        }
      }
      return parser.nextToken() == null ? Optional.of(kind) : Optional.empty();
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  private static boolean saysCycloneDx(JsonParser parser, JsonToken token) {
    return token == JsonToken.VALUE_STRING
        && "bomFormat".equals(parser.currentName())
        && "CycloneDX".equals(parser.getString());
  }

  /// A zero byte is none of JSON's: with it, a reader would take the text for UTF-16.
  private static boolean utf8(byte[] bytes) {
    for (byte one : bytes) {
      if (one == 0) {
        return false;
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException other) {
      return false;
    }
  }
}
