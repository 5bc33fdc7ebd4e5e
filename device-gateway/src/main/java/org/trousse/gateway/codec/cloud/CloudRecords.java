package org.trousse.gateway.codec.cloud;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.trousse.gateway.codec.JsonRecords;
import org.trousse.gateway.codec.Said;
import org.trousse.sdk.reading.Payload;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// The records of an API's answer, each judged alone. What the answer says once for all of them (a
/// unit, a kind) stays with each, so that a record's own bytes can be read again by themselves.
final class CloudRecords {
  /// A longer text of the answer is about no single record.
  private static final int SHARED_TEXT_MAX = 64;

  /// What is said once is repeated with each record, so that it must be little.
  private static final int SHARED_MEMBERS_MAX = 16;

  private CloudRecords() {}

  /// What a format makes of one record.
  @FunctionalInterface
  interface Say {
    /// Says it.
    ///
    /// @param answer around the record; missing when it came alone
    Stream<Said> of(JsonNode answer, JsonNode record, Payload own);
  }

  /// Says each record.
  ///
  /// @param lists where the records may stand in an answer, each as names from its top
  static List<Said> each(Payload whole, List<List<String>> lists, Say say) {
    return JsonRecords.each(
        whole,
        whole.bytes(),
        (node, own) ->
            lists.stream()
                .filter(path -> at(node, path).isArray())
                .findFirst()
                .map(path -> all(node, path, own, say))
                .orElseGet(() -> alone(node, own, say)));
  }

  private static Stream<Said> alone(JsonNode record, Payload own, Say say) {
    return record.isObject()
        ? say.of(MissingNode.getInstance(), record, own)
        : Stream.of(new Said.Unreadable("schema", "A record is a JSON object.", own));
  }

  private static Stream<Said> all(JsonNode answer, List<String> path, Payload whole, Say say) {
    JsonNode list = at(answer, path);
    if (list.isEmpty() || list.size() > JsonRecords.RECORDS_MAX) {
      return Stream.of(
          new Said.Unreadable(
              "records", "The answer holds " + list.size() + " records; send 1 to 1000.", whole));
    }
    return list.valueStream()
        .flatMap(record -> {
          Payload own =
              new Payload(
                  whole.codec(),
                  with(answer, path, record).toString().getBytes(StandardCharsets.UTF_8));
          return record.isObject()
              ? say.of(answer, record, own)
              : Stream.of(new Said.Unreadable("schema", "A record is a JSON object.", own));
        });
  }

  /// The answer as if it held this record alone.
  private static ObjectNode with(JsonNode answer, List<String> path, JsonNode record) {
    ObjectNode copy = shared(answer);
    if (path.size() == 1) {
      copy.putArray(path.getFirst()).add(record);
    } else {
      List<String> rest = path.subList(1, path.size());
      copy.set(path.getFirst(), with(answer.path(path.getFirst()), rest, record));
    }
    return copy;
  }

  private static ObjectNode shared(JsonNode answer) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : answer.properties()) {
      JsonNode value = member.getValue();
      boolean shortText = value.isString() && value.stringValue().length() <= SHARED_TEXT_MAX;
      boolean small = shortText || value.isNumber() || value.isBoolean();
      if (small && copy.size() < SHARED_MEMBERS_MAX) {
        copy.set(member.getKey(), value);
      }
    }
    return copy;
  }

  private static JsonNode at(JsonNode node, List<String> path) {
    JsonNode found = node;
    for (String name : path) {
      found = found.path(name);
    }
    return found;
  }
}
