package org.trousse.sdk.reading;

/// What became of one record. All but [#REFUSED] mean that the platform has it for good: the device
/// may forget it.
public enum Outcome {
  /// in the record
  ACCEPTED("accepted"),
  /// in the record, with doubts noted
  FLAGGED("flagged"),
  /// already in the record with the same value
  DUPLICATE("duplicate"),
  /// kept aside for a person to look at; not in the patient's view
  QUARANTINED("quarantined"),
  /// its identity stands already with another value: the first stays, this one is kept aside
  CONFLICT("conflict"),
  /// no measurement of the patient, or of a kind that the record does not hold; kept aside
  IGNORED("ignored"),
  /// will never be accepted as it is
  REFUSED("refused");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
