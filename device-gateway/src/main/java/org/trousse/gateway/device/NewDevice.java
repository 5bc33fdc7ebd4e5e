package org.trousse.gateway.device;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Measure;

/// A device to register.
///
/// @param password what it will sign in with; stored as a keyed hash only
/// @param measures what it may send
/// @param label what people read as a reading's source, e.g. `Tensiomètre`
/// @param specialisation its kind as an MDC code, e.g. 528391 blood pressure cuff
/// @param app client id of the app that it belongs to; null for one of the platform's own
public record NewDevice(
    DeviceId id,
    String password,
    Set<Measure> measures,
    String label,
    int specialisation,
    @Nullable String app) {
  public NewDevice {
    measures = Set.copyOf(measures);
    if (password.length() < 22) {
      throw new IllegalArgumentException(
          "a device's password has at least 128 bits: 22 characters");
    }
  }

  /// A device that belongs to no app.
  public NewDevice(
      DeviceId id, String password, Set<Measure> measures, String label, int specialisation) {
    this(id, password, measures, label, specialisation, null);
  }

  /// Never the password.
  @Override
  public String toString() {
    return "NewDevice(" + id + ")";
  }
}
