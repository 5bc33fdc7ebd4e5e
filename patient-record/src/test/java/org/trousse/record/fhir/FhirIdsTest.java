package org.trousse.record.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.trousse.record.reading.ReadingKey;
import org.trousse.sdk.PatientId;

final class FhirIdsTest {
  private static final byte[] SECRET = "a secret of 16 b".getBytes(StandardCharsets.UTF_8);
  private static final PatientId PATIENT = new PatientId(0x123456789abcdefL);

  private final FhirIds own = FhirIds.own(SECRET);
  private final FhirIds first = FhirIds.of(SECRET, "app-1");
  private final FhirIds second = FhirIds.of(SECRET, "app-2");

  @Test
  void two_apps_have_no_id_in_common() {
    ReadingKey key = new SeededReadings(3).next().key();

    assertThat(first.patient(PATIENT)).isNotEqualTo(second.patient(PATIENT));
    assertThat(first.device(42)).isNotEqualTo(second.device(42));
    assertThat(first.readings().id(key)).isNotEqualTo(second.readings().id(key));
    assertThat(second.patient(first.patient(PATIENT))).isEmpty();
    assertThat(second.readings().key(text(first.readings().id(key)))).isEmpty();
    assertThat(own.readings().key(text(first.readings().id(key)))).isEmpty();
  }

  @Test
  void an_app_never_sees_the_internal_number() {
    assertThat(first.patient(PATIENT)).doesNotContain(PATIENT.text());
    assertThat(first.patient(PATIENT.text())).isEmpty();
    assertThat(own.patient(PATIENT)).isEqualTo(PATIENT.text());
  }

  @Test
  void an_id_leads_back_for_its_app_and_is_a_legal_fhir_id() {
    assertThat(first.patient(PATIENT)).matches("[A-Za-z0-9.-]{1,64}");
    assertThat(first.patient(first.patient(PATIENT))).contains(PATIENT);
    assertThat(FhirIds.of(SECRET, "app-1").patient(PATIENT)).isEqualTo(first.patient(PATIENT));
  }

  @Test
  void a_made_up_id_and_another_kind_of_id_are_nobodys() {
    String id = first.patient(PATIENT);
    String altered = (id.charAt(0) == 'a' ? 'b' : 'a') + id.substring(1);

    assertThat(first.patient(altered)).isEmpty();
    assertThat(first.patient(first.device(PATIENT.value()))).isEmpty();
    assertThat(first.patient("")).isEmpty();
  }

  private static String text(byte[] ascii) {
    return new String(ascii, StandardCharsets.US_ASCII);
  }
}
