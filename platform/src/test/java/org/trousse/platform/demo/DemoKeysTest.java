package org.trousse.platform.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;

final class DemoKeysTest {
  private static final DeviceId CUFF = new DeviceId("demo", "a-cuff");
  private static final PatientId PATIENT = new PatientId(7);

  private final DemoKeys keys = new DemoKeys(new byte[32]);

  @Test
  void the_same_key_gives_the_same_after_a_restart() {
    DemoKeys again = new DemoKeys(new byte[32]);

    assertThat(again.password(CUFF)).isEqualTo(keys.password(CUFF));
    assertThat(again.token(PATIENT)).isEqualTo(keys.token(PATIENT));
  }

  @Test
  void another_key_device_or_purpose_gives_another() {
    byte[] other = new byte[32];
    other[31] = 1;

    assertThat(new DemoKeys(other).password(CUFF)).isNotEqualTo(keys.password(CUFF));
    assertThat(keys.password(new DeviceId("demo", "b-cuff"))).isNotEqualTo(keys.password(CUFF));
    assertThat(keys.password(new DeviceId("demo", PATIENT.text())))
        .isNotEqualTo(keys.token(PATIENT));
  }

  @Test
  void a_derived_secret_has_at_least_128_bits_and_needs_no_quoting() {
    String password = keys.password(CUFF);

    assertThat(password).matches("[A-Za-z0-9_-]+");
    assertThat(Base64.getUrlDecoder().decode(password)).hasSizeGreaterThanOrEqualTo(16);
  }

  @Test
  void a_key_of_31_bytes_is_refused() {
    assertThatThrownBy(() -> new DemoKeys(new byte[31])).hasMessageContaining("32 bytes");
  }
}
