package org.trousse.platform.demo.vendor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An invented release of a demo app: there is no package, but always the same hash of it.
public record DemoBuild(String software, String version) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// SHA-256 in 64 hexadecimal characters.
  public String hash() {
    return HexFormat.of().formatHex(sha256("demo build " + software + " " + version));
  }

  private static byte[] sha256(String words) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  /// Its CycloneDX bill of materials, with components that do not exist.
  String sbom() {
    ObjectNode root = JSON.createObjectNode();
    root.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
    root.put("serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes(sha256(software + version)));
    ObjectNode product =
        root.putObject("metadata")
            .putObject("component")
            .put("type", "application")
            .put("bom-ref", software)
            .put("name", software)
            .put("version", version);
    product.putArray("hashes").addObject().put("alg", "SHA-256").put("content", hash());
    ArrayNode components = root.putArray("components");
    component(components, "exemple-graphique", "2.4.1");
    component(components, "exemple-horloge", "1.0.9");
    return JSON.writeValueAsString(root);
  }

  private static void component(ArrayNode components, String name, String version) {
    components
        .addObject()
        .put("type", "library")
        .put("bom-ref", name)
        .put("name", name)
        .put("version", version)
        .put("purl", "pkg:generic/" + name + "@" + version);
  }

  /// What somebody publishes who forgot to make it anew: another version, and no hash.
  String staleSbom() {
    ObjectNode root = JSON.createObjectNode();
    root.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
    root.putObject("metadata")
        .putObject("component")
        .put("type", "application")
        .put("name", software)
        .put("version", "0.1");
    component(root.putArray("components"), "exemple-graphique", "1.0.0");
    return JSON.writeValueAsString(root);
  }
}
