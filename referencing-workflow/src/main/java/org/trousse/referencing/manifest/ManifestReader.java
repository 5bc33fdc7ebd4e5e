package org.trousse.referencing.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.referencing.json.PublishedSchema;
import org.trousse.referencing.json.StrictJson;
import org.trousse.referencing.json.StrictJson.Document;
import tools.jackson.databind.JsonNode;

/// Reads what a vendor wrote. Everything that is wrong is told at once: first what the published
/// schema says, then what no schema can say.
public final class ManifestReader {
  private static final String SCHEMA_RESOURCE = "/manifest/schema-1.json";
  private static final PublishedSchema SCHEMA = new PublishedSchema(schema());

  private final Set<String> open;

  /// A manifest, or all that is wrong with it.
  public sealed interface Outcome {
    record Read(Manifest manifest) implements Outcome {}

    /// Not a manifest yet.
    ///
    /// @param errors at least one, in the order of their places
    record Refused(List<ManifestError> errors) implements Outcome {
      public Refused {
        errors = List.copyOf(errors);
      }
    }
  }

  /// For real vendors: nothing but public names over https.
  public ManifestReader() {
    this(Set.of());
  }

  /// For tests and the demo.
  ///
  /// @param open authorities that are allowed besides, over http too, e.g. `127.0.0.1:8080`
  public ManifestReader(Set<String> open) {
    this.open = Set.copyOf(open);
  }

  /// The published schema's bytes.
  public static byte[] schema() {
    try (InputStream in = ManifestReader.class.getResourceAsStream(SCHEMA_RESOURCE)) {
      return Objects.requireNonNull(in, SCHEMA_RESOURCE).readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public Outcome read(byte[] bytes) {
    return switch (StrictJson.read(bytes)) {
      case Document.NotJson(var words, var mend) ->
          new Outcome.Refused(List.of(new ManifestError("", words, mend)));
      case Document.Parsed(JsonNode root) -> read(root);
    };
  }

  private Outcome read(JsonNode root) {
    List<ManifestError> errors =
        new ArrayList<>(SCHEMA.faults(root).stream().map(ManifestError::of).toList());
    Set<String> told = errors.stream().map(ManifestError::at).collect(Collectors.toSet());
    for (ManifestError error : ManifestChecks.all(root, open)) {
      if (!told.contains(error.at())) {
        errors.add(error);
      }
    }
    if (errors.isEmpty()) {
      return new Outcome.Read(ManifestShape.read(root));
    }
    List<ManifestError> once = new ArrayList<>(new HashSet<>(errors));
    once.sort(
        Comparator.comparing(ManifestError::at).thenComparing(error -> error.words().french()));
    return new Outcome.Refused(once);
  }
}
