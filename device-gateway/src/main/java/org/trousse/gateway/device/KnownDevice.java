package org.trousse.gateway.device;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// A registered device, as the doors need to know it.
///
/// @param credential HMAC-SHA-256 of its password
/// @param ended whether its registration has ended: it may do nothing any more
/// @param bindings whose it was when, oldest first, never overlapping
/// @param actsFor keys of the devices that it may publish for, itself left out
/// @param session the start of its sensor's last session
/// @param app client id of the app that it belongs to, whose permissions bind it; null: nobody's
public record KnownDevice(
    DeviceId id,
    KeyedHash credential,
    Set<Measure> measures,
    boolean ended,
    List<Binding> bindings,
    Set<Long> actsFor,
    @Nullable SensorStart session,
    @Nullable String app) {
  /// A clock may be corrected by this much between two sendings of a record (the widest offset that
  /// Tidepool's uploader allows is 26 h): nearer than this to a binding's edge, the owner of a
  /// record sent before wins.
  static final Duration EDGE = Duration.ofHours(26);

  public KnownDevice {
    measures = Set.copyOf(measures);
    bindings = List.copyOf(bindings);
    actsFor = Set.copyOf(actsFor);
  }

  /// When a sensor's session began by its own clock, local time as if UTC.
  public record SensorStart(Instant startedAt, @Nullable Integer zoneMinutes) {}

  /// Whoever was bound when it was measured.
  public Optional<PatientId> ownerAt(Instant measured) {
    for (Binding binding : bindings) {
      if (binding.holds(measured)) {
        return Optional.of(binding.patient());
      }
    }
    return Optional.empty();
  }

  /// The patients who may have this reading from an earlier sending: more than one only near the
  /// edge between two bindings.
  public List<PatientId> ownersAround(Instant measured) {
    List<PatientId> owners = new ArrayList<>(1);
    for (Binding binding : bindings) {
      Instant until = binding.until();
      boolean near =
          !measured.isBefore(binding.from().minus(EDGE))
              && (until == null || measured.isBefore(until.plus(EDGE)));
      if (near && !owners.contains(binding.patient())) {
        owners.add(binding.patient());
      }
    }
    return owners;
  }

  /// Everyone who ever had it.
  public List<PatientId> owners() {
    return bindings.stream().map(Binding::patient).distinct().toList();
  }

  /// Whoever has it, or had it last.
  public Optional<PatientId> holder() {
    return bindings.isEmpty() ? Optional.empty() : Optional.of(bindings.getLast().patient());
  }

  /// The same in its sensor's next session.
  KnownDevice inSession(SensorStart start) {
    return new KnownDevice(id, credential, measures, ended, bindings, actsFor, start, app);
  }

  /// Whether it may publish for the device of `key`.
  public boolean mayPublishFor(long key) {
    return key == id.key() || actsFor.contains(key);
  }
}
