package org.trousse.sdk.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class CodecTest {
  /// Rows hold these numbers for ever: this list only grows.
  @Test
  void codes_never_change() {
    String codes =
        Arrays.stream(Codec.values())
            .map(codec -> codec.code() + " " + codec.word())
            .collect(Collectors.joining(", "));

    assertThat(codes)
        .isEqualTo(
            "1 gatt-2a18, 2 gatt-2a34, 3 gatt-2aa7, 4 gatt-2aaa, 5 gatt-2a35, 6 gatt-2a9d, 7"
                + " gatt-2a9c, 8 gatt-2a1c, 9 batch, 10 json1, 11 senml, 12 omh, 13 fhir, 14"
                + " typed, 15 dexcom-v3, 16 clarity-csv, 17 libreview-csv, 18 withings, 19"
                + " nightscout, 20 ihealth, 21 health-connect, 22 healthkit, 23 xiaomi-181d, 24"
                + " xiaomi-181b");
  }

  @Test
  void are_found_by_word_and_by_code() {
    for (Codec codec : Codec.values()) {
      assertThat(Codec.of(codec.word())).contains(codec);
      assertThat(Codec.ofCode(codec.code())).isSameAs(codec);
    }
    assertThat(Codec.of("GATT-2A18")).isEmpty();
    assertThatThrownBy(() -> Codec.ofCode(25)).isInstanceOf(IllegalArgumentException.class);
  }
}
