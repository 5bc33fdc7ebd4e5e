package org.trousse.consent.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.app.AppEntry.Want;
import org.trousse.consent.permission.Permission;

/// An entry as JSON: so it stands in the catalogue's statement (docs/software-statement.md), in RFC
/// 7591's words where it has them, and in our row.
public final class AppEntryJson {
  private static final int LIST_MAX = 50;
  private static final int WORDS_MAX = 2_000;

  private AppEntryJson() {}

  /// What is wrong with a member.
  public static final class Malformed extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Malformed(String member) {
      super(member + " is missing or malformed");
    }
  }

  /// Throws [Malformed], which names the member.
  public static AppEntry read(ObjectNode json) {
    return new AppEntry(
        text(json, "software_id"),
        text(json, "client_name"),
        text(json, "legal_name"),
        text(json, "reference"),
        both(json, "purpose"),
        texts(json, "redirect_uris"),
        new LinkedHashSet<>(texts(json, "origins")),
        uri(json, "jwks_uri"),
        json.get("jwks") instanceof ObjectNode keys ? keys.toString() : null,
        text(json, "id_token_signed_response_alg"),
        json.path("device_flow").booleanValue(),
        wants(json),
        recipients(json),
        uri(json, "policy_uri"),
        uri(json, "logo_uri"));
  }

  private static String text(JsonNode json, String member) {
    String text = json.path(member).textValue();
    if (text == null || text.isBlank() || text.length() > WORDS_MAX) {
      throw new Malformed(member);
    }
    return text;
  }

  private static Text both(JsonNode json, String member) {
    JsonNode both = json.path(member);
    return new Text(text(both, "fr"), text(both, "en"));
  }

  private static List<String> texts(JsonNode json, String member) {
    List<String> texts = new ArrayList<>();
    for (JsonNode one : array(json, member)) {
      if (!one.isTextual()) {
        throw new Malformed(member);
      }
      texts.add(one.textValue());
    }
    return List.copyOf(texts);
  }

  private static JsonNode array(JsonNode json, String member) {
    JsonNode array = json.path(member);
    boolean fine = array.isMissingNode() || (array.isArray() && array.size() <= LIST_MAX);
    if (!fine) {
      throw new Malformed(member);
    }
    return array;
  }

  private static @Nullable URI uri(JsonNode json, String member) {
    if (!json.has(member)) {
      return null;
    }
    try {
      URI uri = URI.create(text(json, member));
      if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
        throw new Malformed(member);
      }
      return uri;
    } catch (IllegalArgumentException malformed) {
      throw new Malformed(member);
    }
  }

  private static List<Want> wants(JsonNode json) {
    List<Want> wants = new ArrayList<>();
    for (JsonNode want : array(json, "permissions")) {
      Optional<Permission> permission =
          Optional.ofNullable(want.path("permission").textValue()).flatMap(Permission::of);
      wants.add(
          new Want(
              permission.orElseThrow(() -> new Malformed("permissions")),
              want.path("needed").booleanValue(),
              both(want, "reason"),
              both(want, "without")));
    }
    if (wants.stream().map(Want::permission).distinct().count() != wants.size()) {
      throw new Malformed("permissions");
    }
    return List.copyOf(wants);
  }

  private static List<Text> recipients(JsonNode json) {
    List<Text> recipients = new ArrayList<>();
    for (JsonNode one : array(json, "recipients")) {
      recipients.add(new Text(text(one, "fr"), text(one, "en")));
    }
    return List.copyOf(recipients);
  }

  public static ObjectNode write(AppEntry entry) {
    ObjectNode json =
        StrictJson.newObject()
            .put("software_id", entry.softwareId())
            .put("client_name", entry.name())
            .put("legal_name", entry.legalName())
            .put("reference", entry.reference());
    json.set("purpose", both(entry.purpose()));
    entry.redirectUris().forEach(json.putArray("redirect_uris")::add);
    entry.origins().forEach(json.putArray("origins")::add);
    put(json, "jwks_uri", entry.jwksUri());
    String jwks = entry.jwks();
    if (jwks != null) {
      json.set("jwks", StrictJson.parse(jwks).orElseThrow());
    }
    json.put("id_token_signed_response_alg", entry.idTokenAlg())
        .put("device_flow", entry.deviceFlow());
    ArrayNode wants = json.putArray("permissions");
    for (Want want : entry.wants()) {
      ObjectNode one =
          wants
              .addObject()
              .put("permission", want.permission().word())
              .put("needed", want.needed());
      one.set("reason", both(want.reason()));
      one.set("without", both(want.without()));
    }
    ArrayNode recipients = json.putArray("recipients");
    entry.recipients().forEach(one -> recipients.add(both(one)));
    put(json, "policy_uri", entry.policy());
    put(json, "logo_uri", entry.logo());
    return json;
  }

  private static ObjectNode both(Text text) {
    return StrictJson.newObject().put("fr", text.french()).put("en", text.english());
  }

  private static void put(ObjectNode json, String member, @Nullable URI uri) {
    if (uri != null) {
      json.put(member, uri.toString());
    }
  }
}
