package org.trousse.referencing.manifest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.manifest.Manifest.DeviceModel;
import org.trousse.referencing.manifest.Manifest.Exchange;
import org.trousse.referencing.manifest.Manifest.Hosting;
import org.trousse.referencing.manifest.Manifest.Pages;
import org.trousse.referencing.manifest.Manifest.Release;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes a manifest as the published schema says; [ManifestReader] reads the same back.
public final class ManifestWriter {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ManifestWriter() {}

  /// UTF-8, without spaces.
  public static byte[] write(Manifest manifest) {
    return node(manifest).toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The same as a tree.
  public static ObjectNode node(Manifest manifest) {
    ObjectNode root = NODES.objectNode();
    root.put("format", 1);
    root.put("name", manifest.name());
    root.set("summary", text(manifest.summary()));
    root.set("description", text(manifest.description()));
    root.set("editor", editor(manifest.editor()));
    root.putObject("contacts")
        .put("support", manifest.contacts().support())
        .put("security", manifest.contacts().security())
        .put("dataProtection", manifest.contacts().dataProtection());
    root.set("purposes", words(manifest.purposes().stream().sorted().toList()));
    root.putObject("audience")
        .put("patients", manifest.audience().patients())
        .put("professionals", manifest.audience().professionals())
        .put("minors", manifest.audience().minors());
    maybe(root, "exchange", manifest.exchange(), ManifestWriter::exchange);
    root.set("devices", list(manifest.devices(), ManifestWriter::device));
    root.set("hosting", hosting(manifest.hosting()));
    root.set("hosts", texts(manifest.hosts()));
    root.set("languages", texts(manifest.languages()));
    root.set("platforms", words(manifest.platforms().stream().sorted().toList()));
    root.putObject("price")
        .put("model", word(manifest.price().model()))
        .set("words", text(manifest.price().words()));
    claims(manifest, root);
    root.set("pages", pages(manifest.pages()));
    root.set("release", release(manifest.release()));
    return root;
  }

  /// What an app need not have.
  private static void claims(Manifest manifest, ObjectNode root) {
    maybe(
        root,
        "medicalDevice",
        manifest.medicalDevice(),
        device -> {
          ObjectNode node = NODES.objectNode();
          node.put("riskClass", device.riskClass()).put("udiDi", device.udiDi());
          maybe(node, "notifiedBody", device.notifiedBody());
          return node;
        });
    maybe(
        root,
        "ai",
        manifest.ai(),
        ai -> {
          ObjectNode node = NODES.objectNode();
          node.set("use", text(ai.use()));
          node.set("oversight", text(ai.oversight()));
          node.set("limits", text(ai.limits()));
          return node;
        });
    maybe(
        root,
        "study",
        manifest.study(),
        study -> {
          ObjectNode node = NODES.objectNode();
          node.set("design", text(study.design()));
          node.put("participants", study.participants());
          node.set("result", text(study.result()));
          node.put("link", study.link().toString());
          return node;
        });
  }

  private static ObjectNode editor(Manifest.Editor editor) {
    return NODES
        .objectNode()
        .put("legalName", editor.legalName())
        .put("registration", editor.registration())
        .put("country", editor.country())
        .put("website", editor.website().toString());
  }

  private static ObjectNode exchange(Exchange exchange) {
    ObjectNode node = NODES.objectNode();
    node.put("profile", exchange.profile().word());
    node.set("redirectUris", texts(exchange.redirectUris()));
    node.set("origins", texts(exchange.origins()));
    maybe(node, "jwksUri", exchange.jwksUri(), ManifestWriter::uri);
    maybe(node, "jwks", exchange.jwks(), MAPPER::readTree);
    node.put("deviceFlow", exchange.deviceFlow());
    node.set("wants", list(exchange.wants(), ManifestWriter::want));
    node.set("recipients", list(exchange.recipients(), ManifestWriter::text));
    maybe(node, "testDriver", exchange.testDriver(), ManifestWriter::uri);
    maybe(node, "incidentWebhook", exchange.incidentWebhook(), ManifestWriter::uri);
    return node;
  }

  private static ObjectNode want(Manifest.Want want) {
    ObjectNode node = NODES.objectNode();
    node.put("permission", want.permission()).put("needed", want.needed());
    node.set("reason", text(want.reason()));
    node.set("without", text(want.without()));
    return node;
  }

  private static ObjectNode device(DeviceModel device) {
    ObjectNode node = NODES.objectNode();
    node.put("name", device.name()).put("maker", device.maker());
    maybe(node, "udiDi", device.udiDi());
    maybe(node, "riskClass", device.riskClass());
    node.set("kinds", texts(device.kinds()));
    node.put("connection", word(device.connection()));
    maybe(node, "broker", device.broker());
    return node;
  }

  private static ObjectNode hosting(Hosting hosting) {
    ObjectNode node = NODES.objectNode();
    node.put("provider", hosting.provider());
    maybe(node, "certificate", hosting.certificate());
    maybe(node, "expires", hosting.expires());
    node.set("countries", texts(hosting.countries()));
    node.set(
        "subProcessors",
        list(
            hosting.subProcessors(),
            one -> {
              ObjectNode processor = NODES.objectNode();
              processor.put("name", one.name()).put("country", one.country());
              processor.set("task", text(one.task()));
              return processor.put("healthData", one.healthData());
            }));
    return node;
  }

  private static ObjectNode pages(Pages pages) {
    ObjectNode node = NODES.objectNode();
    node.put("privacyFrench", pages.privacyFrench().toString())
        .put("privacyEnglish", pages.privacyEnglish().toString())
        .put("securityTxt", pages.securityTxt().toString())
        .put("disclosure", pages.disclosure().toString())
        .put("accessibility", pages.accessibility().toString())
        .put("accessibilityLevel", pages.accessibilityLevel());
    node.set("toTest", list(pages.toTest(), ManifestWriter::uri));
    return node;
  }

  private static ObjectNode release(Release release) {
    ObjectNode node = NODES.objectNode();
    node.put("version", release.version())
        .put("date", release.date())
        .put("buildHash", release.buildHash());
    maybe(node, "sbom", release.sbom(), ManifestWriter::uri);
    maybe(node, "signature", release.signature());
    maybe(node, "releaseKey", release.releaseKey(), MAPPER::readTree);
    return node;
  }

  private static ObjectNode text(Text text) {
    return NODES.objectNode().put("fr", text.french()).put("en", text.english());
  }

  private static JsonNode uri(URI uri) {
    return NODES.stringNode(uri.toString());
  }

  private static ArrayNode texts(Collection<String> all) {
    return list(all, NODES::stringNode);
  }

  private static ArrayNode words(List<? extends Enum<?>> all) {
    return list(all, one -> NODES.stringNode(word(one)));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <T> ArrayNode list(Collection<T> all, Function<T, JsonNode> write) {
    ArrayNode array = NODES.arrayNode();
    all.forEach(one -> array.add(write.apply(one)));
    return array;
  }

  private static void maybe(ObjectNode node, String field, @Nullable String value) {
    maybe(node, field, value, NODES::stringNode);
  }

  private static <T> void maybe(
      ObjectNode node, String field, @Nullable T value, Function<T, JsonNode> write) {
    if (value != null) {
      node.set(field, write.apply(value));
    }
  }
}
