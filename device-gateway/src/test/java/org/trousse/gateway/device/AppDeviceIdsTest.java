package org.trousse.gateway.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;

final class AppDeviceIdsTest {
  private static final SecretKey KEY = new SecretKeySpec(new byte[32], "HmacSHA256");
  private static final PatientId ONE = new PatientId(1);
  private static final PatientId TWO = new PatientId(2);

  @Test
  void a_client_id_that_is_a_topic_level_can_be_read_in_the_tenant() {
    assertThat(AppDeviceIds.tenant("carnet-glycemie")).isEqualTo("app.carnet-glycemie");
    assertThat(AppDeviceIds.tenant("c".repeat(60))).isEqualTo("app." + "c".repeat(60));
  }

  @Test
  void any_other_client_id_is_hashed_to_one() {
    String url = AppDeviceIds.tenant("https://app.example/client");
    String longer = AppDeviceIds.tenant("c".repeat(61));

    assertThat(DeviceId.isLevel(url)).isTrue();
    assertThat(url).startsWith("app-").hasSize(32);
    assertThat(longer).startsWith("app-").isNotEqualTo(url);
  }

  @Test
  void the_same_name_is_the_same_device_at_one_patient_s_and_another_at_another_s() {
    DeviceId device = AppDeviceIds.of(KEY, "app", ONE, "cuff");

    assertThat(device).isEqualTo(AppDeviceIds.of(KEY, "app", ONE, "cuff"));
    assertThat(device.name()).startsWith("cuff-").hasSize(17);
    assertThat(AppDeviceIds.of(KEY, "app", TWO, "cuff").name()).isNotEqualTo(device.name());
    assertThat(AppDeviceIds.of(KEY, "apq", ONE, "cuff").name()).isNotEqualTo(device.name());
  }

  @Test
  void a_name_has_40_characters_and_not_41() {
    assertThat(AppDeviceIds.of(KEY, "app", ONE, "n".repeat(40)).name()).hasSize(53);
    assertThatThrownBy(() -> AppDeviceIds.of(KEY, "app", ONE, "n".repeat(41)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
