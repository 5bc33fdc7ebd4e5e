package org.trousse.referencing.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.trousse.referencing.manifest.ManifestReader.Outcome;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Manifests of invented vendors.
final class Manifests {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final ManifestReader READER = new ManifestReader();

  private Manifests() {}

  static byte[] file(String name) {
    String resource = "/manifest/" + name + ".json";
    try (InputStream in = Manifests.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in, resource).readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Manifest good(String name) {
    return read(file(name));
  }

  static Manifest read(byte[] json) {
    return switch (READER.read(json)) {
      case Outcome.Read(Manifest manifest) -> manifest;
      case Outcome.Refused(List<ManifestError> errors) ->
          throw new AssertionError("refused: " + errors);
    };
  }

  /// The file with something changed, as a manifest that must be right.
  static Manifest changed(String name, Consumer<ObjectNode> change) {
    return read(bytes(name, change));
  }

  static byte[] bytes(String name, Consumer<ObjectNode> change) {
    ObjectNode root = (ObjectNode) MAPPER.readTree(file(name));
    change.accept(root);
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  static List<ManifestError> errors(byte[] json) {
    return switch (READER.read(json)) {
      case Outcome.Read(Manifest _) -> List.of();
      case Outcome.Refused(List<ManifestError> errors) -> errors;
    };
  }
}
