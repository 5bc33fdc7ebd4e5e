package org.trousse.record.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.reading.ReadingKey;

final class ReadingIdsTest {
  private static final byte[] SECRET = "a secret of 16 b".getBytes(StandardCharsets.UTF_8);

  private final ReadingIds ids = new ReadingIds(SECRET);
  private final SeededReadings readings = new SeededReadings(7);

  @Test
  void every_id_is_a_legal_fhir_id_and_leads_back_to_its_key() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      ReadingKey key = readings.next().key();

      String id = text(key);

      assertThat(id).matches("[A-Za-z0-9.-]{1,64}");
      assertThat(ids.key(id)).contains(key);
      assertThat(seen.add(id)).isTrue();
    }
  }

  @Test
  void the_same_key_has_the_same_id_wherever_the_secret_is_the_same() {
    ReadingKey key = readings.next().key();

    assertThat(new ReadingIds(SECRET).id(key)).isEqualTo(ids.id(key));
    assertThat(new ReadingIds("another secret 16".getBytes(StandardCharsets.UTF_8)).key(text(key)))
        .isEmpty();
  }

  @Test
  void an_id_altered_in_any_place_is_nobodys() {
    String id = text(readings.next().key());

    for (int i = 0; i < id.length(); i++) {
      char other = id.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(ids.key(id.substring(0, i) + other + id.substring(i + 1))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "éééééééééééééééééééééééééééééééé"
      })
  void a_made_up_id_is_nobodys(String id) {
    assertThat(ids.key(id)).isEmpty();
  }

  @Test
  void refuses_a_secret_of_15_bytes() {
    assertThatThrownBy(() -> new ReadingIds(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String text(ReadingKey key) {
    return new String(ids.id(key), StandardCharsets.US_ASCII);
  }
}
