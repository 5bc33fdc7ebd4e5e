package org.trousse.platform.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A page's place on the site: its address in each language, and the page above it.
///
/// @param name also the key of its label, `place.NAME`
/// @param french below `/fr/`
/// @param english below `/en/`
public record Place(String name, String french, String english) {
  public static final Place HOME = new Place("home", "", "");
  public static final Place DEMO = new Place("demo", "demonstration", "demo");
  public static final Place MEASUREMENTS = new Place("measurements", "mesures", "measurements");
  public static final Place QUARANTINE =
      new Place("quarantine", "operations/quarantaine", "operations/quarantine");

  private static final List<Place> ALL = List.of(HOME, DEMO, MEASUREMENTS, QUARANTINE);

  /// The place at an address below the language, whichever language's.
  static Optional<Place> at(String path) {
    return ALL.stream().filter(p -> p.french.equals(path) || p.english.equals(path)).findFirst();
  }

  /// Its address on this host.
  public String address(Locale language) {
    return language.getLanguage().equals("en") ? "/en/" + english : "/fr/" + french;
  }
}
