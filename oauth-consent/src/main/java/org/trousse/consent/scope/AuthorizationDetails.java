package org.trousse.consent.scope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.StrictJson;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Direction;
import org.trousse.consent.permission.Permission;

/// `authorization_details` (RFC 9396) of our one type:
/// `[{"type":"trousse_patient_data","actions":["read"],"kinds":["glucose"],"history":"all"}]`.
///
/// @param history from when on the app would like to read; the widest of all objects
public record AuthorizationDetails(Set<Permission> permissions, History history) {
  public static final String TYPE = "trousse_patient_data";

  private static final int OBJECTS_MAX = 20;
  private static final Set<String> FIELDS = Set.of("type", "actions", "kinds", "history");

  public static final AuthorizationDetails NONE = new AuthorizationDetails(Set.of(), History.TODAY);

  /// From when on readings are asked for.
  public enum History {
    TODAY("today"),
    MONTHS_3("3-months"),
    ALL("all");

    private final String word;

    History(String word) {
      this.word = word;
    }

    static Optional<History> of(String word) {
      for (History history : values()) {
        if (history.word.equals(word)) {
          return Optional.of(history);
        }
      }
      return Optional.empty();
    }
  }

  /// What became of a text.
  public sealed interface Parsed {}

  public record Asked(AuthorizationDetails details) implements Parsed {}

  /// `invalid_authorization_details` (RFC 9396 §5).
  public record Invalid(String why) implements Parsed {}

  public static Parsed parse(String json) {
    Optional<JsonNode> parsed = StrictJson.parse(json);
    if (parsed.isEmpty() || !(parsed.get() instanceof ArrayNode objects)) {
      return new Invalid("authorization_details is not a JSON array");
    }
    if (objects.isEmpty() || objects.size() > OBJECTS_MAX) {
      return new Invalid("authorization_details holds 1 to " + OBJECTS_MAX + " objects");
    }
    Set<Permission> permissions = new TreeSet<>();
    History widest = History.TODAY;
    for (JsonNode object : objects) {
      switch (one(object)) {
        case Invalid invalid -> {
          return invalid;
        }
        case Asked(AuthorizationDetails(Set<Permission> some, History history)) -> {
          permissions.addAll(some);
          widest = history.compareTo(widest) > 0 ? history : widest;
        }
      }
    }
    return new Asked(new AuthorizationDetails(permissions, widest));
  }

  private static Parsed one(JsonNode node) {
    if (!(node instanceof ObjectNode object) || !TYPE.equals(object.path("type").textValue())) {
      return new Invalid("the only type is " + TYPE);
    }
    for (var field : object.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        return new Invalid("this type has the fields type, actions, kinds and history only");
      }
    }
    Optional<List<String>> actions = words(object.get("actions"));
    Optional<List<String>> kinds = words(object.get("kinds"));
    if (actions.isEmpty() || kinds.isEmpty()) {
      return new Invalid("actions and kinds are arrays of different words, at least one each");
    }
    JsonNode history = object.get("history");
    Optional<History> from =
        history == null
            ? Optional.of(History.ALL)
            : Optional.ofNullable(history.textValue()).flatMap(History::of);
    if (from.isEmpty()) {
      return new Invalid("history is today, 3-months or all");
    }
    return product(actions.get(), kinds.get(), from.get());
  }

  private static Parsed product(List<String> actions, List<String> kinds, History history) {
    Set<Permission> permissions = new TreeSet<>();
    for (String kind : kinds) {
      for (String action : actions) {
        Optional<Permission> permission = Permission.of(kind + "." + action);
        if (permission.isEmpty()) {
          return new Invalid("there is no such permission among kinds and actions");
        }
        permissions.add(permission.get());
      }
    }
    return new Asked(new AuthorizationDetails(permissions, history));
  }

  private static Optional<List<String>> words(@Nullable JsonNode node) {
    if (!(node instanceof ArrayNode array) || array.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    for (JsonNode word : array) {
      if (!word.isTextual() || words.contains(word.textValue())) {
        return Optional.empty();
      }
      words.add(word.textValue());
    }
    return Optional.of(words);
  }

  /// The array that returns with the token: what was asked here and is granted (RFC 9396 §7), with
  /// the instant from which on readings may be read. Empty: nothing of it.
  public Optional<String> granted(Set<Permission> granted, @Nullable Instant historyFrom) {
    ArrayNode array = StrictJson.newArray();
    for (Set<Direction> actions :
        List.of(
            EnumSet.of(Direction.READ, Direction.ADD),
            EnumSet.of(Direction.READ),
            EnumSet.of(Direction.ADD))) {
      List<DataKind> kinds = new ArrayList<>();
      for (DataKind kind : DataKind.values()) {
        if (actions(kind, granted).equals(actions)) {
          kinds.add(kind);
        }
      }
      if (!kinds.isEmpty()) {
        array.add(object(actions, kinds, historyFrom));
      }
    }
    return array.isEmpty() ? Optional.empty() : Optional.of(array.toString());
  }

  private Set<Direction> actions(DataKind kind, Set<Permission> granted) {
    Set<Direction> actions = EnumSet.noneOf(Direction.class);
    for (Permission permission : permissions) {
      if (permission.kind() == kind && granted.contains(permission)) {
        actions.add(permission.direction());
      }
    }
    return actions;
  }

  private static ObjectNode object(
      Set<Direction> actions, List<DataKind> kinds, @Nullable Instant historyFrom) {
    ObjectNode object = StrictJson.newObject().put("type", TYPE);
    ArrayNode words = object.putArray("actions");
    actions.forEach(action -> words.add(action.name().toLowerCase(Locale.ROOT)));
    ArrayNode names = object.putArray("kinds");
    kinds.forEach(kind -> names.add(kind.word()));
    if (historyFrom != null && actions.contains(Direction.READ)) {
      object.put("history_from", historyFrom.toString());
    }
    return object;
  }
}
