package org.trousse.sdk.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.sdk.subscription.SubscriptionSignature.Check;

final class SubscriptionSignatureTest {
  private static final Instant SENT = Instant.ofEpochSecond(1_793_534_400);
  private static final byte[] BODY =
      "{\"resourceType\":\"Bundle\"}".getBytes(StandardCharsets.UTF_8);

  /// The bytes 0 to 31.
  private static final String SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  /// Made with another implementation: `printf '%s' 'msg-1.1793534400.{"resourceType":"Bundle"}' |
  /// openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f -binary | base64`.
  private static final String SIGNATURE = "v1,CDC4n6uiDunp9xjJqGlwZMjWi+VleSb1mJ19chPayqk=";

  @Test
  void takes_what_the_record_signed() {
    assertThat(check(SIGNATURE, BODY, SENT)).isEqualTo(Check.GOOD);
  }

  @Test
  void header_names_may_come_in_any_case() {
    Map<String, List<String>> headers =
        Map.of(
            "Webhook-Id",
            List.of("msg-1"),
            "WEBHOOK-TIMESTAMP",
            List.of("1793534400"),
            "webhook-Signature",
            List.of(SIGNATURE));

    assertThat(SubscriptionSignature.check(SECRET, headers, BODY, SENT)).isEqualTo(Check.GOOD);
  }

  @Test
  void one_right_signature_of_several_will_do() {
    assertThat(check("v1,AAAA v1a,BBBB " + SIGNATURE, BODY, SENT)).isEqualTo(Check.GOOD);
    assertThat(check("v1,AAAA v1a,BBBB", BODY, SENT)).isEqualTo(Check.WRONG);
  }

  @Test
  void another_body_id_time_or_secret_is_wrong() {
    byte[] changed = BODY.clone();
    changed[3] ^= 1;

    assertThat(check(SIGNATURE, changed, SENT)).isEqualTo(Check.WRONG);
    assertThat(check(SIGNATURE.substring(3), BODY, SENT)).isEqualTo(Check.WRONG);
    assertThat(check("v2" + SIGNATURE.substring(2), BODY, SENT)).isEqualTo(Check.WRONG);
    assertThat(checked(SECRET, headers("msg-2", "1793534400", SIGNATURE))).isEqualTo(Check.WRONG);
    assertThat(checked(SECRET, headers("msg-1", "1793534401", SIGNATURE))).isEqualTo(Check.WRONG);
    assertThat(
            checked(
                "whsec_" + "AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                headers("msg-1", "1793534400", SIGNATURE)))
        .isEqualTo(Check.WRONG);
  }

  @ParameterizedTest
  @CsvSource({"300, GOOD", "301, TOO_OLD", "-300, GOOD", "-301, TOO_NEW"})
  void five_minutes_either_way_are_forgiven(long later, Check expected) {
    assertThat(check(SIGNATURE, BODY, SENT.plusSeconds(later))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1793534400.5", "999999999999"})
  void a_timestamp_that_is_none_is_a_missing_one(String time) {
    assertThat(checked(SECRET, headers("msg-1", time, SIGNATURE))).isEqualTo(Check.HEADER_MISSING);
  }

  @Test
  void missing_and_doubled_headers_are_refused() {
    assertThat(checked(SECRET, Map.of())).isEqualTo(Check.HEADER_MISSING);
    assertThat(
            checked(
                SECRET,
                Map.of(
                    "webhook-id",
                    List.of("msg-1", "msg-2"),
                    "webhook-timestamp",
                    List.of("1793534400"),
                    "webhook-signature",
                    List.of(SIGNATURE))))
        .isEqualTo(Check.HEADER_MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAECAwQFBgcICQoLDA0ODw==", "whsec_", "whsec_AAEC", "whsec_#"})
  void a_secret_that_is_none_is_a_mistake(String secret) {
    assertThatThrownBy(() -> checked(secret, headers("msg-1", "1793534400", SIGNATURE)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Check check(String signature, byte[] body, Instant now) {
    return SubscriptionSignature.check(
        SECRET, headers("msg-1", "1793534400", signature), body, now);
  }

  private static Check checked(String secret, Map<String, List<String>> headers) {
    return SubscriptionSignature.check(secret, headers, BODY, SENT);
  }

  private static Map<String, List<String>> headers(String id, String time, String signature) {
    return Map.of(
        "webhook-id", List.of(id),
        "webhook-timestamp", List.of(time),
        "webhook-signature", List.of(signature));
  }
}
