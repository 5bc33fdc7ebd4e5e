package org.trousse.gateway.codec.export;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.trousse.gateway.codec.json.Timestamp;

/// A `Record` element of Apple Health's export: its attributes, and its metadata by their keys.
public record HealthKitRecord(Map<String, String> attributes, Map<String, String> metadata) {
  public HealthKitRecord {
    attributes = Map.copyOf(attributes);
    metadata = Map.copyOf(metadata);
  }

  /// The type without its prefix, e.g. `BloodGlucose`.
  String type() {
    return attribute("type").replaceFirst("^HKQuantityTypeIdentifier", "");
  }

  String attribute(String name) {
    return attributes.getOrDefault(name, "").strip();
  }

  String metadata(String key) {
    return metadata.getOrDefault(key, "").strip();
  }

  /// When it was measured.
  Optional<Timestamp> start() {
    return Timestamp.lenient(attribute("startDate"));
  }

  /// How long after the measurement the record was written: some apps write hours late, which says
  /// nothing of when it was measured.
  public Optional<Duration> writtenLate() {
    return start()
        .flatMap(start ->
            Timestamp.lenient(attribute("creationDate"))
                .map(created -> Duration.between(start.instant(), created.instant())));
  }

  /// As an element again.
  String xml() {
    StringBuilder xml = new StringBuilder("<Record");
    attributes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> attribute(xml, entry.getKey(), entry.getValue()));
    if (metadata.isEmpty()) {
      return xml.append("/>").toString();
    }
    xml.append('>');
    metadata.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> {
          xml.append("<MetadataEntry");
          attribute(xml, "key", entry.getKey());
          attribute(xml, "value", entry.getValue());
          xml.append("/>");
        });
    return xml.append("</Record>").toString();
  }

  private static void attribute(StringBuilder xml, String name, String value) {
    xml.append(' ').append(name).append("=\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '"' -> xml.append("&quot;");
        case '\n', '\t', '\r' -> xml.append("&#").append((int) c).append(';');
        default -> xml.append(c);
      }
    }
    xml.append('"');
  }
}
