package org.trousse.referencing.manifest.identifier;

import java.util.Locale;
import java.util.Set;

/// ISO 3166-1 alpha-2.
public final class Country {
  private static final Set<String> ALL = Set.of(Locale.getISOCountries());

  /// The European Economic Area: the Union, Iceland, Liechtenstein and Norway.
  private static final Set<String> EEA =
      Set.of(
          "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
          "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK");

  private Country() {}

  public static boolean exists(String code) {
    return ALL.contains(code);
  }

  public static boolean isInEea(String code) {
    return EEA.contains(code);
  }
}
