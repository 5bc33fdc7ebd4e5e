package org.trousse.referencing.page.vendor;

import java.util.List;
import java.util.Optional;
import org.trousse.referencing.page.Spot;

/// Where the vendors' pages stand.
public final class VendorSpots {
  public static final Spot HOME = new Spot("editeur", "vendor");
  public static final Spot ORGANISATION =
      new Spot("editeur/organisations/:organisation", "vendor/organisations/:organisation");
  public static final Spot REQUESTS =
      new Spot(
          "editeur/organisations/:organisation/requetes",
          "vendor/organisations/:organisation/requests");
  public static final Spot INVITATION =
      new Spot("editeur/invitation/:secret", "vendor/invitation/:secret");
  public static final Spot DOSSIERS = new Spot("editeur/dossiers", "vendor/dossiers");
  public static final Spot DOSSIER = below("", "");
  public static final Spot MOVES = below("/etapes", "/moves");
  public static final Spot CHECKS = below("/controles", "/checks");
  public static final Spot FILES = below("/pieces", "/files");
  public static final Spot FILE_BACK = below("/pieces/retirer", "/files/remove");
  public static final Spot CRITERION = below("/criteres/:criterion", "/criteria/:criterion");
  public static final Spot MANIFEST = below("/manifeste", "/manifest");
  public static final Spot RESTORE = below("/manifeste/reprendre", "/manifest/restore");
  public static final Spot PREVIEW = below("/apercu", "/preview");
  public static final Spot HISTORY = below("/historique", "/history");

  /// Where an officer goes on who took a seat.
  static final Spot OFFICERS = new Spot("referencement/file", "referencing/queue");

  /// Those that show a page of their own.
  public static final List<Spot> PAGES =
      List.of(
          HOME,
          ORGANISATION,
          REQUESTS,
          INVITATION,
          DOSSIERS,
          DOSSIER,
          CRITERION,
          MANIFEST,
          PREVIEW,
          HISTORY);

  private VendorSpots() {}

  /// The same page in the other language, for the frame's language switch; empty: it is none of
  /// these.
  ///
  /// @param path below the language, without a query
  public static Optional<String> counterpart(String path, boolean toEnglish) {
    return PAGES.stream().flatMap(spot -> spot.counterpart(path, toEnglish).stream()).findFirst();
  }

  private static Spot below(String french, String english) {
    return new Spot("editeur/dossiers/:id" + french, "vendor/dossiers/:id" + english);
  }
}
