package org.trousse.sdk.measure;

import java.util.Optional;

/// Where on the body, for glucose and temperature. `code` stands in rows and never changes.
public enum BodySite {
  FINGER(1, "finger"),
  ALTERNATE_SITE(2, "alternate-site"),
  EARLOBE(3, "earlobe"),
  ARMPIT(4, "armpit"),
  BODY(5, "body"),
  EAR(6, "ear"),
  GASTROINTESTINAL_TRACT(7, "gastrointestinal-tract"),
  MOUTH(8, "mouth"),
  RECTUM(9, "rectum"),
  TOE(10, "toe"),
  TYMPANUM(11, "tympanum"),
  FOREHEAD(12, "forehead"),
  TEMPLE(13, "temple"),
  UPPER_ARM(14, "upper-arm"),
  WRIST(15, "wrist"),
  ABDOMEN(16, "abdomen");

  private final int code;
  private final String word;

  BodySite(int code, String word) {
    this.code = code;
    this.word = word;
  }

  public static Optional<BodySite> ofCode(int code) {
    return code >= 1 && code <= values().length
        ? Optional.of(values()[code - 1])
        : Optional.empty();
  }

  public static Optional<BodySite> of(String word) {
    for (BodySite site : values()) {
      if (site.word.equals(word)) {
        return Optional.of(site);
      }
    }
    return Optional.empty();
  }

  public int code() {
    return code;
  }

  public String word() {
    return word;
  }
}
