package org.trousse.sdk.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonObjectTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":{},\"b\":[]}",
        "{\"b\":1.50,\"a\":[true,false,null,\"\\\"\\\\\\u0001é\"]}",
        "{\"n\":{\"m\":[{\"x\":-12}]}}"
      })
  void what_is_read_is_written_the_same(String json) {
    assertThat(JsonObject.parse(json, 100).json()).isEqualTo(json);
  }

  @Test
  void what_is_missing_or_of_another_kind_reads_as_empty() {
    JsonObject json = JsonObject.parse("{\"a\":1,\"b\":\"x\",\"c\":[1,\"y\",{\"d\":2}]}", 100);

    assertThat(json.text("a")).isEmpty();
    assertThat(json.number("b")).isEmpty();
    assertThat(json.object("a").object("z").text("y")).isEmpty();
    assertThat(json.texts("c")).containsExactly("y");
    assertThat(json.objects("c")).extracting(JsonObject::json).containsExactly("{\"d\":2}");
    assertThat(json.objects("none")).isEmpty();
  }

  @Test
  void a_whole_number_stays_within_its_bounds() {
    JsonObject json = JsonObject.parse("{\"at\":60,\"past\":61,\"below\":-1}", 100);

    assertThat(json.whole("at", 60)).contains(60L);
    assertThat(json.whole("past", 60)).isEmpty();
    assertThat(json.whole("below", 60)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "\"text\"", "{\"a\":1,\"a\":2}", "{\"a\":01}", "{}x", "{\"a\"}"})
  void what_is_no_object_is_refused(String text) {
    assertThatThrownBy(() -> JsonObject.parse(text, 100))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_bound_is_a_number_of_characters() {
    String atTheLimit = "{\"a\":\"" + "b".repeat(92) + "\"}";

    assertThat(JsonObject.parse(atTheLimit, 100).text("a")).isPresent();
    assertThatThrownBy(() -> JsonObject.parse(atTheLimit + " ", 100))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void values_are_not_printed_and_what_json_has_no_word_for_is_not_written() {
    assertThat(JsonObject.EMPTY.with("token", "secret")).hasToString("JsonObject[token]");
    assertThatThrownBy(() -> JsonWriter.write(List.of(0.1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
