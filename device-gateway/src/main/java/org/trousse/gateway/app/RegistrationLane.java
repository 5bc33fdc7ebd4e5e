package org.trousse.gateway.app;

import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.trousse.gateway.GatewayModule.KnowsDevice;
import org.trousse.gateway.device.AppDeviceIds;
import org.trousse.gateway.device.AppDeviceStore;
import org.trousse.gateway.device.AppDeviceStore.Registered;
import org.trousse.gateway.device.KeyedHash;
import org.trousse.gateway.device.KnownDevice;
import org.trousse.gateway.device.NewDevice;
import org.trousse.gateway.device.RegistryStore;
import org.trousse.sdk.DeviceId;

/// Registers and ends the devices of an app for the patient whose token it shows.
public final class RegistrationLane {
  /// Devices that a patient may have of one app.
  public static final int DEVICES_MAX = 20;

  private static final int PASSWORD_BYTES = 24;

  private final RegistryStore registry;
  private final AppDeviceStore devices;
  private final KnowsDevice knows;
  private final SecretKey credentialKey;
  private final SecureRandom random;
  private final Clock clock;

  public RegistrationLane(
      RegistryStore registry,
      AppDeviceStore devices,
      KnowsDevice knows,
      SecretKey credentialKey,
      SecureRandom random,
      Clock clock) {
    this.registry = registry;
    this.devices = devices;
    this.knows = knows;
    this.credentialKey = credentialKey;
    this.random = random;
    this.clock = clock;
  }

  /// What an app needs to let its device in.
  public record Access(Registered registered, NewDevice device) {}

  /// Registers what the app may add: whoever calls has asked that.
  public Future<Access> register(Opening.Opened token, AskedDevice asked) {
    byte[] password = new byte[PASSWORD_BYTES];
    random.nextBytes(password);
    NewDevice device =
        new NewDevice(
            AppDeviceIds.of(credentialKey, token.clientId(), token.patient(), asked.name()),
            Base64.getUrlEncoder().withoutPadding().encodeToString(password),
            asked.measures(),
            asked.label(),
            asked.specialisation(),
            token.clientId());
    KeyedHash credential = KeyedHash.of(credentialKey, device.password());
    return devices
        .register(device, credential, token.patient(), clock.instant(), DEVICES_MAX - 1)
        .compose(registered -> known(registered, device).map(new Access(registered, device)));
  }

  /// The device that the app calls by this id at the token's patient.
  public Future<Optional<KnownDevice>> find(Opening.Opened token, String id) {
    return DeviceId.isLevel(id)
        ? registry
            .find(new DeviceId(AppDeviceIds.tenant(token.clientId()), id))
            .map(found -> found.filter(device -> belongs(device, token)))
        : Future.succeededFuture(Optional.empty());
  }

  public Future<Void> end(KnownDevice device) {
    return devices.end(device.id(), clock.instant());
  }

  private static boolean belongs(KnownDevice device, Opening.Opened token) {
    return !device.ended()
        && token.clientId().equals(device.app())
        && device.holder().equals(Optional.of(token.patient()));
  }

  private Future<Void> known(Registered registered, NewDevice device) {
    return switch (registered) {
      case NEW, AGAIN ->
          knows.know(device.id(), device.label(), device.specialisation(), device.app());
      case TOO_MANY, TAKEN -> Future.succeededFuture();
    };
  }
}
