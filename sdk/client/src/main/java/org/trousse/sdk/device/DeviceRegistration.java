package org.trousse.sdk.device;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.http.HttpAnswer;
import org.trousse.sdk.http.HttpCall;
import org.trousse.sdk.http.HttpLine;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.oauth.Answer;
import org.trousse.sdk.oauth.OAuthClient;
import org.trousse.sdk.oauth.OAuthProblem;
import org.trousse.sdk.oauth.TokenKeeper;
import org.trousse.sdk.record.RecordDoor;

/// An app registers a device for the patient who allowed it to add (`POST /v1/devices`). From then
/// on the device signs in with a name and a password of its own.
public final class DeviceRegistration {
  private static final long PORT_MAX = 65_535;

  private final URI place;
  private final RecordDoor door;

  public DeviceRegistration(OAuthClient client, TokenKeeper keeper) {
    this.place = URI.create(client.server().issuer().replaceFirst("/+$", "") + "/v1/devices");
    this.door = new RecordDoor(client.line(), keeper);
  }

  /// What the gateway gave, to be kept by the device alone.
  ///
  /// @param port in the clear; null where the gateway has none
  /// @param tlsPort null where the gateway has none
  public record Registered(
      DeviceId device,
      String password,
      String host,
      @Nullable Integer port,
      @Nullable Integer tlsPort) {

    /// How to reach the gateway: with TLS, and in the clear only within one machine.
    ///
    /// @throws IllegalStateException when that cannot be done
    public DeviceAccess access() {
      Integer plain = port;
      Integer secured = tlsPort;
      URI gateway = URI.create("http://" + host + "/");
      if (plain != null && HttpLine.isSafe(gateway)) {
        return DeviceAccess.plain(host, plain, device, password);
      }
      if (secured == null) {
        throw new IllegalStateException("the gateway names no port with TLS");
      }
      try {
        SSLContext trust = SSLContext.getDefault();
        return new DeviceAccess(host, secured, trust, device, password, device.username());
      } catch (GeneralSecurityException noTrust) {
        throw new IllegalStateException("this JDK has no TLS", noTrust);
      }
    }

    /// Never the password.
    @Override
    public String toString() {
      return "Registered(" + device.username() + ")";
    }
  }

  /// Registers a device, or gives its access again.
  ///
  /// @param name one for each of the patient's devices, 1 to 40 of `A-Z a-z 0-9 . _ -`
  /// @param label what people read as the source of its readings
  public CompletableFuture<Answer<Registered>> register(
      String name, String label, Set<Measure> measures) {
    List<String> words = new ArrayList<>();
    measures.stream().map(Measure::word).sorted().forEach(words::add);
    JsonObject asked =
        JsonObject.EMPTY.with("name", name).with("label", label).with("measures", words);
    HttpCall call =
        new HttpCall(
            "POST",
            place,
            Map.of("Accept", "application/json", "Content-Type", "application/json"),
            asked.json(),
            null,
            false);
    return door.send(call).thenApply(answer -> answer.then(DeviceRegistration::read));
  }

  private static Answer<Registered> read(HttpAnswer answer) {
    JsonObject json = answer.json().orElse(JsonObject.EMPTY);
    JsonObject mqtt = json.object("mqtt");
    Optional<String> password = json.text("password");
    Optional<String> host = mqtt.text("host");
    String tenant = json.text("tenant").orElse("");
    String name = json.text("id").orElse("");
    if (password.isEmpty()
        || host.isEmpty()
        || !DeviceId.isLevel(tenant)
        || !DeviceId.isLevel(name)) {
      return Answer.refused(new OAuthProblem.NotUnderstood("no access of a device"));
    }
    return Answer.given(
        new Registered(
            new DeviceId(tenant, name),
            password.get(),
            host.get(),
            mqtt.whole("port", PORT_MAX).map(Long::intValue).orElse(null),
            mqtt.whole("tlsPort", PORT_MAX).map(Long::intValue).orElse(null)));
  }
}
