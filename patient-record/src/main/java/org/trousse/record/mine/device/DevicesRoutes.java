package org.trousse.record.mine.device;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.record.audit.Event;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.care.Visitor;
import org.trousse.record.care.page.FormRoutes;
import org.trousse.record.care.page.FormRoutes.Visit;
import org.trousse.record.mine.device.DevicesRoutes.OwnDevices.Device;
import org.trousse.record.page.Words;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.reading.ReadingStore;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// `/fr/mesures/appareils`, `/en/measurements/devices`: the devices that the patient has.
public final class DevicesRoutes {
  private static final String FRENCH = "mesures/appareils";
  private static final String ENGLISH = "measurements/devices";
  private static final Set<String> DONE = Set.of("rendu", "rien");

  /// Who knows which devices a patient has.
  public interface OwnDevices {
    /// Those that the patient has now, the newest first.
    Future<List<Device>> of(PatientId patient, Instant now);

    /// What it measures from now on is not this patient's. False when they do not have it.
    Future<Boolean> giveBack(PatientId patient, DeviceId device, Instant now);

    /// A device.
    ///
    /// @param app the name of the app that it belongs to; null: of none
    /// @param since when it became theirs
    /// @param stateAt when it last said something of itself; null: never
    /// @param battery in percent; null: not said
    /// @param ahead how far its clock is ahead; null: not known
    /// @param keptAside how many of its messages of the last 30 days are in no record, by the
    ///   reasons' words
    record Device(
        DeviceId id,
        @Nullable String app,
        Set<Measure> measures,
        Instant since,
        @Nullable Instant stateAt,
        @Nullable Integer battery,
        @Nullable Duration ahead,
        Map<String, Integer> keptAside) {
      public Device {
        measures = Set.copyOf(measures);
        keptAside = Map.copyOf(keptAside);
      }
    }
  }

  private final FormRoutes forms;
  private final OwnDevices devices;
  private final DeviceUseStore uses;
  private final ReadingStore readings;
  private final TrailStore trail;

  public DevicesRoutes(
      FormRoutes forms,
      OwnDevices devices,
      DeviceUseStore uses,
      ReadingStore readings,
      TrailStore trail) {
    this.forms = forms;
    this.devices = devices;
    this.uses = uses;
    this.readings = readings;
    this.trail = trail;
  }

  private static String path(Words words) {
    return words == Words.in(Locale.ENGLISH) ? ENGLISH : FRENCH;
  }

  private static String address(Words words) {
    return "/" + words.locale().getLanguage() + "/" + path(words);
  }

  /// The same page's path in the other language; empty for every other path.
  public static Optional<String> counterpart(String path, boolean toEnglish) {
    return path.equals(toEnglish ? FRENCH : ENGLISH)
        ? Optional.of(toEnglish ? ENGLISH : FRENCH)
        : Optional.empty();
  }

  public void mount(Router router) {
    forms.get(router, DevicesRoutes::address, DevicesRoutes::address, this::show);
    forms.post(router, DevicesRoutes::address, DevicesRoutes::address, this::giveBack);
  }

  private Future<?> show(Visit visit) {
    PatientId patient = visit.who().patient();
    if (patient == null) {
      return FormRoutes.fail(visit.context(), 404);
    }
    Instant now = forms.clock().instant();
    var row = readings.patient(patient);
    return devices
        .of(patient, now)
        .compose(own ->
            uses.uses(patient, own.stream().map(Device::id).toList(), now)
                .map(used -> lines(own, used, visit.words(), now)))
        .compose(lines -> row.compose(found -> send(visit, found, lines)));
  }

  private static List<DevicesView.Line> lines(
      List<Device> own, Map<Long, DeviceUse> used, Words words, Instant now) {
    return own.stream()
        .map(one ->
            DevicesView.line(
                one,
                used.getOrDefault(one.id().key(), DeviceUse.NONE),
                words,
                now,
                FormRoutes.ZONE))
        .toList();
  }

  private Future<Void> send(Visit visit, Optional<PatientRow> row, List<DevicesView.Line> lines) {
    Words words = visit.words();
    String done = visit.parameter("fait");
    String address = address(words);
    return forms.send(
        visit.context(),
        words,
        200,
        words.text("device.title"),
        path(words),
        "devices.jte",
        new DevicesView(
            words,
            row.map(one -> one.given() + " " + one.family()).orElse(""),
            address.substring(0, address.lastIndexOf('/')),
            words.text("device.applications.address"),
            address,
            visit.who().csrf(),
            DONE.contains(done) ? words.text("device.done." + done) : "",
            lines));
  }

  private Future<?> giveBack(Visit visit) {
    PatientId patient = visit.who().patient();
    if (patient == null) {
      return FormRoutes.fail(visit.context(), 404);
    }
    String key = visit.field("appareil");
    Instant now = forms.clock().instant();
    return devices
        .of(patient, now)
        .map(own ->
            own.stream().filter(one -> Long.toString(one.id().key()).equals(key)).findFirst())
        .compose(found ->
            found
                .map(one -> devices.giveBack(patient, one.id(), now))
                .orElseGet(() -> Future.succeededFuture(false))
                .compose(done ->
                    done
                        ? trail
                            .write(List.of(event(patient, visit.who(), found.orElseThrow(), now)))
                            .map("rendu")
                        : Future.succeededFuture("rien")))
        .compose(
            told -> FormRoutes.seeOther(visit.context(), address(visit.words()) + "?fait=" + told));
  }

  private static Event event(PatientId patient, Visitor who, Device device, Instant now) {
    return new Event(
        now,
        UUID.randomUUID(),
        patient,
        "give-back-device",
        null,
        null,
        who.account(),
        null,
        true,
        Map.of(),
        device.id().name());
  }
}
