package org.trousse.referencing.serve;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.json.StrictJson;
import org.trousse.referencing.json.StrictJson.Document;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.JsonNode;

/// A request's body as an object with known members. What is wrong is remembered, the first thing
/// first, so that a handler reads all that it needs and asks once.
final class Body {
  private static final int WORD_CHARS_MAX = 5_000;
  private static final int LIST_MAX = 200;

  private final @Nullable JsonNode root;
  private @Nullable Text wrong;

  private Body(@Nullable JsonNode root, @Nullable Text wrong) {
    this.root = root;
    this.wrong = wrong;
  }

  /// Reads a body that may hold these members and no other.
  static Body of(byte[] bytes, String... members) {
    return switch (StrictJson.read(bytes)) {
      case Document.NotJson(var words, var mend) ->
          new Body(
              null,
              new Text(
                  words.french() + " " + mend.french(), words.english() + " " + mend.english()));
      case Document.Parsed(JsonNode root) when !root.isObject() ->
          new Body(null, new Text("Envoyez un objet JSON.", "Send a JSON object."));
      case Document.Parsed(JsonNode root) -> new Body(root, unknown(root, Set.of(members)));
    };
  }

  private static @Nullable Text unknown(JsonNode root, Set<String> members) {
    Set<String> others = new TreeSet<>(root.propertyNames());
    others.removeAll(members);
    return others.isEmpty()
        ? null
        : new Text(
            "Champ inconnu : " + String.join(", ", others) + ".",
            "Unknown member: " + String.join(", ", others) + ".");
  }

  /// What is wrong; empty: nothing so far.
  Optional<Text> wrong() {
    return Optional.ofNullable(wrong);
  }

  /// A string that must be there; empty when it is not.
  String word(String member) {
    String found = maybe(member);
    if (found == null) {
      say(member, "il manque, ou n’est pas un texte", "it is missing, or no string");
    }
    return found == null ? "" : found;
  }

  /// A string that may be there.
  @Nullable String maybe(String member) {
    JsonNode node = root == null ? null : root.get(member);
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isString() || node.stringValue().length() > WORD_CHARS_MAX) {
      say(member, "un texte de 5 000 caractères au plus", "a string of at most 5,000 characters");
      return null;
    }
    return node.stringValue();
  }

  /// One of an enum's words; null when it is none of them.
  <E extends Enum<E>> @Nullable E one(String member, Class<E> type) {
    String found = word(member);
    E[] all = type.getEnumConstants();
    for (E one : all) {
      if (one.name().equals(found)) {
        return one;
      }
    }
    String words = String.join(", ", Arrays.stream(all).map(Enum::name).toList());
    say(member, "un de " + words, "one of " + words);
    return null;
  }

  /// Strings; none when the member is absent.
  List<String> words(String member) {
    JsonNode node = root == null ? null : root.get(member);
    List<String> all = new ArrayList<>();
    if (node != null && node.isArray() && node.size() <= LIST_MAX) {
      node.forEach(one -> all.add(one.isString() ? one.stringValue() : ""));
    }
    boolean fine =
        node == null || (node.isArray() && node.size() == all.size() && !all.contains(""));
    if (!fine) {
      say(member, "une liste de textes", "a list of strings");
    }
    return fine ? all : List.of();
  }

  /// Ids; none when the member is absent.
  List<UUID> ids(String member) {
    List<UUID> all = new ArrayList<>();
    for (String word : words(member)) {
      Optional<UUID> id = DossierDoorLane.uuid(word);
      if (id.isEmpty()) {
        say(member, "une liste d’identifiants (UUID)", "a list of ids (UUIDs)");
        return List.of();
      }
      all.add(id.get());
    }
    return all;
  }

  /// Words in both languages: an object with `fr` and `en`; empty words when it is absent.
  Text text(String member) {
    JsonNode node = root == null ? null : root.get(member);
    if (node == null) {
      return new Text("", "");
    }
    if (!node.path("fr").isString() || !node.path("en").isString()) {
      say(member, "un objet avec fr et en", "an object with fr and en");
      return new Text("", "");
    }
    return new Text(node.path("fr").stringValue(), node.path("en").stringValue());
  }

  /// A number that must be there.
  int number(String member) {
    JsonNode node = root == null ? null : root.get(member);
    if (node == null || !node.isInt()) {
      say(member, "un nombre entier", "a whole number");
      return 0;
    }
    return node.intValue();
  }

  /// Whether it is true; absent: false.
  boolean yes(String member) {
    JsonNode node = root == null ? null : root.get(member);
    if (node != null && !node.isBoolean()) {
      say(member, "true ou false", "true or false");
    }
    return node != null && node.isBoolean() && node.booleanValue();
  }

  /// A day; null when it is absent.
  @Nullable LocalDate day(String member) {
    String found = maybe(member);
    try {
      return found == null ? null : LocalDate.parse(found);
    } catch (DateTimeParseException nonsense) {
      say(member, "un jour, par exemple 2027-01-31", "a day, e.g. 2027-01-31");
      return null;
    }
  }

  private void say(String member, String french, String english) {
    if (wrong == null) {
      wrong = new Text(member + " : " + french + ".", member + ": " + english + ".");
    }
  }
}
