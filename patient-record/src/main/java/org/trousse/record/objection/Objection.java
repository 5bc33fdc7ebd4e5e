package org.trousse.record.objection;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// A wish of the patient (GDPR article 21): these readings are set aside.
///
/// @param app client id of the app that added them, itself or by its devices
/// @param before readings measured before this time
/// @param at when it was asked: what arrives later is not meant
/// @param person who asked
/// @param readings how many it met; 0 as long as nobody knows
/// @param undoneAt when the patient took it back; null while it holds
public record Objection(
    UUID id,
    PatientId patient,
    String app,
    Set<Measure> measures,
    Instant before,
    Instant at,
    UUID person,
    int readings,
    @Nullable Instant undoneAt) {
  /// For so long the patient can take it back.
  public static final Duration UNDOABLE = Duration.ofDays(30);

  /// That hold at the same time on one record.
  public static final int MAX = 50;

  public Objection {
    measures = Set.copyOf(measures);
    if (measures.isEmpty()) {
      throw new IllegalArgumentException("an objection is to some measure");
    }
  }

  /// A new one.
  public static Objection asked(
      PatientId patient,
      String app,
      Set<Measure> measures,
      Instant before,
      Instant at,
      UUID person) {
    return new Objection(UUID.randomUUID(), patient, app, measures, before, at, person, 0, null);
  }

  /// Never whose.
  @Override
  public String toString() {
    return "Objection(" + id + ")";
  }
}
