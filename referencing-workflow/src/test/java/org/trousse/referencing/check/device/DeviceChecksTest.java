package org.trousse.referencing.check.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Vendors;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.manifest.Manifest.MedicalDevice;
import org.trousse.referencing.text.Text;

final class DeviceChecksTest {
  @ParameterizedTest
  @CsvSource({
    "(01)00000000000017, GS1",
    "00000000000017, GS1",
    "09506000134352, GS1",
    "+A999EXAMPLE103, HIBCC",
    "=/A9999XYZ100T0944, ICCBBA"
  })
  void sound_identifiers_pass(String udiDi, String agency) {
    assertThat(UdiDi.of(udiDi)).isEqualTo(new UdiDi.Sound(agency));
  }

  @ParameterizedTest
  @CsvSource({
    "09506000134353, GS1",
    "09506000134325, GS1",
    "(01)00000000000018, GS1",
    "+A999EXAMPLE104, HIBCC"
  })
  void a_wrong_check_digit_is_seen(String udiDi, String agency) {
    assertThat(UdiDi.of(udiDi)).isEqualTo(new UdiDi.Wrong(agency));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "9506000134352",
        "095060001343520",
        "(02)09506000134352",
        "+",
        "++A99",
        "=/SHORT",
        "UDI",
        "０9506000134352"
      })
  void other_forms_are_unknown(String udiDi) {
    assertThat(UdiDi.of(udiDi)).isEqualTo(new UdiDi.Unknown());
  }

  @Test
  void no_single_digit_of_GS1_can_change_unseen() {
    String good = "09506000134352";
    for (int at = 0; at < good.length(); at++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        String other = good.substring(0, at) + digit + good.substring(at + 1);
        assertThat(UdiDi.of(other) instanceof UdiDi.Sound).isEqualTo(other.equals(good));
      }
    }
  }

  @Test
  void judges_the_app_and_each_of_its_devices() {
    UdiCheck check = new UdiCheck();

    assertThat(new Vendors().device("09506000134352", "IIa", null).judge(check).outcome())
        .isEqualTo(Outcome.PASSED);
    assertThat(new Vendors().device(null, null, null).judge(check).outcome())
        .as("no medical device")
        .isEqualTo(Outcome.PASSED);
    assertThat(new Vendors().device(null, "IIa", null).judge(check).outcome())
        .isEqualTo(Outcome.FAILED);
    assertThat(
            new Vendors()
                .device("09506000134352", "IIa", null)
                .device("09506000134353", "I", null)
                .judge(check)
                .outcome())
        .isEqualTo(Outcome.FAILED);
    Vendors app = new Vendors();
    app.medicalDevice = new MedicalDevice("IIb", "nonsense", null);
    assertThat(app.judge(check).outcome()).isEqualTo(Outcome.FAILED);
  }

  private static final Look KNOCK = new Look.Knock("mqtt.vendor.example", 8883);
  private static final Look SHAKE = new Look.Handshake("mqtt.vendor.example", 8883);

  private static Finding broker(Sight knock, List<String> oldProtocols) {
    return new Vendors()
        .device(null, null, "mqtt.vendor.example:8883")
        .sight(KNOCK, knock)
        .sight(
            SHAKE,
            new Sight.Shook(
                "TLSv1.3",
                "TLS_AES_128_GCM_SHA256",
                true,
                Instant.parse("2027-06-01T00:00:00Z"),
                oldProtocols,
                List.of()))
        .judge(new BrokerCheck());
  }

  @Test
  void a_broker_lets_no_stranger_in() {
    assertThat(broker(new Sight.Knocked(false, 5), List.of()).outcome()).isEqualTo(Outcome.PASSED);
    assertThat(broker(new Sight.Knocked(false, 135), List.of()).outcome())
        .isEqualTo(Outcome.PASSED);
    assertThat(broker(new Sight.Knocked(false, -1), List.of()).outcome()).isEqualTo(Outcome.PASSED);
    assertThat(broker(new Sight.Knocked(true, 0), List.of()).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(broker(new Sight.Knocked(false, 5), List.of("TLSv1.1")).outcome())
        .isEqualTo(Outcome.FAILED);
    assertThat(broker(new Sight.Knocked(false, 1), List.of()).outcome())
        .as("it speaks another version")
        .isEqualTo(Outcome.NOT_VERIFIED);
    assertThat(broker(new Sight.NotSeen(new Text("a", "b")), List.of()).outcome())
        .isEqualTo(Outcome.NOT_VERIFIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mqtt.vendor.example", ":8883", "mqtt.vendor.example:", "a:b", "a:0"})
  void an_address_that_is_none_fails(String place) {
    Finding finding = new Vendors().device(null, null, place).judge(new BrokerCheck());

    assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void without_a_broker_there_is_nothing_to_refuse() {
    assertThat(new Vendors().judge(new BrokerCheck()).outcome()).isEqualTo(Outcome.PASSED);
  }
}
