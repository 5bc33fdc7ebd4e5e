package org.trousse.record.entry;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.trousse.record.append.AppendLane;
import org.trousse.record.append.KnownDevice;
import org.trousse.record.append.RosterStore;
import org.trousse.record.audit.Event;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.create.Identity;
import org.trousse.record.create.Plausible;
import org.trousse.record.entry.Written.Writer.Caregiver;
import org.trousse.record.entry.Written.Writer.Patient;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;
import org.trousse.sdk.reading.Codec;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

/// Typed readings on their way into the record, by the same lane as a device's. For one event loop.
public final class EntryLane {
  /// A tenant that the gateway gives nobody.
  public static final String TENANT = "trousse-entry";

  private static final DeviceId OWN = new DeviceId(TENANT, "own");

  private final AppendLane lane;
  private final RosterStore roster;
  private final TrailStore trail;
  private final InstantSource clock;
  private Instant last = Instant.EPOCH;

  public EntryLane(AppendLane lane, RosterStore roster, TrailStore trail, InstantSource clock) {
    this.trail = trail;
    this.lane = lane;
    this.roster = roster;
    this.clock = clock;
  }

  /// Completes after COMMIT, and who did it stands in the trail. A form that is sent again is a
  /// DUPLICATE, and nothing is added.
  public Future<Outcome> add(Written written) {
    KnownDevice source = source(written);
    return roster
        .know(source)
        .compose(known -> lane.append(reading(written, source)))
        .compose(outcome ->
            outcome == Outcome.ACCEPTED
                ? trail.write(List.of(event(written))).map(outcome)
                : Future.succeededFuture(outcome));
  }

  private Event event(Written written) {
    Caregiver caregiver = written.writer() instanceof Caregiver one ? one : null;
    return new Event(
        clock.instant(),
        UUID.randomUUID(),
        written.patient(),
        caregiver == null ? "create" : "visit-add",
        null,
        caregiver == null ? null : caregiver.name(),
        written.writer().account(),
        null,
        true,
        Map.of(written.entered().measure(), 1),
        caregiver == null ? "" : caregiver.profession() + " normal");
  }

  /// Who typed a reading stands where the device does.
  private static KnownDevice source(Written written) {
    return switch (written.writer()) {
      case Patient patient -> new KnownDevice(OWN, "Saisie du patient", 0);
      case Caregiver(var account, var name, var profession, int specialisation) ->
          new KnownDevice(
              new DeviceId(TENANT, account + (specialisation == 0 ? "" : "." + specialisation)),
              "Saisie : " + name,
              specialisation);
    };
  }

  private Reading reading(Written written, KnownDevice source) {
    Entered entered = written.entered();
    Measure measure = entered.measure();
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    flags.addAll(Plausible.serious(measure, entered.amounts()));
    if (written.writer() instanceof Patient) {
      flags.add(Flag.SELF_REPORTED);
    }
    if (entered.original().isPresent()) {
      flags.add(Flag.CONVERTED);
    }
    Instant at = written.at().truncatedTo(ChronoUnit.SECONDS);
    return new Reading(
        written.patient(),
        measure,
        at,
        source.id(),
        Identity.number(written.key()),
        0,
        receipt(),
        entered.amounts(),
        entered.original().orElse(null),
        measure == Measure.BLOOD_GLUCOSE ? Specimen.CAPILLARY_PLASMA : null,
        written.site(),
        written.meal(),
        written.zone().getRules().getOffset(at).getTotalSeconds() / 60,
        flags,
        Set.of(),
        new Payload(
            Codec.TYPED.word(), entered.text(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
  }

  /// Never the same twice, so that a reading knows itself from its copy.
  private Instant receipt() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    last = now.isAfter(last) ? now : last.plusNanos(1_000);
    return last;
  }
}
