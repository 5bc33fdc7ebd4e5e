package org.trousse.referencing.sandbox.scene;

import java.util.Map;

/// One thing that the app is asked to do, in the words of the test driver's protocol.
///
/// @param word e.g. `connect`
/// @param numbers e.g. `everyMs`
public record Instruction(String word, Map<String, Integer> numbers) {
  public Instruction {
    numbers = Map.copyOf(numbers);
  }

  public static Instruction connect() {
    return new Instruction("connect", Map.of());
  }

  public static Instruction read() {
    return new Instruction("read", Map.of());
  }

  public static Instruction add() {
    return new Instruction("add", Map.of());
  }

  /// Reads (or, where the app only adds, adds the next reading) again and again.
  public static Instruction sync(int everyMs, int forMs) {
    return new Instruction("sync", Map.of("everyMs", everyMs, "forMs", forMs));
  }

  public static Instruction resend(int times) {
    return new Instruction("resend", Map.of("times", times));
  }

  public static Instruction rotateKey() {
    return new Instruction("rotate-key", Map.of());
  }

  public static Instruction registerDevices() {
    return new Instruction("register-devices", Map.of());
  }

  public static Instruction sendByDevices(int round) {
    return new Instruction("send-by-devices", Map.of("round", round));
  }
}
