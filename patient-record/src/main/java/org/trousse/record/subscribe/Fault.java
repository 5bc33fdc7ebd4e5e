package org.trousse.record.subscribe;

/// Why a subscription stands still. `code` stands in rows and never changes.
public enum Fault {
  NO_ANSWER(1, "no-answer", "The endpoint did not answer 2xx for as long as we try"),
  NOT_DECLARED(2, "not-declared", "The endpoint's host is not one that the app declares"),
  GONE(3, "gone", "The endpoint answered 410 Gone"),
  GRANT_ENDED(4, "grant-ended", "The patient's permission ended"),
  EXPIRED(5, "expired", "The end that was asked for has come");

  private final int code;
  private final String word;
  private final String words;

  Fault(int code, String word, String words) {
    this.code = code;
    this.word = word;
    this.words = words;
  }

  public static Fault ofCode(int code) {
    for (Fault fault : values()) {
      if (fault.code == code) {
        return fault;
      }
    }
    throw new IllegalArgumentException("no fault has code " + code);
  }

  public int code() {
    return code;
  }

  public String word() {
    return word;
  }

  /// In a sentence, for developers.
  public String words() {
    return words;
  }
}
