package org.trousse.referencing.page.officer.view;

import java.util.List;
import java.util.Optional;
import org.trousse.referencing.page.Spot;

/// Where the officers' pages stand.
public final class OfficerSpots {
  public static final Spot QUEUE = new Spot("referencement/file", "referencing/queue");
  public static final Spot DOSSIER = new Spot("referencement/file/:id", "referencing/queue/:id");
  public static final Spot MOVE =
      new Spot("referencement/file/:id/acte/:move", "referencing/queue/:id/act/:move");
  public static final Spot CRITERION =
      new Spot(
          "referencement/file/:id/critere/:criterion",
          "referencing/queue/:id/criterion/:criterion");
  public static final Spot LETTER =
      new Spot("referencement/file/:id/lettre", "referencing/queue/:id/letter");
  public static final Spot WATCH =
      new Spot("referencement/surveillance", "referencing/surveillance");
  public static final Spot REGISTER = new Spot("referencement/registre", "referencing/register");
  public static final Spot INTERESTS = new Spot("referencement/interets", "referencing/interests");
  public static final Spot OFFICERS = new Spot("referencement/agents", "referencing/officers");

  public static final List<Spot> ALL =
      List.of(QUEUE, DOSSIER, MOVE, CRITERION, LETTER, WATCH, REGISTER, INTERESTS, OFFICERS);

  private OfficerSpots() {}

  /// The same page in the other language, below the language; empty: none of these pages.
  public static Optional<String> counterpart(String path, boolean toEnglish) {
    return ALL.stream().flatMap(spot -> spot.counterpart(path, toEnglish).stream()).findFirst();
  }
}
