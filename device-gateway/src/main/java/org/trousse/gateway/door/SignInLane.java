package org.trousse.gateway.door;

import io.vertx.core.Future;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.trousse.gateway.device.KeyedHash;
import org.trousse.gateway.device.KnownDevice;
import org.trousse.gateway.device.RegistryStore;
import org.trousse.sdk.DeviceId;

/// Checks a device's user name (`device@tenant`) and password. Fails when the registry cannot be
/// confirmed.
public final class SignInLane {
  private final RegistryStore registry;
  private final SecretKey credentialKey;

  public SignInLane(RegistryStore registry, SecretKey credentialKey) {
    this.registry = registry;
    this.credentialKey = credentialKey;
  }

  public Future<SignIn> check(String username, String password) {
    Optional<DeviceId> named = deviceOf(username);
    KeyedHash given = KeyedHash.of(credentialKey, password);
    return named.isEmpty()
        ? Future.succeededFuture(new SignIn.Refused())
        : registry
            .find(named.get())
            .compose(found ->
                isOutdated(found, given)
                    ? registry.findAnew(named.get())
                    : Future.succeededFuture(found))
            .map(found -> decide(found, given));
  }

  /// A device that was registered again comes with a password that the copy does not know yet. How
  /// often an address may ask for this second look is bounded by [FailedSignIns].
  private static boolean isOutdated(Optional<KnownDevice> found, KeyedHash given) {
    return found.filter(device -> !device.credential().matches(given)).isPresent();
  }

  private static SignIn decide(Optional<KnownDevice> found, KeyedHash given) {
    if (found.isEmpty() || !found.get().credential().matches(given)) {
      return new SignIn.Refused();
    }
    return found.get().ended() ? new SignIn.Ended() : new SignIn.Welcome(found.get());
  }

  private static Optional<DeviceId> deviceOf(String username) {
    int at = username.indexOf('@');
    if (at < 0) {
      return Optional.empty();
    }
    String name = username.substring(0, at);
    String tenant = username.substring(at + 1);
    return DeviceId.isLevel(name) && DeviceId.isLevel(tenant)
        ? Optional.of(new DeviceId(tenant, name))
        : Optional.empty();
  }
}
