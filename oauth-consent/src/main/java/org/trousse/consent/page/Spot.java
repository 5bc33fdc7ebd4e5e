package org.trousse.consent.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Where a page of this house stands: its address below the language.
public enum Spot {
  SIGN_IN("connexion", "sign-in"),
  FOR_WHOM("pour-qui", "for-whom"),
  RELATIVES("proches", "relatives"),
  SESSIONS("sessions", "sessions"),
  LOST_DEVICE("appareil-perdu", "lost-device"),
  CLOSE_ACCOUNT("fermer-mon-espace", "close-my-account"),
  REOPEN_ACCOUNT("rouvrir-mon-espace", "reopen-my-account"),
  AUTHORISE("autoriser", "authorise"),
  DEVICE("appareil", "device"),
  APPLICATIONS("applications", "applications"),
  OBJECTION("ecarter-des-mesures", "set-readings-aside"),
  LOG("journal", "access-log"),
  /// The demo's list of people, which the platform shows.
  DEMO("demonstration", "demo");

  private final String french;
  private final String english;

  Spot(String french, String english) {
    this.french = french;
    this.english = english;
  }

  public String french() {
    return french;
  }

  public String address(Words words) {
    return words.tag().equals("en") ? "/en/" + english : "/fr/" + french;
  }

  /// The address with one parameter.
  public String address(Words words, String name, String value) {
    return address(words) + "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
