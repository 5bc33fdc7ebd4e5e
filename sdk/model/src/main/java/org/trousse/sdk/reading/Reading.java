package org.trousse.sdk.reading;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.BodySite;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.measure.Unit;

/// One reading on its way into a record, or out of it.
///
/// The identity is (patient, measure, reportedAt, device, nativeId): what the device said, never
/// the value, so that a reading sent again, even after a clock was set right, stays one reading.
///
/// @param reportedAt the device's own time; a local time without zone is kept as if it were UTC.
///   [#TIME_UNKNOWN] when the device said none
/// @param nativeId the device's own number for the record (0: it has none; negative: the first 63
///   bits of a hash of a longer id)
/// @param correctionSeconds what to add to reportedAt for the true time
/// @param receivedAt when it arrived here, microseconds, different for each reading of a node
/// @param original what the device said when its unit was not ours
/// @param zoneMinutes offset from UTC of the patient's clock, where known
/// @param flags what we noticed
/// @param status what the device says of itself
public record Reading(
    PatientId patient,
    Measure measure,
    Instant reportedAt,
    DeviceId device,
    long nativeId,
    int correctionSeconds,
    Instant receivedAt,
    Amounts amounts,
    @Nullable Original original,
    @Nullable Specimen specimen,
    @Nullable BodySite site,
    @Nullable Meal meal,
    @Nullable Integer zoneMinutes,
    Set<Flag> flags,
    Set<DeviceStatus> status,
    Payload payload) {

  /// The reported time of a record whose device said none: its effective time is then all
  /// correction.
  public static final Instant TIME_UNKNOWN = Instant.parse("2000-01-01T00:00:00Z");

  public Reading {
    flags = Set.copyOf(flags);
    status = Set.copyOf(status);
  }

  /// When it was measured, as well as we know.
  public Instant effectiveAt() {
    return reportedAt.plusSeconds(correctionSeconds);
  }

  /// The same reading with its owner.
  public Reading ownedBy(PatientId owner) {
    return new Reading(
        owner,
        measure,
        reportedAt,
        device,
        nativeId,
        correctionSeconds,
        receivedAt,
        amounts,
        original,
        specimen,
        site,
        meal,
        zoneMinutes,
        flags,
        status,
        payload);
  }

  /// What the device said before conversion: the same numbers in its own unit.
  public record Original(Amounts amounts, Unit unit) {}

  /// Never a value, never a patient.
  @Override
  public String toString() {
    return "Reading(" + measure.word() + ")";
  }
}
