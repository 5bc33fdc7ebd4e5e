package org.trousse.gateway.codec.wire;

/// A payload read, or why it cannot be.
public sealed interface Decoded<T> {
  /// What the payload says.
  record Value<T>(T value) implements Decoded<T> {}

  /// `error` is one word for machines, `mend` a sentence for people.
  record Failed<T>(String error, String mend) implements Decoded<T> {}

  static <T> Decoded<T> of(T value) {
    return new Value<>(value);
  }

  static <T> Decoded<T> failed(String error, String mend) {
    return new Failed<>(error, mend);
  }

  static <T> Decoded<T> truncated(String what) {
    return failed("truncated", what + " ends before the fields that its flags announce.");
  }
}
