package org.trousse.referencing.criterion;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.referencing.json.CanonicalJson;
import org.trousse.referencing.json.StrictJson;
import org.trousse.referencing.json.StrictJson.Document;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the published versions. A file that breaks its schema, names a thing twice or contradicts
/// itself is refused.
public final class SpecificationReader {
  /// Every version that was ever published, oldest first.
  public static final List<String> PUBLISHED = List.of("1.0.0");

  private static final String SCHEMA = "/specification/schema.json";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final List<Specification> all;

  private SpecificationReader(List<Specification> all) {
    this.all = List.copyOf(all);
  }

  /// All published versions.
  public static SpecificationReader published() {
    return new SpecificationReader(
        PUBLISHED.stream().map(version -> read(bytes(resource(version)))).toList());
  }

  /// Oldest first.
  public List<Specification> all() {
    return all;
  }

  public Optional<Specification> find(String version) {
    return all.stream().filter(one -> one.version().equals(version)).findFirst();
  }

  /// The version that a new dossier is judged by.
  public Specification newest() {
    return all.getLast();
  }

  /// The bytes of a version as they were published.
  public static byte[] file(Specification specification) {
    return bytes(resource(specification.version()));
  }

  /// The schema that every version satisfies.
  public static byte[] schema() {
    return bytes(SCHEMA);
  }

  /// Throws IllegalArgumentException, which says what is wrong, for anything but a specification.
  static Specification read(byte[] json) {
    JsonNode root =
        switch (StrictJson.read(json)) {
          case Document.NotJson(Text words, Text _) ->
              throw new IllegalArgumentException(words.english());
          case Document.Parsed(JsonNode parsed) -> parsed;
        };
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(MAPPER.readTree(schema()));
    List<Error> errors =
        schema.validate(
            root, context -> context.executionConfig(config -> config.locale(Locale.ENGLISH)));
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(errors.getFirst().toString());
    }
    List<Specification.Family> families = new ArrayList<>();
    root.required("families")
        .forEach(family ->
            families.add(
                new Specification.Family(
                    family.required("id").stringValue(), text(family.required("title")))));
    List<Criterion> criteria = new ArrayList<>();
    root.required("criteria").forEach(node -> criteria.add(criterion(node)));
    return new Specification(
        root.required("version").stringValue(),
        LocalDate.parse(root.required("publishedOn").stringValue()),
        families,
        criteria,
        CanonicalJson.sha256(root));
  }

  private static Criterion criterion(JsonNode node) {
    String id = node.required("id").stringValue();
    Level level = Level.valueOf(word(node.required("level")));
    Condition condition = Condition.valueOf(word(node.required("condition")));
    agree(id, "tracks", words(node.required("tracks")), level.tracks());
    agree(id, "tiers", words(node.required("tiers")), condition.tiers());
    Decider decider = Decider.valueOf(word(node.required("decider")));
    if (node.has("how") == (decider == Decider.HUMAN)) {
      throw new IllegalArgumentException(id + " says what a machine does exactly where one looks");
    }
    List<Text> evidence = new ArrayList<>();
    node.required("evidence").forEach(one -> evidence.add(text(one)));
    Map<String, List<String>> mappings = new HashMap<>();
    node.required("mappings")
        .properties()
        .forEach(entry ->
            mappings.put(
                entry.getKey(),
                entry.getValue().valueStream().map(JsonNode::stringValue).toList()));
    return new Criterion(
        id,
        node.required("family").stringValue(),
        text(node.required("title")),
        text(node.required("guidance")),
        level,
        condition,
        decider,
        evidence,
        node.has("how") ? text(node.required("how")) : null,
        node.has("validity") ? Period.parse(node.required("validity").stringValue()) : null,
        mappings);
  }

  private static void agree(String id, String field, Set<String> said, Set<?> follows) {
    Set<String> names = follows.stream().map(Object::toString).collect(Collectors.toSet());
    if (!said.equals(names)) {
      throw new IllegalArgumentException(id + ": " + field + " must be " + names);
    }
  }

  private static Set<String> words(JsonNode array) {
    return array.valueStream().map(SpecificationReader::word).collect(Collectors.toSet());
  }

  /// `machine-then-human` as an enum's constant is written.
  private static String word(JsonNode node) {
    return node.stringValue().replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static Text text(JsonNode node) {
    return new Text(node.required("fr").stringValue(), node.required("en").stringValue());
  }

  private static String resource(String version) {
    return "/specification/" + version + ".json";
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = SpecificationReader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
