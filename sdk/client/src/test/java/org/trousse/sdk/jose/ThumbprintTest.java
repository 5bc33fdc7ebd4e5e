package org.trousse.sdk.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.sdk.json.JsonObject;

final class ThumbprintTest {
  @Test
  void of_the_rsa_key_of_rfc_7638() {
    JsonObject key =
        JsonObject.parse(
            """
            {"kty": "RSA",
             "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
             "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"}\
            """,
            2_000);

    assertThat(Thumbprint.of(key)).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  }

  @Test
  void of_the_elliptic_key_of_rfc_9449() {
    JsonObject key =
        JsonObject.parse(
            """
            {"kty": "EC", "x": "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
             "y": "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA", "crv": "P-256"}\
            """,
            2_000);

    assertThat(Thumbprint.of(key)).isEqualTo("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"kty\":\"oct\",\"k\":\"AA\"}", "{\"kty\":\"EC\",\"crv\":\"P-256\"}"})
  void what_is_no_whole_key_is_refused(String json) {
    JsonObject key = JsonObject.parse(json, 100);

    assertThatThrownBy(() -> Thumbprint.of(key)).isInstanceOf(IllegalArgumentException.class);
  }
}
