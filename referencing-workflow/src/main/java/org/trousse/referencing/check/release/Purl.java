package org.trousse.referencing.check.release;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A package URL without its qualifiers: which package, and which version of it (ECMA-427).
///
/// @param type e.g. `maven`
/// @param name with its namespace, decoded, e.g. `org.example/library`
/// @param version empty when it names none
record Purl(String type, String name, String version) {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("maven", "maven"),
          Map.entry("npm", "npm"),
          Map.entry("pypi", "pypi"),
          Map.entry("go", "golang"),
          Map.entry("crates.io", "cargo"),
          Map.entry("nuget", "nuget"),
          Map.entry("rubygems", "gem"),
          Map.entry("packagist", "composer"),
          Map.entry("pub", "pub"),
          Map.entry("hex", "hex"),
          Map.entry("swifturl", "swift"));

  static Optional<Purl> parse(String text) {
    if (!text.startsWith("pkg:")) {
      return Optional.empty();
    }
    String rest = text.substring(4).split("[?#]", 2)[0].replaceFirst("^/+", "");
    int slash = rest.indexOf('/');
    int at = rest.lastIndexOf('@');
    boolean versioned = at > rest.lastIndexOf('/');
    if (slash < 1) {
      return Optional.empty();
    }
    try {
      String type = rest.substring(0, slash).toLowerCase(Locale.ROOT);
      String name = decode(rest.substring(slash + 1, versioned ? at : rest.length()));
      String version = versioned ? decode(rest.substring(at + 1)) : "";
      return name.isEmpty() ? Optional.empty() : Optional.of(of(type, name, version));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /// A package as OSV names it; empty for an ecosystem that we do not know.
  static Optional<Purl> ofEcosystem(String ecosystem, String name) {
    String type = TYPES.get(ecosystem.split(":", 2)[0].toLowerCase(Locale.ROOT));
    return type == null || name.isEmpty()
        ? Optional.empty()
        : Optional.of(of(type, type.equals("maven") ? name.replace(':', '/') : name, ""));
  }

  private static Purl of(String type, String name, String version) {
    return switch (type) {
      case "pypi" ->
          new Purl(type, name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-"), version);
      case "nuget", "composer", "golang" -> new Purl(type, name.toLowerCase(Locale.ROOT), version);
      default -> new Purl(type, name, version);
    };
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  boolean samePackage(Purl other) {
    return type.equals(other.type) && name.equals(other.name);
  }
}
