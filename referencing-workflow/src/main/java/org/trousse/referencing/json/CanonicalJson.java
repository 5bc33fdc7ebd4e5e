package org.trousse.referencing.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One writing for each content, whatever the spaces and the order of names.
public final class CanonicalJson {
  private CanonicalJson() {}

  /// Without spaces, names sorted.
  public static String write(JsonNode node) {
    return sorted(node).toString();
  }

  /// SHA-256 of the canonical writing, lower-case hex.
  public static String sha256(JsonNode node) {
    try {
      byte[] bytes = write(node).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJvmHasIt) {
      throw new IllegalStateException(everyJvmHasIt);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonNode> byName = new TreeMap<>();
      node.properties().forEach(entry -> byName.put(entry.getKey(), sorted(entry.getValue())));
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      byName.forEach(object::set);
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> array.add(sorted(element)));
      return array;
    }
    return node;
  }
}
