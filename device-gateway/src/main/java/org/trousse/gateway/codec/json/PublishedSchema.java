package org.trousse.gateway.codec.json;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A schema that vendors read, and the explanations that it gives. The hot path checks records by
/// hand and asks here only why one failed; a test holds both in agreement.
public final class PublishedSchema {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public static final PublishedSchema JSON1 = new PublishedSchema("json1.schema.json", "reading");
  public static final PublishedSchema BATCH = new PublishedSchema("batch.schema.json", "record");
  public static final PublishedSchema CLOCK = new PublishedSchema("clock.schema.json", "clock");
  public static final PublishedSchema ACK = new PublishedSchema("ack.schema.json", "record");

  private static final int ERRORS_MAX = 8;

  private final JsonNode definition;
  private final Schema whole;
  private final Schema record;

  private PublishedSchema(String resource, String recordDefinition) {
    JsonNode root = load(resource);
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    this.definition = root.required("$defs").required(recordDefinition);
    this.whole = registry.getSchema(root);
    ObjectNode one = MAPPER.createObjectNode();
    one.put("$ref", "#/$defs/" + recordDefinition);
    one.set("$defs", root.required("$defs"));
    this.record = registry.getSchema(one);
  }

  /// Whether one record satisfies the schema.
  public boolean accepts(JsonNode node) {
    return record.validate(node).isEmpty();
  }

  /// Whether a whole message satisfies the schema.
  public boolean acceptsMessage(JsonNode node) {
    return whole.validate(node).isEmpty();
  }

  /// Why one record does not satisfy the schema: one sentence for each error, with the field's JSON
  /// Pointer and what belongs there. Never the record's own values.
  public List<String> explain(JsonNode node) {
    return errors(record, node).stream().map(this::sentence).distinct().limit(ERRORS_MAX).toList();
  }

  /// The explanations as one text.
  public String mend(JsonNode node) {
    List<String> sentences = explain(node);
    return sentences.isEmpty()
        ? "The record does not satisfy the schema."
        : String.join(" ", sentences);
  }

  private static List<Error> errors(Schema schema, JsonNode node) {
    return schema.validate(
        node, context -> context.executionConfig(config -> config.locale(Locale.ENGLISH)));
  }

  private String sentence(Error error) {
    String at = error.getInstanceLocation().toString();
    return switch (error.getKeyword()) {
      case "required" -> {
        String field = at + "/" + error.getProperty();
        yield field + " is missing." + description(field);
      }
      case "additionalProperties" ->
          at
              + "/"
              + error.getProperty()
              + " is not a field here; the fields are "
              + definition.path("properties").propertyNames().stream()
                  .collect(Collectors.joining(", "))
              + ".";
      case "false" -> at + " does not belong to this measure." + description(at);
      case "enum" -> at + " is none of the words that may stand there." + words(at);
      case "pattern" -> at + " is not written as it must be." + description(at);
      default ->
          (at.isEmpty() ? "The record" : at) + " " + error.getMessage() + "." + description(at);
    };
  }

  private String description(String pointer) {
    String said = property(pointer).path("description").asString("");
    return said.isEmpty() ? "" : " " + said;
  }

  private String words(String pointer) {
    JsonNode property = property(pointer);
    JsonNode words = property.has("enum") ? property.get("enum") : property.at("/items/enum");
    return words.isArray()
        ? words
            .valueStream()
            .map(JsonNode::asString)
            .collect(Collectors.joining(", ", " Use ", "."))
        : "";
  }

  private JsonNode property(String pointer) {
    String[] steps = pointer.split("/", 3);
    return definition.path("properties").path(steps.length > 1 ? steps[1] : "");
  }

  private static JsonNode load(String resource) {
    try (InputStream in = PublishedSchema.class.getResourceAsStream("/schemas/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("the schema " + resource + " is not on the class path");
      }
      return MAPPER.readTree(in.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
