package org.trousse.gateway.intake;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.GatewayModule.Appends;
import org.trousse.gateway.GatewayModule.Needs;
import org.trousse.gateway.codec.Codecs;
import org.trousse.gateway.codec.DeviceFeatures;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.device.KnownDevice;
import org.trousse.gateway.normalise.Circumstances;
import org.trousse.gateway.normalise.Normalised;
import org.trousse.gateway.normalise.Normaliser;
import org.trousse.gateway.quarantine.QuarantineStore;
import org.trousse.gateway.quarantine.QuarantineStore.Early;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Reading;

/// Brings a sensor's records from quarantine into the record when the start of their session comes
/// after them. Each keeps the arrival time that it had, so that a replay which broke off may be
/// repeated. What still cannot be believed or owned stays where it is.
final class ReplayLane {
  private static final int PAGE = 500;

  /// Minutes that a CGM record can count (0x2AA7, Time Offset): no session has more records.
  private static final int RECORDS_MAX = 0x1_0000;

  private final Needs needs;
  private final Appends record;
  private final QuarantineStore quarantine;

  ReplayLane(Needs needs, Appends record, QuarantineStore quarantine) {
    this.needs = needs;
    this.record = record;
    this.quarantine = quarantine;
  }

  /// Fails when a record is not known to be stored; it then still waits in quarantine.
  Future<Void> all(KnownDevice sensor, KnownDevice.SensorStart start, DeviceClock clock) {
    return new Replay(sensor, start, clock).after(Early.NONE, RECORDS_MAX);
  }

  private final class Replay {
    private final KnownDevice sensor;
    private final KnownDevice.SensorStart start;
    private final DeviceClock clock;

    Replay(KnownDevice sensor, KnownDevice.SensorStart start, DeviceClock clock) {
      this.sensor = sensor;
      this.start = start;
      this.clock = clock;
    }

    Future<Void> after(Early last, int atMost) {
      return quarantine
          .withoutSession(sensor.id(), last, PAGE)
          .compose(page ->
              page.isEmpty()
                  ? Future.succeededFuture()
                  : append(page)
                      .compose(done ->
                          page.size() < PAGE || atMost <= PAGE
                              ? Future.succeededFuture()
                              : after(page.getLast(), atMost - PAGE)));
    }

    private Future<Void> append(List<Early> page) {
      List<UUID> stored = new ArrayList<>(page.size());
      List<Future<Outcome>> answers = new ArrayList<>(page.size());
      for (Early early : page) {
        Reading reading = reading(early);
        if (reading != null) {
          answers.add(
              owned(reading)
                  .compose(record::append)
                  .onSuccess(outcome -> {
                    if (isStored(outcome)) {
                      stored.add(early.id());
                    }
                  }));
        }
      }
      return Future.join(answers)
          .transform((all, failure) ->
              quarantine
                  .release(stored)
                  .compose(released ->
                      failure == null
                          ? Future.<Void>succeededFuture()
                          : Future.<Void>failedFuture(failure)));
    }

    /// Null when it belongs to nobody, to another session or to a person's judgement.
    private @Nullable Reading reading(Early early) {
      List<Said> said =
          Codecs.decode(early.payload().codec(), early.payload().bytes(), DeviceFeatures.UNKNOWN);
      if (said.size() != 1
          || !(said.getFirst() instanceof Said.Measured measured)
          || !sensor.measures().contains(measured.measure())) {
        return null;
      }
      Integer zone = clock.zoneMinutes() == null ? start.zoneMinutes() : clock.zoneMinutes();
      Normalised normalised =
          Normaliser.normalise(
              measured,
              new Circumstances(
                  sensor.id(),
                  early.receivedAt(),
                  clock.correctionSeconds(),
                  zone,
                  start.startedAt(),
                  null));
      // what came before it was measured is of the session before
      boolean ofThisSession =
          normalised.disposition() == Normalised.Disposition.RECORD
              && !normalised.reading().flags().contains(Flag.CLOCK_AHEAD);
      Optional<PatientId> owner = sensor.ownerAt(normalised.effectiveAt());
      return ofThisSession && owner.isPresent() ? normalised.reading().ownedBy(owner.get()) : null;
    }

    private Future<Reading> owned(Reading reading) {
      List<PatientId> around = sensor.ownersAround(reading.effectiveAt());
      return around.size() == 1
          ? Future.succeededFuture(reading)
          : needs
              .firstOwner()
              .of(around, reading)
              .map(first -> first.map(reading::ownedBy).orElse(reading));
    }
  }

  private static boolean isStored(Outcome outcome) {
    return switch (outcome) {
      case ACCEPTED, FLAGGED, DUPLICATE -> true;
      case CONFLICT, QUARANTINED, IGNORED, REFUSED -> false;
    };
  }
}
