package org.trousse.gateway.codec;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.json.PublishedSchema;
import org.trousse.gateway.codec.json.StrictJson;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.reading.Payload;
import tools.jackson.databind.JsonNode;

/// batch: an array of records of other codecs, each with its own bytes and its own fate.
final class BatchCodec {
  private static final Set<String> FIELDS = Set.of("codec", "bytes", "id");
  private static final int ID_MAX = 128;

  private BatchCodec() {}

  static List<Said> decode(Payload payload, byte[] bytes, DeviceFeatures features) {
    if (JsonRecords.document(bytes)
            instanceof Decoded.Value<StrictJson.Document>(StrictJson.Document document)
        && !document.array()) {
      return List.of(new Said.Unreadable("schema", "A batch is an array of records.", payload));
    }
    return JsonRecords.each(payload, bytes, (node, own) -> record(node, own, features));
  }

  private static Stream<Said> record(JsonNode node, Payload own, DeviceFeatures features) {
    String codec = node.path("codec").asString("");
    if (codec.equals(Codecs.BATCH)) {
      return Stream.of(new Said.Unreadable("nested-batch", "/codec: a batch holds no batch.", own));
    }
    if (!check(node)) {
      return Stream.of(new Said.Unreadable("schema", PublishedSchema.BATCH.mend(node), own));
    }
    byte[] inner = base64(node.path("bytes").stringValue());
    if (inner == null) {
      return Stream.of(
          new Said.Unreadable("base64", "/bytes is not base64 with padding (RFC 4648 §4).", own));
    }
    List<Said> said = Codecs.decode(codec, inner, features);
    return node.has("id") ? identified(said, node.path("id").stringValue()) : said.stream();
  }

  /// The same as the schema, by hand.
  static boolean check(JsonNode node) {
    if (!node.isObject() || !FIELDS.containsAll(node.propertyNames())) {
      return false;
    }
    String codec = node.path("codec").asString("");
    boolean hasId = node.has("id");
    String id = node.path("id").isString() ? node.path("id").stringValue() : "";
    int idLength = id.codePointCount(0, id.length());
    return node.path("codec").isString()
        && Codecs.knows(codec)
        && !codec.equals(Codecs.BATCH)
        && node.path("bytes").isString()
        && isBase64(node.path("bytes").stringValue())
        && (!hasId || (idLength >= 1 && idLength <= ID_MAX));
  }

  private static boolean isBase64(String text) {
    int end = text.length();
    while (end > 0 && text.length() - end < 2 && text.charAt(end - 1) == '=') {
      end--;
    }
    return end > 0
        && text.length() >= 4
        && text.length() <= StrictJson.STRING_MAX_CHARS
        && text.chars().limit(end).allMatch(BatchCodec::isBase64);
  }

  private static boolean isBase64(int c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }

  private static byte @Nullable [] base64(String text) {
    try {
      return text.length() % 4 == 0 ? Base64.getDecoder().decode(text) : null;
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static Stream<Said> identified(List<Said> said, String id) {
    List<Said> named = new ArrayList<>();
    for (Said one : said) {
      String own = named.isEmpty() ? id : id + "/" + named.size();
      named.add(
          one instanceof Said.Measured measured && measured.nativeId() == null
              ? measured.withNativeId(own)
              : one);
    }
    return named.stream();
  }
}
