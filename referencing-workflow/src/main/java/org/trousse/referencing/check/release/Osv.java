package org.trousse.referencing.check.release;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.trousse.referencing.check.file.JsonFile;
import tools.jackson.databind.JsonNode;

/// A list of vulnerabilities as OSV writes them (OSV schema 1.x): an array of entries, or an object
/// that holds them as `vulns`.
final class Osv {
  private record Entry(JsonNode vulnerability, JsonNode affected) {}

  private final Map<String, List<Entry>> byPackage = new HashMap<>();

  /// One vulnerability that a component has.
  ///
  /// @param known since when anybody could know; empty when it does not say
  /// @param unrated whether its severity is not said in a way that we read
  record Match(
      String id, Optional<Instant> known, boolean critical, boolean exploited, boolean unrated) {}

  private Osv() {}

  /// Empty: no list.
  static Optional<Osv> read(String json) {
    return JsonFile.read(json)
        .map(node -> node.isObject() ? node.path("vulns") : node)
        .filter(JsonNode::isArray)
        .map(Osv::of);
  }

  private static Osv of(JsonNode array) {
    Osv all = new Osv();
    JsonFile.each(array)
        .filter(vulnerability -> !vulnerability.has("withdrawn"))
        .forEach(vulnerability ->
            JsonFile.each(vulnerability.path("affected"))
                .forEach(affected ->
                    purl(affected)
                        .ifPresent(purl ->
                            all.byPackage
                                .computeIfAbsent(key(purl), first -> new ArrayList<>())
                                .add(new Entry(vulnerability, affected)))));
    return all;
  }

  private static String key(Purl purl) {
    return purl.type() + "/" + purl.name();
  }

  private static Optional<Purl> purl(JsonNode affected) {
    JsonNode named = affected.path("package");
    return Purl.parse(JsonFile.text(named, "purl"))
        .or(() ->
            Purl.ofEcosystem(JsonFile.text(named, "ecosystem"), JsonFile.text(named, "name")));
  }

  List<Match> of(Purl component) {
    return byPackage.getOrDefault(key(component), List.of()).stream()
        .filter(entry -> affects(entry.affected(), component))
        .map(Osv::match)
        .distinct()
        .toList();
  }

  static boolean affects(JsonNode affected, Purl component) {
    boolean listed =
        JsonFile.each(affected.path("versions"))
            .anyMatch(
                version -> version.isString() && version.stringValue().equals(component.version()));
    return listed
        || JsonFile.each(affected.path("ranges")).anyMatch(range -> within(range, component));
  }

  private record Event(String version, String kind) {}

  /// The schema's evaluation: the last event at or before the version decides.
  private static boolean within(JsonNode range, Purl component) {
    String type = JsonFile.text(range, "type");
    if (!type.equals("SEMVER") && !type.equals("ECOSYSTEM")) {
      return false;
    }
    VersionOrder order = VersionOrder.of(type, component.type());
    List<Event> events = events(range, order);
    boolean limited = events.stream().anyMatch(event -> event.kind().equals("limit"));
    boolean inside =
        !limited
            || events.stream()
                .filter(event -> event.kind().equals("limit"))
                .anyMatch(event ->
                    event.version().equals("*")
                        || order.compare(component.version(), event.version()) < 0);
    boolean affected = false;
    for (Event event : events) {
      int after =
          event.kind().equals("introduced") && event.version().equals("0")
              ? 1
              : order.compare(component.version(), event.version());
      affected =
          switch (event.kind()) {
            case "introduced" -> affected || after >= 0;
            case "fixed" -> affected && after < 0;
            case "last_affected" -> affected && after <= 0;
            default -> affected;
          };
    }
    return affected && inside;
  }

  private static List<Event> events(JsonNode range, VersionOrder order) {
    return JsonFile.each(range.path("events"))
        .flatMap(event ->
            Stream.of("introduced", "fixed", "last_affected", "limit")
                .filter(event::has)
                .map(kind -> new Event(JsonFile.text(event, kind), kind)))
        .sorted(
            Comparator.<Event, Boolean>comparing(event -> !event.version().equals("0"))
                .thenComparing(Event::version, order))
        .toList();
  }

  private static Match match(Entry entry) {
    JsonNode vulnerability = entry.vulnerability();
    List<String> vectors =
        Stream.concat(
                JsonFile.each(vulnerability.path("severity")),
                JsonFile.each(entry.affected().path("severity")))
            .map(severity -> JsonFile.text(severity, "score"))
            .toList();
    List<String> words =
        Stream.of(vulnerability, entry.affected())
            .map(node -> JsonFile.text(node.path("database_specific"), "severity"))
            .filter(word -> !word.isEmpty())
            .toList();
    boolean scored = vectors.stream().anyMatch(vector -> Cvss.base(vector).isPresent());
    return new Match(
        JsonFile.text(vulnerability, "id"),
        instant(JsonFile.text(vulnerability, "published"))
            .or(() -> instant(JsonFile.text(vulnerability, "modified"))),
        words.stream().anyMatch("CRITICAL"::equalsIgnoreCase)
            || vectors.stream().anyMatch(vector -> Cvss.base(vector).orElse(0) >= Cvss.CRITICAL),
        vulnerability.path("database_specific").path("known_exploited").asBoolean(false),
        words.isEmpty() && !scored);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException unsaid) {
      return Optional.empty();
    }
  }
}
