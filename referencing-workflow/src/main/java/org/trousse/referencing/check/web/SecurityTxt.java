package org.trousse.referencing.check.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A `security.txt` (RFC 9116), signed in clear or not.
///
/// @param fields values by the field's name in lower case, in the order of the file
/// @param odd how many lines are neither a field, a comment, empty nor part of a signature
record SecurityTxt(Map<String, List<String>> fields, int odd) {
  private static final int LINES_MAX = 500;
  private static final int VALUE_CHARACTERS_MAX = 1_000;

  static SecurityTxt parse(String text) {
    Map<String, List<String>> fields = new TreeMap<>();
    int odd = 0;
    boolean header = false;
    for (String line : text.lines().limit(LINES_MAX).map(String::strip).toList()) {
      if (line.startsWith("-----BEGIN PGP SIGNATURE")) {
        break; // what follows is no field, §2.3
      }
      if (line.startsWith("-----BEGIN PGP SIGNED")) {
        header = true; // until an empty line
        continue;
      }
      if (header || line.isEmpty() || line.startsWith("#")) {
        header = header && !line.isEmpty();
        continue;
      }
      int colon = line.indexOf(':');
      if (colon < 1 || !line.substring(0, colon).matches("[A-Za-z-]+")) {
        odd++;
        continue;
      }
      fields
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), first -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return new SecurityTxt(fields, odd);
  }

  List<String> all(String field) {
    return fields.getOrDefault(field, List.of());
  }

  /// Empty: absent, there more than once, or no date (RFC 3339).
  Optional<Instant> expires() {
    List<String> dates = all("expires");
    if (dates.size() != 1) {
      return Optional.empty();
    }
    try {
      String date = dates.getFirst().toUpperCase(Locale.ROOT).replace(' ', 'T');
      return Optional.of(OffsetDateTime.parse(date).toInstant());
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }

  /// Whether a value is an address that this field may have (§2.5.4: web addresses are https).
  static boolean reachable(String value) {
    if (value.length() > VALUE_CHARACTERS_MAX) {
      return false;
    }
    try {
      URI uri = new URI(value);
      return switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
        case "https" -> uri.getHost() != null;
        case "mailto" ->
            uri.getSchemeSpecificPart().matches("[^@\\s]+@[^@\\s]+\\.[^@\\s?]+(\\?.*)?");
        case "tel" -> uri.getSchemeSpecificPart().matches("\\+?[0-9(][0-9().-]{4,}");
        default -> false;
      };
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  /// The same address, compared whole.
  boolean names(String field, URI address) {
    return all(field).stream().anyMatch(value -> value.equals(address.toString()));
  }
}
