package org.trousse.sdk.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.reading.Payload;

final class DeviceAccessTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private final DeviceAccess access =
      DeviceAccess.plain("127.0.0.1", 1883, new DeviceId("demo", "cuff-7"), "not-a-secret");

  @Test
  void topics_hold_tenant_device_and_codec() {
    assertThat(access.upTopic("gatt-2a35")).isEqualTo("dg/1/demo/cuff-7/up/gatt-2a35");
    assertThat(access.ackTopic()).isEqualTo("dg/1/demo/cuff-7/down/ack");
  }

  @Test
  void the_server_is_in_the_clear_or_tls() throws NoSuchAlgorithmException {
    DeviceAccess secured =
        new DeviceAccess(
            "gateway.example",
            8883,
            SSLContext.getDefault(),
            access.device(),
            access.password(),
            "a-client");

    assertThat(access.serverUri()).isEqualTo("tcp://127.0.0.1:1883");
    assertThat(secured.serverUri()).isEqualTo("ssl://gateway.example:8883");
  }

  @Test
  void the_password_is_never_in_a_text() {
    assertThat(access.toString()).contains("cuff-7@demo").doesNotContain("not-a-secret");
  }

  @Test
  void a_clock_statement_says_local_time_true_time_and_zone() {
    Payload exact = ClockStatement.exact(Instant.parse("2026-11-22T08:15:00.9Z"), PARIS).payload();

    assertThat(text(exact))
        .isEqualTo(
            "{\"deviceTime\":\"2026-11-22T09:15:00\","
                + "\"trueTime\":\"2026-11-22T08:15:00Z\",\"zone\":\"Europe/Paris\"}");
    assertThat(exact.codec()).isEqualTo("clock");
  }

  @Test
  void a_wrong_clock_is_said_as_it_is() {
    ClockStatement slow =
        new ClockStatement(
            LocalDateTime.of(2026, 1, 1, 0, 0, 7), Instant.parse("2026-11-22T08:15:00Z"), PARIS);

    assertThat(text(slow.payload())).contains("\"deviceTime\":\"2026-01-01T00:00:07\"");
  }

  private static String text(Payload payload) {
    return new String(payload.bytes(), StandardCharsets.UTF_8);
  }
}
