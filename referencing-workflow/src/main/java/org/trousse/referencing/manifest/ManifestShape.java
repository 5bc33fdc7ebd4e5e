package org.trousse.referencing.manifest;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.json.CanonicalJson;
import org.trousse.referencing.manifest.Manifest.Ai;
import org.trousse.referencing.manifest.Manifest.AppPlatform;
import org.trousse.referencing.manifest.Manifest.Audience;
import org.trousse.referencing.manifest.Manifest.Connection;
import org.trousse.referencing.manifest.Manifest.Contacts;
import org.trousse.referencing.manifest.Manifest.DeviceModel;
import org.trousse.referencing.manifest.Manifest.Editor;
import org.trousse.referencing.manifest.Manifest.Exchange;
import org.trousse.referencing.manifest.Manifest.Hosting;
import org.trousse.referencing.manifest.Manifest.MedicalDevice;
import org.trousse.referencing.manifest.Manifest.Pages;
import org.trousse.referencing.manifest.Manifest.Price;
import org.trousse.referencing.manifest.Manifest.PriceModel;
import org.trousse.referencing.manifest.Manifest.Profile;
import org.trousse.referencing.manifest.Manifest.Purpose;
import org.trousse.referencing.manifest.Manifest.Release;
import org.trousse.referencing.manifest.Manifest.Study;
import org.trousse.referencing.manifest.Manifest.SubProcessor;
import org.trousse.referencing.manifest.Manifest.Want;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.JsonNode;

/// From JSON in which nothing is wrong to the manifest. Throws for any other.
final class ManifestShape {
  private ManifestShape() {}

  static Manifest read(JsonNode root) {
    return new Manifest(
        text(root, "name"),
        both(root, "summary"),
        both(root, "description"),
        editor(root.required("editor")),
        contacts(root.required("contacts")),
        constants(root, "purposes", Purpose.class),
        audience(root.required("audience")),
        maybe(root, "exchange", ManifestShape::exchange),
        list(root, "devices", ManifestShape::device),
        hosting(root.required("hosting")),
        list(root, "hosts", JsonNode::stringValue),
        list(root, "languages", JsonNode::stringValue),
        constants(root, "platforms", AppPlatform.class),
        new Price(
            constant(root.required("price").required("model"), PriceModel.class),
            both(root.required("price"), "words")),
        maybe(root, "medicalDevice", ManifestShape::medicalDevice),
        maybe(
            root,
            "ai",
            node -> new Ai(both(node, "use"), both(node, "oversight"), both(node, "limits"))),
        maybe(root, "study", ManifestShape::study),
        pages(root.required("pages")),
        release(root.required("release")));
  }

  private static Editor editor(JsonNode node) {
    return new Editor(
        text(node, "legalName"),
        text(node, "registration"),
        text(node, "country"),
        uri(node, "website"));
  }

  private static Contacts contacts(JsonNode node) {
    return new Contacts(
        text(node, "support"), text(node, "security"), text(node, "dataProtection"));
  }

  private static Audience audience(JsonNode node) {
    return new Audience(
        truth(node, "patients"), truth(node, "professionals"), truth(node, "minors"));
  }

  private static Exchange exchange(JsonNode node) {
    return new Exchange(
        profile(text(node, "profile")),
        list(node, "redirectUris", JsonNode::stringValue),
        list(node, "origins", JsonNode::stringValue),
        maybe(node, "jwksUri", uri -> URI.create(uri.stringValue())),
        maybe(node, "jwks", CanonicalJson::write),
        truth(node, "deviceFlow"),
        list(
            node,
            "wants",
            want ->
                new Want(
                    text(want, "permission"),
                    truth(want, "needed"),
                    both(want, "reason"),
                    both(want, "without"))),
        list(node, "recipients", ManifestShape::words),
        maybe(node, "testDriver", uri -> URI.create(uri.stringValue())),
        maybe(node, "incidentWebhook", uri -> URI.create(uri.stringValue())));
  }

  private static Profile profile(String word) {
    return Arrays.stream(Profile.values())
        .filter(profile -> profile.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such profile"));
  }

  private static DeviceModel device(JsonNode node) {
    return new DeviceModel(
        text(node, "name"),
        text(node, "maker"),
        maybe(node, "udiDi", JsonNode::stringValue),
        maybe(node, "riskClass", JsonNode::stringValue),
        list(node, "kinds", JsonNode::stringValue),
        constant(node.required("connection"), Connection.class),
        maybe(node, "broker", JsonNode::stringValue));
  }

  private static Hosting hosting(JsonNode node) {
    return new Hosting(
        text(node, "provider"),
        maybe(node, "certificate", JsonNode::stringValue),
        maybe(node, "expires", JsonNode::stringValue),
        list(node, "countries", JsonNode::stringValue),
        list(
            node,
            "subProcessors",
            one ->
                new SubProcessor(
                    text(one, "name"),
                    text(one, "country"),
                    both(one, "task"),
                    truth(one, "healthData"))));
  }

  private static MedicalDevice medicalDevice(JsonNode node) {
    return new MedicalDevice(
        text(node, "riskClass"),
        text(node, "udiDi"),
        maybe(node, "notifiedBody", JsonNode::stringValue));
  }

  private static Study study(JsonNode node) {
    return new Study(
        both(node, "design"),
        node.required("participants").intValue(),
        both(node, "result"),
        uri(node, "link"));
  }

  private static Pages pages(JsonNode node) {
    return new Pages(
        uri(node, "privacyFrench"),
        uri(node, "privacyEnglish"),
        uri(node, "securityTxt"),
        uri(node, "disclosure"),
        uri(node, "accessibility"),
        text(node, "accessibilityLevel"),
        list(node, "toTest", uri -> URI.create(uri.stringValue())));
  }

  private static Release release(JsonNode node) {
    return new Release(
        text(node, "version"),
        text(node, "date"),
        text(node, "buildHash"),
        maybe(node, "sbom", uri -> URI.create(uri.stringValue())),
        maybe(node, "signature", JsonNode::stringValue),
        maybe(node, "releaseKey", CanonicalJson::write));
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).stringValue();
  }

  private static URI uri(JsonNode node, String field) {
    return URI.create(text(node, field));
  }

  private static boolean truth(JsonNode node, String field) {
    return node.required(field).booleanValue();
  }

  private static Text both(JsonNode node, String field) {
    return words(node.required(field));
  }

  private static Text words(JsonNode node) {
    return new Text(text(node, "fr"), text(node, "en"));
  }

  private static <T> List<T> list(JsonNode node, String field, Function<JsonNode, T> read) {
    return node.required(field).valueStream().map(read).toList();
  }

  private static <T> @Nullable T maybe(JsonNode node, String field, Function<JsonNode, T> read) {
    Optional<JsonNode> there = Optional.ofNullable(node.get(field));
    return there.map(read).orElse(null);
  }

  /// `platform-mqtt` is the constant PLATFORM_MQTT.
  private static <E extends Enum<E>> E constant(JsonNode node, Class<E> type) {
    return Enum.valueOf(type, node.stringValue().replace('-', '_').toUpperCase(Locale.ROOT));
  }

  private static <E extends Enum<E>> Set<E> constants(JsonNode node, String field, Class<E> type) {
    return node.required(field)
        .valueStream()
        .map(word -> constant(word, type))
        .collect(Collectors.toUnmodifiableSet());
  }
}
