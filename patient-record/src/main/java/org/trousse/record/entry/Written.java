package org.trousse.record.entry;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.reading.Meal;

/// A reading that a person writes into a record.
///
/// @param writer who does
/// @param at when it was measured
/// @param meal of a blood glucose; null: not said
/// @param site null: not said
/// @param key makes it the same when it comes again, e.g. of a form that is sent twice
public record Written(
    PatientId patient,
    Writer writer,
    Entered entered,
    Instant at,
    ZoneId zone,
    @Nullable Meal meal,
    @Nullable BodySite site,
    String key) {
  /// Who writes.
  public sealed interface Writer {
    UUID account();

    /// The patient, or who acts for them.
    record Patient(UUID account) implements Writer {}

    /// A professional.
    ///
    /// @param account of the professional
    /// @param name as they are called
    /// @param profession TRE_G15
    /// @param specialisation of the device that they measured with (MDC); 0: none
    record Caregiver(UUID account, String name, String profession, int specialisation)
        implements Writer {
      /// Never who.
      @Override
      public String toString() {
        return "Caregiver(…)";
      }
    }
  }

  /// Never a value, never whose.
  @Override
  public String toString() {
    return "Written(" + entered.measure().word() + ")";
  }
}
