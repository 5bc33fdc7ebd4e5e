package org.trousse.gateway.codec.json;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.measure.Quantity;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// RFC 8259 in its narrow sense (I-JSON, RFC 7493): UTF-8 without a byte order mark, no name twice,
/// no lone surrogate, no NUL, one document and nothing after it. Numbers keep their digits and are
/// bounded before anything could expand them.
public final class StrictJson {
  public static final int DOCUMENT_MAX_BYTES = 1_048_576;
  public static final int DEPTH_MAX = 32;
  public static final int STRING_MAX_CHARS = 131_072;
  public static final int NAME_MAX_CHARS = 128;
  public static final int TOKENS_MAX = 100_000;

  /// Characters of one number: the digits of a [Quantity], sign, point and exponent.
  public static final int NUMBER_MAX_CHARS = 48;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxStringLength(STRING_MAX_CHARS)
                          .maxNameLength(NAME_MAX_CHARS)
                          .maxNumberLength(NUMBER_MAX_CHARS)
                          .maxTokenCount(TOKENS_MAX)
                          .maxDocumentLength(DOCUMENT_MAX_BYTES)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private StrictJson() {}

  /// A document and its pieces: the elements of its array, or itself when it is no array.
  ///
  /// @param array whether the document is an array
  public record Document(boolean array, List<Piece> pieces) {
    public Document {
      pieces = List.copyOf(pieces);
    }
  }

  /// An element and where its bytes stand.
  public record Piece(int from, int end, JsonNode node) {}

  /// Reads a document; every refusal says what to mend.
  public static Decoded<Document> read(byte[] bytes) {
    String wrong = wrongBytes(bytes);
    if (wrong != null) {
      return Decoded.failed("json", wrong);
    }
    try (JsonParser parser = MAPPER.createParser(bytes)) {
      Document document = document(parser, bytes.length);
      if (parser.nextToken() != null) {
        return Decoded.failed("json", "Something follows the JSON document; send one document.");
      }
      for (Piece piece : document.pieces()) {
        String bad = wrongValue(piece.node());
        if (bad != null) {
          return Decoded.failed("json", bad);
        }
      }
      return Decoded.of(document);
    } catch (StreamConstraintsException tooMuch) {
      return Decoded.failed("json", "The JSON goes past a limit: " + said(tooMuch));
    } catch (JacksonException notJson) {
      return Decoded.failed("json", "This is not strict JSON: " + said(notJson));
    } catch (ArithmeticException | NumberFormatException notANumber) {
      return Decoded.failed("json", "A number's exponent is out of all bounds.");
    }
  }

  private static Document document(JsonParser parser, int length) {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      JsonNode node = MAPPER.readTree(parser);
      return new Document(false, List.of(new Piece(0, length, node)));
    }
    List<Piece> pieces = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int from = (int) parser.currentTokenLocation().getByteOffset();
      JsonNode node = MAPPER.readTree(parser);
      int end = (int) parser.currentLocation().getByteOffset();
      pieces.add(new Piece(from, Math.min(end, length), node));
    }
    return new Document(true, pieces);
  }

  /// The parser quotes what it met; a payload must not slip into a log or an answer, so only the
  /// place is passed on.
  private static String said(JacksonException problem) {
    String what =
        switch (problem) {
          case StreamConstraintsException _ -> "size, depth, number or string too long";
          default -> {
            String message = problem.getOriginalMessage();
            yield message != null && message.startsWith("Duplicate")
                ? "a name stands twice in one object"
                : "it cannot be parsed";
          }
        };
    return problem.getLocation() == null
        ? what + "."
        : what + " (line " + problem.getLocation().getLineNr() + ").";
  }

  private static @Nullable String wrongBytes(byte[] bytes) {
    if (bytes.length > DOCUMENT_MAX_BYTES) {
      return "The payload is larger than " + DOCUMENT_MAX_BYTES + " bytes; send it in parts.";
    }
    if (bytes.length > 1 && (bytes[0] & 0xFF) == 0xEF && (bytes[1] & 0xFF) == 0xBB) {
      return "The payload begins with a byte order mark; send UTF-8 without one.";
    }
    boolean ascii = true;
    boolean blank = true;
    for (byte octet : bytes) {
      if (octet == 0) {
        return "The payload holds a NUL byte; send UTF-8, not UTF-16 or UTF-32.";
      }
      ascii &= octet > 0;
      blank &= octet == ' ' || octet == '\t' || octet == '\n' || octet == '\r';
    }
    if (blank) {
      return "The payload is empty; send a JSON document.";
    }
    return ascii || isUtf8(bytes) ? null : "The payload is not valid UTF-8.";
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }

  private static @Nullable String wrongValue(JsonNode node) {
    if (node.isString()) {
      return wrongText(node.stringValue());
    }
    if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      return number.precision() > Quantity.DIGITS_MAX
              || Math.abs((long) number.scale()) > Quantity.DIGITS_MAX
          ? "A number has more than " + Quantity.DIGITS_MAX + " digits, written out."
          : null;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String wrong = wrongText(entry.getKey());
      wrong = wrong == null ? wrongValue(entry.getValue()) : wrong;
      if (wrong != null) {
        return wrong;
      }
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        String wrong = wrongValue(element);
        if (wrong != null) {
          return wrong;
        }
      }
    }
    return null;
  }

  private static @Nullable String wrongText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == 0) {
        return "A string holds \\u0000; leave it out.";
      }
      if (Character.isSurrogate(unit)) {
        boolean pair =
            Character.isHighSurrogate(unit)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return "A string holds half of a surrogate pair; send whole characters.";
        }
        i++;
      }
    }
    return null;
  }
}
