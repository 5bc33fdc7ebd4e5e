package org.trousse.referencing.check.release;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.check.file.JsonFile;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.JsonNode;

/// What matters of a CycloneDX bill of materials in JSON, versions 1.4 to 1.7.
record Sbom(JsonNode root) {
  private static final Set<String> VERSIONS = Set.of("1.4", "1.5", "1.6", "1.7");
  private static final Set<String> TYPES =
      Set.of(
          "application",
          "framework",
          "library",
          "container",
          "platform",
          "operating-system",
          "device",
          "device-driver",
          "firmware",
          "file",
          "machine-learning-model",
          "data",
          "cryptographic-asset");
  private static final Map<String, Integer> HASH_DIGITS =
      Map.ofEntries(
          Map.entry("MD5", 32),
          Map.entry("SHA-1", 40),
          Map.entry("SHA-256", 64),
          Map.entry("SHA-384", 96),
          Map.entry("SHA-512", 128),
          Map.entry("SHA3-256", 64),
          Map.entry("SHA3-384", 96),
          Map.entry("SHA3-512", 128),
          Map.entry("BLAKE2b-256", 64),
          Map.entry("BLAKE2b-384", 96),
          Map.entry("BLAKE2b-512", 128),
          Map.entry("BLAKE3", 64),
          Map.entry("Streebog-256", 64),
          Map.entry("Streebog-512", 128));
  private static final int COMPONENTS_MAX = 50_000;

  private static final Text WRITE_ONE =
      new Text(
          "Publiez la nomenclature CycloneDX (JSON) de cette version à l’adresse du manifeste.",
          "Publish this release’s CycloneDX bill of materials (JSON) at the manifest’s address.");

  /// What to look at; empty when the manifest names none.
  static List<Look> looks(Subject subject) {
    URI address = subject.manifest().release().sbom();
    return address == null ? List.of() : List.of(new Look.Fetch(address));
  }

  /// The bill, or the draft says why there is none.
  static Optional<Sbom> of(FindingDraft draft, Subject subject, Seen seen) {
    URI address = subject.manifest().release().sbom();
    if (address == null) {
      draft.fault(
          new Text(
              "Le manifeste ne nomme aucune nomenclature.",
              "The manifest names no bill of materials."),
          WRITE_ONE);
      return Optional.empty();
    }
    draft.looked(address);
    switch (seen.at(new Look.Fetch(address))) {
      case Sight.Page page when page.status() == 200 -> {
        Optional<JsonNode> node = JsonFile.read(page.body()).filter(JsonNode::isObject);
        if (node.isEmpty()) {
          draft.fault(
              new Text(
                  "La nomenclature n’est pas un objet JSON lisible.",
                  "The bill of materials is no JSON object that can be read."),
              WRITE_ONE);
        }
        return node.map(Sbom::new);
      }
      case Sight.Page page ->
          draft.fault(
              new Text(
                  "L’adresse répond " + page.status() + ".",
                  "The address answers " + page.status() + "."),
              WRITE_ONE);
      case Sight.NotSeen(var why) -> draft.unseen(why, WRITE_ONE);
      default -> draft.unseen(new Text("Rien de lisible.", "Nothing readable."), WRITE_ONE);
    }
    return Optional.empty();
  }

  /// All components, those inside others too.
  List<JsonNode> components() {
    List<JsonNode> all = new ArrayList<>();
    JsonFile.each(root.path("components")).forEach(all::add);
    for (int at = 0; at < all.size() && all.size() < COMPONENTS_MAX; at++) {
      JsonFile.each(all.get(at).path("components")).forEach(all::add);
    }
    return all;
  }

  JsonNode product() {
    return root.path("metadata").path("component");
  }

  /// The product's hash by an algorithm, in lower case; empty without one.
  Optional<String> productHash(String algorithm) {
    return JsonFile.each(product().path("hashes"))
        .filter(hash -> JsonFile.text(hash, "alg").equals(algorithm))
        .map(hash -> JsonFile.text(hash, "content").toLowerCase(Locale.ROOT))
        .findFirst();
  }

  /// What is wrong by the schema, in words.
  List<Text> errors() {
    List<Text> errors = new ArrayList<>();
    if (!JsonFile.text(root, "bomFormat").equals("CycloneDX")
        || !VERSIONS.contains(JsonFile.text(root, "specVersion"))) {
      errors.add(
          new Text(
              "bomFormat ou specVersion : CycloneDX 1.4 à 1.7 est attendu.",
              "bomFormat or specVersion: CycloneDX 1.4 to 1.7 is expected."));
    }
    String serial = JsonFile.text(root, "serialNumber");
    if (root.has("serialNumber")
        && !serial.matches("urn:uuid:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      errors.add(new Text("serialNumber n’est pas urn:uuid:…", "serialNumber is not urn:uuid:…"));
    }
    JsonNode version = root.path("version");
    if (!version.isMissingNode() && !(version.isIntegralNumber() && version.longValue() >= 1)) {
      errors.add(
          new Text("version n’est pas un entier positif.", "version is no positive integer."));
    }
    if (!root.path("components").isArray() || components().isEmpty()) {
      errors.add(new Text("Aucun composant n’est nommé.", "No component is named."));
    }
    Set<String> references = new HashSet<>();
    component(errors, product(), "metadata.component", references);
    int number = 0;
    for (JsonNode one : components()) {
      component(errors, one, "components[" + number++ + "]", references);
    }
    return errors.stream().limit(20).toList();
  }

  private static void component(
      List<Text> errors, JsonNode node, String place, Set<String> references) {
    if (JsonFile.text(node, "name").isBlank() || !TYPES.contains(JsonFile.text(node, "type"))) {
      errors.add(
          new Text(
              place + " n’a pas de nom ou de type connu.",
              place + " has no name or no known type."));
    }
    String reference = JsonFile.text(node, "bom-ref");
    if (!reference.isEmpty() && !references.add(reference)) {
      errors.add(new Text(place + " répète un bom-ref.", place + " repeats a bom-ref."));
    }
    JsonFile.each(node.path("hashes"))
        .filter(hash -> !sound(hash))
        .findFirst()
        .ifPresent(hash ->
            errors.add(
                new Text(
                    place + " a une empreinte mal formée.", place + " has a malformed hash.")));
  }

  private static boolean sound(JsonNode hash) {
    Integer digits = HASH_DIGITS.get(JsonFile.text(hash, "alg"));
    String content = JsonFile.text(hash, "content");
    return digits != null && content.length() == digits && content.matches("[0-9a-fA-F]+");
  }
}
