package org.trousse.record.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.reading.StoredReading;

final class ObservationEncoderTest {
  private static final byte[] SECRET = "a secret of 16 b".getBytes(StandardCharsets.UTF_8);
  private static final FhirContext R4 = FhirContext.forR4Cached();

  private final ObservationEncoder encoder = new ObservationEncoder(SECRET);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void writes_what_hapi_writes_of_the_same_resource(long seed) {
    SeededReadings readings = new SeededReadings(seed);
    for (int i = 0; i < 400; i++) {
      StoredReading stored = readings.next();

      String ours = new String(encoder.encode(stored), StandardCharsets.UTF_8);

      assertThat(ours)
          .isEqualTo(
              R4.newJsonParser()
                  .encodeResourceToString(
                      HapiObservations.build(stored, encoder.id(stored.key()))));
    }
  }
}
