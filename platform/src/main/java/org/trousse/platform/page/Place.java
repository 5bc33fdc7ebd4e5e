package org.trousse.platform.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.trousse.catalogue.CatalogueModule;
import org.trousse.record.RecordModule;
import org.trousse.referencing.ReferencingModule;

/// A page's place on the site: its address in each language, and the page above it.
///
/// @param name also the key of its label where a menu shows it, `place.NAME`
/// @param french below `/fr/`
/// @param english below `/en/`
public record Place(String name, String french, String english) {
  public static final Place HOME = new Place("home", "", "");
  public static final Place DEMO = new Place("demo", "demonstration", "demo");
  public static final Place MEASUREMENTS = new Place("measurements", "mesures", "measurements");
  public static final Place CARE_TEAM = new Place("care-team", "mes-soignants", "my-care-team");
  public static final Place SIGN_IN = new Place("sign-in", "connexion", "sign-in");
  public static final Place FOR_WHOM = new Place("for-whom", "pour-qui", "for-whom");
  public static final Place AUTHORISE = new Place("authorise", "autoriser", "authorise");
  public static final Place APPLICATIONS =
      new Place("applications", "applications", "applications");
  public static final Place OBJECTION =
      new Place("objection", "ecarter-des-mesures", "set-readings-aside");
  public static final Place ACCESS_LOG = new Place("access-log", "journal", "access-log");
  public static final Place RELATIVES = new Place("relatives", "proches", "relatives");
  public static final Place SESSIONS = new Place("sessions", "sessions", "sessions");
  public static final Place LOST_DEVICE = new Place("lost-device", "appareil-perdu", "lost-device");
  public static final Place CLOSE_ACCOUNT =
      new Place("close-account", "fermer-mon-espace", "close-my-account");
  public static final Place DEVICE = new Place("device", "appareil", "device");
  public static final Place CATALOGUE = new Place("catalogue", "catalogue", "catalogue");
  public static final Place REFERENCING = new Place("referencing", "referencement", "referencing");
  public static final Place VENDOR = new Place("vendor", "editeur", "vendor");
  public static final Place VERIFY = new Place("verify", "verify", "verify");
  public static final Place WHAT_FOR =
      new Place("what-for", "a-quoi-sert-ce-site", "what-this-site-is-for");
  public static final Place SITEMAP = new Place("sitemap", "plan-du-site", "sitemap");
  public static final Place ACCESSIBILITY =
      new Place("accessibility", "accessibilite", "accessibility");
  public static final Place LEGAL = new Place("legal", "mentions-legales", "legal");
  public static final Place PRIVACY = new Place("privacy", "donnees-personnelles", "privacy");
  public static final Place QUARANTINE =
      new Place("quarantine", "operations/quarantaine", "operations/quarantine");

  /// Where the pages of problems are; it has none of its own.
  static final Place PROBLEMS = new Place("problems", "problemes", "problems");

  private static final List<Place> ALL =
      List.of(
          HOME,
          DEMO,
          MEASUREMENTS,
          CARE_TEAM,
          SIGN_IN,
          FOR_WHOM,
          AUTHORISE,
          APPLICATIONS,
          OBJECTION,
          ACCESS_LOG,
          RELATIVES,
          SESSIONS,
          LOST_DEVICE,
          CLOSE_ACCOUNT,
          DEVICE,
          CATALOGUE,
          REFERENCING,
          VENDOR,
          VERIFY,
          WHAT_FOR,
          SITEMAP,
          ACCESSIBILITY,
          LEGAL,
          PRIVACY,
          QUARANTINE);

  /// The place at an address below the language, whichever language's.
  static Optional<Place> at(String path) {
    return ALL.stream()
        .filter(p -> p.french.equals(path) || p.english.equals(path))
        .findFirst()
        .or(() -> PROBLEMS.below(path))
        .or(() -> ofAHouse(path));
  }

  /// A page whose address a house knows in both languages.
  private static Optional<Place> ofAHouse(String path) {
    return counterpart(path, true)
        .map(english -> new Place("", path, english))
        .or(() -> counterpart(path, false).map(french -> new Place("", french, path)));
  }

  private static Optional<String> counterpart(String path, boolean toEnglish) {
    return CatalogueModule.counterpart(path, toEnglish)
        .or(() -> ReferencingModule.counterpart(path, toEnglish))
        .or(() -> RecordModule.counterpart(path, toEnglish));
  }

  /// The page at `path` if it is one of those under this place, whose last part is the same in both
  /// languages.
  private Optional<Place> below(String path) {
    int slash = path.lastIndexOf('/');
    String parent = path.substring(0, Math.max(slash, 0));
    if (!parent.equals(french) && !parent.equals(english)) {
      return Optional.empty();
    }
    String last = path.substring(slash);
    return Optional.of(new Place(name, french + last, english + last));
  }

  /// Its address on this host.
  public String address(Locale language) {
    return language.getLanguage().equals("en") ? "/en/" + english : "/fr/" + french;
  }
}
