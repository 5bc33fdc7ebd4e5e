package org.trousse.referencing.json;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A schema that vendors read, and what it says in our own sentences. Its descriptions have a line
/// of English and a line of French: they are the mend.
public final class PublishedSchema {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int FAULTS_MAX = 200;
  private static final Text NOTHING = new Text("", "");

  private final JsonNode root;
  private final Schema schema;

  public PublishedSchema(byte[] json) {
    this.root = MAPPER.readTree(json);
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
  }

  /// Everything that is wrong, at most 200 things, in the order of the document.
  public List<Fault> faults(JsonNode document) {
    List<Error> errors =
        schema.validate(
            document, context -> context.executionConfig(config -> config.locale(Locale.ENGLISH)));
    return errors.stream().map(this::fault).distinct().limit(FAULTS_MAX).toList();
  }

  private Fault fault(Error error) {
    String at = error.getInstanceLocation().toString();
    Text described = described(at);
    JsonNode asked = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "required" -> missing(at, error.getProperty());
      case "additionalProperties" -> unknown(at, error.getProperty());
      case "type" -> type(at, error, asked, described);
      case "enum", "const" ->
          new Fault(
              at,
              new Text("Cette valeur n’existe pas ici.", "This value does not exist here."),
              or(described, new Text("Choisissez : ", "Choose: "), words(asked)));
      case "pattern" ->
          new Fault(
              at,
              new Text("Ce n’est pas écrit comme il faut.", "It is not written as it must be."),
              described);
      case "maxLength" ->
          counted(at, asked, described, "Plus de %s caractères.", "More than %s characters.");
      case "minLength" -> counted(at, asked, described, "Le texte est vide.", "The text is empty.");
      case "maxItems" ->
          counted(at, asked, described, "Plus de %s éléments.", "More than %s elements.");
      case "minItems" ->
          counted(at, asked, described, "Il faut au moins %s élément.", "It needs at least %s.");
      case "minimum" -> counted(at, asked, described, "C’est moins que %s.", "It is below %s.");
      case "maximum" -> counted(at, asked, described, "C’est plus que %s.", "It is above %s.");
      case "uniqueItems" ->
          new Fault(
              at,
              new Text("Une valeur est écrite deux fois.", "A value stands twice."),
              new Text("Gardez-la une seule fois.", "Keep it once."));
      default ->
          new Fault(
              at,
              new Text("Ce n’est pas ce que le schéma demande.", "The schema asks otherwise."),
              described);
    };
  }

  private Fault missing(String at, String field) {
    String place = at + "/" + escaped(field);
    return new Fault(
        place,
        new Text("Le champ « " + field + " » manque.", "The field “" + field + "” is missing."),
        described(place));
  }

  private Fault unknown(String at, String field) {
    List<String> known = new ArrayList<>(at(at).path("properties").propertyNames());
    String list = String.join(", ", known);
    return new Fault(
        at + "/" + escaped(field),
        new Text(
            "Le champ « " + field + " » n’existe pas ici.",
            "The field “" + field + "” does not exist here."),
        new Text("Champs possibles : " + list + ".", "Possible fields: " + list + "."));
  }

  private static Fault type(String at, Error error, JsonNode asked, Text described) {
    if (error.getInstanceNode() != null && error.getInstanceNode().isNull()) {
      return new Fault(
          at,
          new Text("null n’est pas une valeur ici.", "null is no value here."),
          new Text("Donnez une valeur, ou omettez le champ.", "Give a value or leave it out."));
    }
    String type = asked == null ? "" : asked.asString("");
    return new Fault(
        at,
        new Text("Il faut " + french(type) + ".", "It must be " + english(type) + "."),
        described);
  }

  private static String french(String type) {
    return switch (type) {
      case "object" -> "un objet";
      case "array" -> "une liste";
      case "string" -> "un texte entre guillemets";
      case "integer", "number" -> "un nombre";
      case "boolean" -> "true ou false";
      default -> "une autre sorte de valeur";
    };
  }

  private static String english(String type) {
    return switch (type) {
      case "object" -> "an object";
      case "array" -> "a list";
      case "string" -> "a text in quotes";
      case "integer", "number" -> "a number";
      case "boolean" -> "true or false";
      default -> "another kind of value";
    };
  }

  private static Fault counted(
      String at, JsonNode bound, Text described, String french, String english) {
    String number = bound == null ? "" : bound.asString("");
    return new Fault(
        at, new Text(french.replace("%s", number), english.replace("%s", number)), described);
  }

  /// The description, and after it the words that may stand there.
  private static Text or(Text described, Text before, String words) {
    return new Text(
        (described.french() + " " + before.french() + words + ".").strip(),
        (described.english() + " " + before.english() + words + ".").strip());
  }

  private static String words(JsonNode asked) {
    return asked.isArray()
        ? asked.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "))
        : asked.asString("");
  }

  /// What belongs at a place; where nothing is written, what belongs around it.
  private Text described(String pointer) {
    String said = raw(pointer).path("description").asString("");
    if (said.isEmpty()) {
      said = at(pointer).path("description").asString("");
    }
    int line = said.indexOf('\n');
    if (line >= 0) {
      return new Text(said.substring(line + 1), said.substring(0, line));
    }
    return pointer.isEmpty() ? NOTHING : described(pointer.substring(0, pointer.lastIndexOf('/')));
  }

  /// The part of the schema that rules the place, its reference followed.
  private JsonNode at(String pointer) {
    return resolved(raw(pointer));
  }

  /// The same, its reference not followed.
  private JsonNode raw(String pointer) {
    JsonNode here = root;
    for (String step : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
      JsonNode whole = resolved(here);
      here =
          whole.has("items")
              ? whole.path("items")
              : whole.path("properties").path(step.replace("~1", "/").replace("~0", "~"));
    }
    return here;
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : root.at(reference.substring(1));
  }

  private static String escaped(String field) {
    return field.replace("~", "~0").replace("/", "~1");
  }
}
