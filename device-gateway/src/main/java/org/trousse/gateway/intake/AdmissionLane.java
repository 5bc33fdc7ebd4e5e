package org.trousse.gateway.intake;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.trousse.gateway.app.Opening;
import org.trousse.gateway.app.Right;
import org.trousse.gateway.app.RightsLane;
import org.trousse.gateway.app.Withheld;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.device.KnownDevice;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Reading;

/// Lets in what the device's app may add. What is refused here is kept nowhere, not even its bytes;
/// what may be allowed later fails with [Withheld], so that no door acknowledges it.
final class AdmissionLane {
  private final RightsLane rights;

  AdmissionLane(RightsLane rights) {
    this.rights = rights;
  }

  /// Before anything is done with a record: for whoever has the device now.
  Future<RecordOutcome> admit(
      Arrival arrival, int index, Said said, Supplier<Future<RecordOutcome>> taken) {
    return arrival.device().app() == null
        ? taken.get()
        : rightOf(arrival, measure(said)).compose(right -> decide(right, index, taken));
  }

  /// Before a reading goes into a record: for its owner, when that is not who has the device now.
  Future<RecordOutcome> admit(
      Arrival arrival, int index, Reading reading, Supplier<Future<RecordOutcome>> taken) {
    KnownDevice device = arrival.device();
    if (device.app() == null || device.holder().equals(Optional.of(reading.patient()))) {
      return taken.get();
    }
    Future<Right> right =
        arrival.token() == null
            ? rights.mayAdd(device, reading.patient(), reading.measure())
            : Future.succeededFuture(Right.NOT_GRANTED); // a token opens one patient's record
    return right.compose(known -> decide(known, index, taken));
  }

  private Future<Right> rightOf(Arrival arrival, Optional<Measure> measure) {
    KnownDevice device = arrival.device();
    Opening.Opened token = arrival.token();
    Right ofToken = token == null ? Right.ALLOWED : token(device, token, measure);
    if (ofToken != Right.ALLOWED) {
      return Future.succeededFuture(ofToken);
    }
    Optional<PatientId> holder = device.holder();
    return measure.isEmpty() || holder.isEmpty()
        ? rights.mayAddAnything(device)
        : rights.mayAdd(device, holder.get(), measure.get());
  }

  private static Right token(KnownDevice device, Opening.Opened token, Optional<Measure> measure) {
    return measure.isPresent()
        ? token.mayAdd(measure.get())
        : Right.ofSeveral(device.measures().stream().map(token::mayAdd).toList());
  }

  private static Future<RecordOutcome> decide(
      Right right, int index, Supplier<Future<RecordOutcome>> taken) {
    return switch (right) {
      case ALLOWED -> taken.get();
      case NOT_GRANTED, ENDED -> Future.succeededFuture(RecordOutcome.refused(index, right));
      case PAUSED, SUSPENDED, STALE -> Future.failedFuture(new Withheld(right));
    };
  }

  /// Empty for what is of no measure: anything that the device may add is enough.
  private static Optional<Measure> measure(Said said) {
    return switch (said) {
      case Said.Measured measured -> Optional.of(measured.measure());
      case Said.MealContext _ -> Optional.of(Measure.BLOOD_GLUCOSE);
      case Said.SensorSession _ -> Optional.of(Measure.INTERSTITIAL_GLUCOSE);
      case Said.Clock _, Said.State _, Said.Unreadable _ -> Optional.empty();
      case Said.Unheld _, Said.NoReading _, Said.Undecided _ -> Optional.empty();
    };
  }
}
