package org.trousse.gateway.intake;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.gateway.GatewayModule.Appends;
import org.trousse.gateway.GatewayModule.Needs;
import org.trousse.gateway.app.RightsLane;
import org.trousse.gateway.codec.Codecs;
import org.trousse.gateway.codec.DeviceFeatures;
import org.trousse.gateway.codec.Said;
import org.trousse.gateway.device.DeviceStore;
import org.trousse.gateway.device.KnownDevice;
import org.trousse.gateway.device.RegistryStore;
import org.trousse.gateway.normalise.Circumstances;
import org.trousse.gateway.normalise.Normalised;
import org.trousse.gateway.normalise.Normaliser;
import org.trousse.gateway.quarantine.QuarantineStore;
import org.trousse.gateway.quarantine.Quarantined;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

/// One door's way in; one for each event loop. A future that fails means that a record is not known
/// to be kept: the door must not acknowledge.
public final class IntakeLane {
  private static final Logger LOG = LoggerFactory.getLogger(IntakeLane.class);
  private static final String UNHELD = "measure-not-held";
  private static final String UNHELD_WORDS = ": the record holds no measure of this kind.";

  private final Needs needs;
  private final Appends record;
  private final DeviceStore devices;
  private final RegistryStore registry;
  private final QuarantineStore quarantine;
  private final ReceivedClock received;
  private final AdmissionLane admission;
  private final ReplayLane replay;

  public IntakeLane(
      Needs needs,
      RightsLane rights,
      DeviceStore devices,
      RegistryStore registry,
      QuarantineStore quarantine,
      ReceivedClock received) {
    this.needs = needs;
    this.record = needs.appender().get();
    this.devices = devices;
    this.registry = registry;
    this.quarantine = quarantine;
    this.received = received;
    this.admission = new AdmissionLane(rights);
    this.replay = new ReplayLane(needs, record, quarantine);
  }

  /// Takes a payload; one outcome for each of its records, in their order.
  public Future<List<RecordOutcome>> take(Arrival arrival) {
    Payload payload = arrival.payload();
    List<Said> said = Codecs.decode(payload.codec(), payload.bytes(), DeviceFeatures.UNKNOWN);
    if (said.size() == 1) {
      return admit(arrival, 0, 1, said.getFirst()).map(List::of);
    }
    List<Future<RecordOutcome>> outcomes = new ArrayList<>(said.size());
    for (int index = 0; index < said.size(); index++) {
      outcomes.add(admit(arrival, index, said.size(), said.get(index)));
    }
    return Future.all(outcomes).map(all -> all.list());
  }

  private Future<RecordOutcome> admit(Arrival arrival, int index, int count, Said said) {
    return admission.admit(arrival, index, said, () -> take(arrival, index, count, said));
  }

  private Future<RecordOutcome> take(Arrival arrival, int index, int count, Said said) {
    try {
      return switch (said) {
        case Said.Measured measured -> measured(arrival, index, count, measured);
        case Said.MealContext context -> mealContext(arrival, index, context);
        case Said.SensorSession session -> sensorSession(arrival, index, session);
        case Said.Clock clock -> clock(arrival, index, clock);
        case Said.State state -> state(arrival, index, state);
        case Said.Unheld(String kind, _, _, _, _, _) ->
            keepAside(arrival, index, said, UNHELD, kind + UNHELD_WORDS, Outcome.IGNORED);
        case Said.NoReading(String why, String words, _) ->
            keepAside(arrival, index, said, why, words, Outcome.IGNORED);
        case Said.Undecided(String why, String words, _) ->
            keepAside(arrival, index, said, why, words, Outcome.QUARANTINED);
        case Said.Unreadable unreadable -> unreadable(arrival, index, unreadable);
      };
    } catch (RuntimeException fault) {
      // a record that our own rules stumble over would come again for ever: keep its bytes
      LOG.error("a record could not be dealt with", fault);
      return keepAside(
          arrival,
          index,
          said,
          "fault",
          "The platform stumbled over this record; its bytes are kept for us to mend that.",
          Outcome.QUARANTINED);
    }
  }

  private Future<RecordOutcome> measured(
      Arrival arrival, int index, int count, Said.Measured measured) {
    KnownDevice device = arrival.device();
    KnownDevice.SensorStart session = currentSession(device);
    Circumstances circumstances =
        new Circumstances(
            device.id(),
            received.next(),
            arrival.clock().correctionSeconds(),
            zone(arrival, session),
            session == null ? null : session.startedAt(),
            arrival.correlationOf(index, count).orElse(null));
    Normalised normalised = Normaliser.normalise(measured, circumstances);
    if (!device.measures().contains(measured.measure())) {
      return keepAside(index, normalised, "measure-not-registered", Outcome.QUARANTINED);
    }
    return switch (normalised.disposition()) {
      case RECORD -> toOwner(arrival, index, normalised);
      case QUARANTINE ->
          keepAside(index, normalised, "", Outcome.QUARANTINED)
              .compose(kept -> unlessItsSessionCame(arrival, normalised).map(kept));
      case QUALITY_CONTROL -> keepAside(index, normalised, "", Outcome.IGNORED);
    };
  }

  /// The registry's copy may be newer than the one that the connection began with.
  private KnownDevice.@Nullable SensorStart currentSession(KnownDevice device) {
    return registry.glance(device.id()).orElse(device).session();
  }

  private static @Nullable Integer zone(
      Arrival arrival, KnownDevice.@Nullable SensorStart session) {
    Integer ofClock = arrival.clock().zoneMinutes();
    return ofClock != null || session == null ? ofClock : session.zoneMinutes();
  }

  private Future<RecordOutcome> toOwner(Arrival arrival, int index, Normalised normalised) {
    KnownDevice device = arrival.device();
    Optional<PatientId> owner = device.ownerAt(normalised.effectiveAt());
    if (owner.isEmpty()) {
      return keepAside(index, normalised, Flag.OWNER_UNKNOWN.word(), Outcome.QUARANTINED);
    }
    List<PatientId> around = device.ownersAround(normalised.effectiveAt());
    if (around.size() == 1) {
      return append(arrival, index, owned(normalised, owner.get()));
    }
    return needs
        .firstOwner()
        .of(around, normalised.reading())
        .compose(first -> append(arrival, index, owned(normalised, first.orElse(owner.get()))));
  }

  private Future<RecordOutcome> append(Arrival arrival, int index, Reading reading) {
    return admission.admit(arrival, index, reading, () -> append(index, reading));
  }

  private Future<RecordOutcome> append(int index, Reading reading) {
    return record
        .append(reading)
        .compose(outcome ->
            switch (outcome) {
              case ACCEPTED, FLAGGED, DUPLICATE ->
                  Future.succeededFuture(stored(index, reading, outcome));
              case CONFLICT, QUARANTINED, IGNORED, REFUSED ->
                  keepAside(index, reading, outcome.word(), outcome);
            });
  }

  private static RecordOutcome stored(int index, Reading reading, Outcome outcome) {
    boolean doubted = outcome == Outcome.ACCEPTED && !reading.flags().isEmpty();
    return new RecordOutcome(
        index, doubted ? Outcome.FLAGGED : outcome, words(reading), null, null);
  }

  private Future<RecordOutcome> mealContext(Arrival arrival, int index, Said.MealContext context) {
    KnownDevice device = arrival.device();
    List<PatientId> patients =
        device.app() == null ? device.owners() : device.holder().stream().toList();
    return needs
        .meals()
        .note(patients, device.id(), context.sequence(), context.meal(), context.flags())
        .compose(met ->
            met > 0
                ? Future.succeededFuture(accepted(index, context.flags()))
                : keepAside(
                    arrival,
                    index,
                    context,
                    "measurement-unknown",
                    "No measurement of this sequence number is in the record.",
                    Outcome.QUARANTINED));
  }

  private Future<RecordOutcome> sensorSession(
      Arrival arrival, int index, Said.SensorSession session) {
    Instant startedAt = session.startedAt();
    if (startedAt == null) {
      return keepAside(
          arrival,
          index,
          session,
          Flag.TIME_UNKNOWN.word(),
          "The session start names no year: set the sensor's clock.",
          Outcome.QUARANTINED);
    }
    KnownDevice.SensorStart start = new KnownDevice.SensorStart(startedAt, session.zoneMinutes());
    registry.sessionStarted(arrival.device().id(), start);
    return devices
        .sessionStarted(arrival.device().id(), start, received.next())
        .compose(stored -> replay.all(arrival.device(), start, arrival.clock()))
        .map(replayed -> accepted(index, Set.of()));
  }

  /// The start may have come, and looked in vain for this record, while it was being kept aside.
  private Future<Void> unlessItsSessionCame(Arrival arrival, Normalised kept) {
    if (!kept.reading().flags().contains(Flag.SESSION_UNKNOWN)) {
      return Future.succeededFuture();
    }
    KnownDevice.SensorStart start = currentSession(arrival.device());
    return start == null
        ? Future.succeededFuture()
        : replay.all(arrival.device(), start, arrival.clock());
  }

  private Future<RecordOutcome> clock(Arrival arrival, int index, Said.Clock clock) {
    arrival.clock().set(clock);
    return devices
        .clockSaid(
            arrival.device().id(),
            clock.deviceTime(),
            clock.trueTime(),
            clock.zone(),
            received.next())
        .map(stored -> accepted(index, Set.of()));
  }

  private Future<RecordOutcome> state(Arrival arrival, int index, Said.State state) {
    return devices
        .stateSaid(arrival.device().id(), state.json(), received.next())
        .map(stored -> accepted(index, Set.of()));
  }

  private Future<RecordOutcome> unreadable(Arrival arrival, int index, Said.Unreadable unreadable) {
    return quarantine
        .keep(
            new Quarantined(
                arrival.device().id(),
                null,
                List.of(unreadable.error()),
                unreadable.mend(),
                null,
                received.next(),
                unreadable.payload()))
        .map(kept ->
            new RecordOutcome(
                index, Outcome.REFUSED, List.of(), unreadable.error(), unreadable.mend()));
  }

  private Future<RecordOutcome> keepAside(
      int index, Normalised normalised, String reason, Outcome outcome) {
    return keepAside(index, normalised.reading(), reason, outcome);
  }

  private Future<RecordOutcome> keepAside(
      int index, Reading reading, String reason, Outcome outcome) {
    List<String> reasons =
        Stream.concat(Stream.of(reason), words(reading).stream())
            .filter(word -> !word.isEmpty())
            .distinct()
            .toList();
    return quarantine
        .keep(
            new Quarantined(
                reading.device(),
                reading.patient().equals(Normalised.NOBODY) ? null : reading.patient(),
                reasons,
                "",
                reading.effectiveAt(),
                reading.receivedAt(),
                reading.payload()))
        .map(kept -> new RecordOutcome(index, outcome, reasons, null, null));
  }

  private Future<RecordOutcome> keepAside(
      Arrival arrival, int index, Said said, String reason, String detail, Outcome outcome) {
    return quarantine
        .keep(
            new Quarantined(
                arrival.device().id(),
                null,
                List.of(reason),
                detail,
                null,
                received.next(),
                said.payload()))
        .map(kept -> new RecordOutcome(index, outcome, List.of(reason), null, detail));
  }

  private static RecordOutcome accepted(int index, Set<Flag> flags) {
    return new RecordOutcome(
        index,
        flags.isEmpty() ? Outcome.ACCEPTED : Outcome.FLAGGED,
        flags.stream().map(Flag::word).sorted().toList(),
        null,
        null);
  }

  private static Reading owned(Normalised normalised, PatientId owner) {
    return normalised.reading().ownedBy(owner);
  }

  private static List<String> words(Reading reading) {
    return reading.flags().stream().map(Flag::word).sorted().toList();
  }
}
