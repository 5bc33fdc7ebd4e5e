package org.trousse.referencing.sandbox.scene;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A measurement that the app is told its device made. Invented, like everything in the sandbox.
///
/// @param id the device's own id of it
/// @param kind e.g. `glucose`
/// @param amounts digits as the device shows them: `value`, or `systolic` and `diastolic`
/// @param unit UCUM, as the device shows it
/// @param time what the device's clock said, with its offset
/// @param clock null when the device's clock is right
/// @param error what the device says is wrong with it; null: nothing
/// @param test whether it was made to test the device
/// @param device which of the app's devices made it
/// @param round in which `send-by-devices` it is sent; 0 elsewhere
public record GivenReading(
    String id,
    Kind kind,
    Map<String, String> amounts,
    String unit,
    String time,
    @Nullable DeviceClock clock,
    @Nullable String error,
    boolean test,
    String device,
    int round) {
  public GivenReading {
    amounts = Map.copyOf(amounts);
  }

  /// How a device's clock differs.
  ///
  /// @param shows what it showed
  /// @param at when it showed that, truly
  public record DeviceClock(String shows, String at) {}

  static GivenReading of(
      String id, Kind kind, Map<String, String> amounts, String unit, String time) {
    return new GivenReading(id, kind, amounts, unit, time, null, null, false, "device-1", 0);
  }

  GivenReading byClock(String shows, String at) {
    DeviceClock differs = new DeviceClock(shows, at);
    return new GivenReading(id, kind, amounts, unit, time, differs, error, test, device, round);
  }

  GivenReading wrong(String why) {
    return new GivenReading(id, kind, amounts, unit, time, clock, why, test, device, round);
  }

  GivenReading asTest() {
    return new GivenReading(id, kind, amounts, unit, time, clock, error, true, device, round);
  }

  GivenReading from(String other, int inRound) {
    return new GivenReading(id, kind, amounts, unit, time, clock, error, test, other, inRound);
  }
}
