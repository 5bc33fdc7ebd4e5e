package org.trousse.platform.device;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.consent.ConsentModule;
import org.trousse.gateway.own.OwnDevice;
import org.trousse.gateway.own.OwnDeviceStore;
import org.trousse.record.mine.device.DevicesRoutes.OwnDevices;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;

/// Asks the gateway for devices and the consent house for their apps' names.
public final class OwnDevicesLane implements OwnDevices {
  /// Whose clock people read, as long as nobody says where they are.
  private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

  private final OwnDeviceStore devices;
  private final ConsentModule consent;

  public OwnDevicesLane(OwnDeviceStore devices, ConsentModule consent) {
    this.devices = devices;
    this.consent = consent;
  }

  @Override
  public Future<List<Device>> of(PatientId patient, Instant now) {
    return devices
        .of(patient, now)
        .compose(
            own -> names(own).map(names -> own.stream().map(one -> told(one, names)).toList()));
  }

  private Future<Map<String, String>> names(List<OwnDevice> own) {
    Set<String> apps =
        own.stream().map(OwnDevice::app).filter(Objects::nonNull).collect(Collectors.toSet());
    Map<String, String> names = new HashMap<>();
    return Future.all(
            apps.stream()
                .map(
                    app -> consent.appName(app).onSuccess(name -> names.put(app, name.orElse(app))))
                .toList())
        .map(all -> Map.copyOf(names));
  }

  private static Device told(OwnDevice one, Map<String, String> names) {
    OwnDevice.Clock clock = one.clock();
    String app = one.app();
    return new Device(
        one.id(),
        app == null ? null : names.getOrDefault(app, app),
        one.measures(),
        one.since(),
        one.stateAt(),
        one.battery(),
        clock == null ? null : clock.ahead(ZONE),
        one.keptAside());
  }

  @Override
  public Future<Boolean> giveBack(PatientId patient, DeviceId device, Instant now) {
    return devices.giveBack(patient, device, now);
  }
}
