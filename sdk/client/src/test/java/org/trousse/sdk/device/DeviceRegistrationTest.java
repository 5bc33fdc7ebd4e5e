package org.trousse.sdk.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trousse.sdk.oauth.PlayedServer.soon;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.device.DeviceRegistration.Registered;
import org.trousse.sdk.http.HttpCall;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.oauth.Answer;
import org.trousse.sdk.oauth.OAuthClient;
import org.trousse.sdk.oauth.OAuthProblem;
import org.trousse.sdk.oauth.PlayedServer;
import org.trousse.sdk.oauth.TokenKeeper;
import org.trousse.sdk.oauth.TokenSet;

final class DeviceRegistrationTest {
  private static final DeviceId DEVICE = new DeviceId("app", "cuff-1");

  private final PlayedServer server = new PlayedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void gives_the_device_its_own_access() {
    server.says(
        "/v1/devices",
        201,
        """
        {"tenant": "app", "id": "cuff-1", "username": "cuff-1@app", "password": "secret",
         "measures": ["blood-pressure"], "mqtt": {"host": "127.0.0.1", "port": 1883}}\
        """);

    Registered got = register().found().orElseThrow();

    assertThat(got.access()).isEqualTo(DeviceAccess.plain("127.0.0.1", 1883, DEVICE, "secret"));
    assertThat(got.toString()).doesNotContain("secret");
    var asked = server.http.asked("/v1/devices").get(0);
    assertThat(asked.header("Authorization")).isEqualTo("Bearer a0");
    assertThat(asked.body())
        .isEqualTo(
            "{\"name\":\"cuff-1\",\"label\":\"Kitchen cuff\",\"measures\":[\"blood-pressure\"]}");
  }

  @Test
  void says_what_the_patient_keeps() {
    server.says("/v1/devices", 403, "{\"detail\":\"not granted: blood-pressure\"}");

    OAuthProblem refusal = register().refusal().orElseThrow();

    assertThat(refusal).isEqualTo(new OAuthProblem.NotGranted("not granted: blood-pressure"));
  }

  @Test
  void an_answer_without_access_is_not_understood() {
    server.says("/v1/devices", 201, "{\"tenant\":\"a b\",\"id\":\"x\",\"password\":\"p\"}");

    assertThat(register().refusal().orElseThrow()).isInstanceOf(OAuthProblem.NotUnderstood.class);
  }

  @Test
  void speaks_in_the_clear_only_within_this_machine() {
    Registered both = registered("gateway.example", 1883, 8883);
    Registered clear = registered("gateway.example", 1883, null);

    assertThat(both.access().port()).isEqualTo(8883);
    assertThat(both.access().tls()).isNotNull();
    assertThatThrownBy(clear::access).isInstanceOf(IllegalStateException.class);
  }

  private static Registered registered(
      String host, @Nullable Integer port, @Nullable Integer tlsPort) {
    return new Registered(DEVICE, "secret", host, port, tlsPort);
  }

  private Answer<Registered> register() {
    OAuthClient client = server.smart();
    TokenSet tokens =
        new TokenSet(
            new HttpCall.Token("Bearer", "a0"),
            server.clock.instant().plusSeconds(300),
            Set.of(),
            null,
            "p1",
            null);
    return soon(
        new DeviceRegistration(client, new TokenKeeper(client, tokens, newer -> {}))
            .register("cuff-1", "Kitchen cuff", Set.of(Measure.BLOOD_PRESSURE)));
  }
}
