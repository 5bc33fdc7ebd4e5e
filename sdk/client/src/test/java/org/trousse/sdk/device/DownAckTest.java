package org.trousse.sdk.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.sdk.json.JsonReader;
import org.trousse.sdk.reading.Outcome;

final class DownAckTest {
  @Test
  void each_record_has_its_outcome_and_flags() {
    Optional<DownAck> ack =
        parse(
            "{\"records\":[{\"index\":0,\"outcome\":\"accepted\",\"flags\":[]},"
                + "{\"index\":1,\"outcome\":\"flagged\",\"flags\":[\"HI\",\"converted\"]}],"
                + "\"correlation\":\"reading-\\u00e9\"}");

    assertThat(ack)
        .contains(
            new DownAck(
                List.of(
                    new DownAck.RecordOutcome(0, Outcome.ACCEPTED, Set.of(), null),
                    new DownAck.RecordOutcome(1, Outcome.FLAGGED, Set.of("HI", "converted"), null)),
                "reading-é"));
  }

  @Test
  void members_that_come_later_are_passed_over() {
    Optional<DownAck> ack =
        parse(
            " { \"more\" : [1.5e2, true, null, {\"deep\":{}}] , \"correlation\":null,\"records\":["
                + " { \"index\":0, \"outcome\":\"refused\", \"mend\":\"a\\n\\\"b\\\"\"}]}");

    assertThat(ack.orElseThrow().records())
        .containsExactly(new DownAck.RecordOutcome(0, Outcome.REFUSED, Set.of(), "a\n\"b\""));
    assertThat(ack.orElseThrow().correlation()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"records\":[{\"index\":0}]}",
        "{\"records\":[{\"index\":0,\"outcome\":\"thrown away\"}]}",
        "{\"records\":[{\"index\":1e99,\"outcome\":\"accepted\"}]}",
        "{\"records\":[{\"index\":0.5,\"outcome\":\"accepted\"}]}",
        "{\"records\":[]",
        "{\"records\":[]}x",
        "{\"records\":[],\"records\":[]}",
        "{\"records\":[],\"n\":NaN}",
        "{\"records\":[],\"n\":01}",
        "{\"records\":[],\"s\":\"\\u00g0\"}",
        "{\"records\":[],\"s\":\"\\u00",
        "{'records':[]}"
      })
  void anything_else_is_not_an_answer(String json) {
    assertThat(parse(json)).isEmpty();
  }

  @Test
  void depth_is_bounded() {
    String atTheLimit = "[".repeat(JsonReader.DEPTH_MAX - 1) + "]".repeat(JsonReader.DEPTH_MAX - 1);

    assertThat(parse("{\"records\":[],\"d\":" + atTheLimit + "}")).isPresent();
    assertThat(parse("{\"records\":[],\"d\":[[" + atTheLimit + "]]}")).isEmpty();
  }

  @Test
  void size_is_bounded() {
    String rest = "{\"records\":[]}";
    String atTheLimit = " ".repeat(JsonReader.CHARACTERS_MAX - rest.length()) + rest;

    assertThat(parse(atTheLimit)).isPresent();
    assertThat(parse(" " + atTheLimit)).isEmpty();
  }

  private static Optional<DownAck> parse(String json) {
    return DownAck.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
