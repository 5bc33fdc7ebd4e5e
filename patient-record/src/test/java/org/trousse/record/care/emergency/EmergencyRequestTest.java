package org.trousse.record.care.emergency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.record.care.emergency.EmergencyRequest.Fault;
import org.trousse.record.care.emergency.EmergencyRequest.Understood;

final class EmergencyRequestTest {
  private static final String BORN = "1970-03-01";

  @ParameterizedTest
  @CsvSource({"19, false", "20, true", "500, true", "501, false"})
  void a_reason_has_20_to_500_characters(int characters, boolean accepted) {
    Understood understood = EmergencyRequest.understand("Test", BORN, "é".repeat(characters));

    assertThat(understood instanceof Understood.Asked).isEqualTo(accepted);
  }

  @Test
  void blanks_are_no_reason() {
    assertThat(EmergencyRequest.understand("Test", BORN, " x ".repeat(7)))
        .isEqualTo(new Understood.Wrong(List.of(Fault.REASON_SHORT)));
  }

  @Test
  void all_faults_are_said_at_once() {
    assertThat(EmergencyRequest.understand(" ", "1970-02-30", ""))
        .isEqualTo(
            new Understood.Wrong(List.of(Fault.FAMILY, Fault.BIRTH_DATE, Fault.REASON_SHORT)));
  }
}
