package org.trousse.record.append;

/// The lane holds as much as it may, or is closing: nothing was taken, nothing may be acknowledged.
/// The door disconnects (MQTT 5 reason 0x89) or answers 503, and the device keeps its reading.
public final class Busy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Without a stack: it is thrown when there is no time to lose.
  Busy(String why) {
    super(why, null, false, false);
  }
}
