package org.trousse.record.visit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.trousse.sdk.PatientId;

/// What a professional hands over to the others: data, action, result.
///
/// @param id of the form that it was written with, so that it is there once
/// @param from when what its numbers are about begins; they end with `at`
/// @param reads who read it
public record Transmission(
    PatientId patient,
    UUID id,
    UUID professional,
    String name,
    String profession,
    Instant at,
    Instant from,
    String data,
    String action,
    String result,
    List<Read> reads) {
  /// All three parts together.
  public static final int CHARACTERS_MAX = 1_200;

  /// A read receipt.
  public record Read(UUID reader, String name, Instant at) {
    /// Never who.
    @Override
    public String toString() {
      return "Read(" + at + ")";
    }
  }

  public Transmission {
    reads = List.copyOf(reads);
  }

  /// How long the three parts are together.
  public static int length(String data, String action, String result) {
    return Stream.of(data, action, result).mapToInt(String::length).sum();
  }

  /// Never what it says.
  @Override
  public String toString() {
    return "Transmission(" + at + ")";
  }
}
