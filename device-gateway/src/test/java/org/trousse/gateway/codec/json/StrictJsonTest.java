package org.trousse.gateway.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.gateway.codec.wire.Decoded;

class StrictJsonTest {
  @Test
  void keeps_the_digits_of_numbers() {
    StrictJson.Document document = read("{\"v\": 70.000, \"w\": 1E2}");

    assertThat(document.pieces().getFirst().node().get("v").decimalValue().toPlainString())
        .isEqualTo("70.000");
    assertThat(document.pieces().getFirst().node().get("w").decimalValue().toPlainString())
        .isEqualTo("100");
  }

  @Test
  void gives_the_bytes_of_each_element_of_an_array() {
    byte[] bytes = utf8(" [ {\"a\": \"é\"} ,{\"b\":[1, 2]}\n]");

    StrictJson.Document document = document(StrictJson.read(bytes));

    assertThat(document.array()).isTrue();
    assertThat(document.pieces())
        .extracting(piece ->
            new String(bytes, piece.from(), piece.end() - piece.from(), StandardCharsets.UTF_8))
        .containsExactly("{\"a\": \"é\"}", "{\"b\":[1, 2]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,",
        "{\"a\":1} x",
        "{\"a\":1}{\"b\":2}",
        "{\"a\":1,\"a\":1}",
        "[{\"a\":1,\"b\":{\"c\":1,\"c\":2}}]",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":-Infinity}",
        "{\"a\":+1}",
        "{\"a\":01}",
        "{\"a\":.5}",
        "{\"a\":1e999999999}",
        "{\"a\":1e-999999999}",
        "{\"a\":1e99999999999999}",
        "{\"a\":\"\\u0000\"}",
        "{\"\\u0000\":1}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udc00\\ud800\"}",
        "{\"\\ud800x\":1}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":1,}",
        "[1 2]",
        "// c\n{}",
        "{\"a\":\"\t\"}"
      })
  void refuses_what_is_not_strict(String text) {
    Decoded<StrictJson.Document> read = StrictJson.read(utf8(text));

    assertThat(read).isInstanceOf(Decoded.Failed.class);
  }

  @Test
  void refuses_a_byte_order_mark() {
    assertThat(mend(concat(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, utf8("{}"))))
        .contains("byte order mark");
  }

  @Test
  void refuses_utf_16_and_overlong_and_surrogate_bytes() {
    assertThat(mend("{}".getBytes(StandardCharsets.UTF_16LE))).contains("NUL byte");
    assertThat(mend(bytes('"', 0xC0, 0xAF, '"'))).contains("not valid UTF-8"); // overlong slash
    assertThat(mend(bytes('"', 0xED, 0xA0, 0x80, '"'))).contains("not valid UTF-8"); // U+D800
    assertThat(mend(bytes('"', 0xFF, '"'))).contains("not valid UTF-8");
  }

  @Test
  void reads_a_pair_of_surrogates() {
    assertThat(read("\"\\ud83d\\ude00\"").pieces().getFirst().node().stringValue()).isEqualTo("😀");
  }

  @Test
  void reads_nesting_of_32_and_refuses_33() {
    assertThat(StrictJson.read(utf8("[".repeat(32) + "]".repeat(32))))
        .isInstanceOf(Decoded.Value.class);
    assertThat(mend(utf8("[".repeat(33) + "]".repeat(33)))).contains("limit");
  }

  @Test
  void reads_numbers_of_38_digits_and_refuses_39() {
    assertThat(StrictJson.read(utf8("[" + "9".repeat(38) + "]"))).isInstanceOf(Decoded.Value.class);
    assertThat(mend(utf8("[" + "9".repeat(39) + "]"))).contains("38 digits");
    assertThat(StrictJson.read(utf8("[1e38]"))).isInstanceOf(Decoded.Value.class);
    assertThat(mend(utf8("[1e39]"))).contains("38 digits");
    assertThat(mend(utf8("[1e-39]"))).contains("38 digits");
    assertThat(mend(utf8("[" + "9".repeat(100_000) + "]"))).contains("limit");
  }

  @Test
  void reads_names_and_strings_up_to_their_limits() {
    assertThat(StrictJson.read(utf8("{\"" + "n".repeat(128) + "\":1}")))
        .isInstanceOf(Decoded.Value.class);
    assertThat(mend(utf8("{\"" + "n".repeat(129) + "\":1}"))).contains("limit");
    assertThat(StrictJson.read(utf8("\"" + "s".repeat(StrictJson.STRING_MAX_CHARS) + "\"")))
        .isInstanceOf(Decoded.Value.class);
    assertThat(mend(utf8("\"" + "s".repeat(StrictJson.STRING_MAX_CHARS + 1) + "\"")))
        .contains("limit");
  }

  @Test
  void reads_documents_of_a_mebibyte_and_refuses_one_byte_more() {
    String padding = " ".repeat(StrictJson.DOCUMENT_MAX_BYTES - 2);

    assertThat(StrictJson.read(utf8("{}" + padding))).isInstanceOf(Decoded.Value.class);
    assertThat(mend(utf8("{}" + padding + " "))).contains("larger than");
  }

  @Test
  void never_repeats_the_payload_in_a_refusal() {
    assertThat(mend(utf8("{\"secret\": hunter2}")))
        .doesNotContain("hunter")
        .doesNotContain("secret");
    assertThat(mend(utf8("{\"secret\":1,\"secret\":2}")))
        .contains("twice")
        .doesNotContain("secret");
  }

  private static StrictJson.Document read(String text) {
    return document(StrictJson.read(utf8(text)));
  }

  private static StrictJson.Document document(Decoded<StrictJson.Document> read) {
    return switch (read) {
      case Decoded.Value<StrictJson.Document>(StrictJson.Document document) -> document;
      case Decoded.Failed<StrictJson.Document>(String error, String mend) ->
          throw new AssertionError(error + ": " + mend);
    };
  }

  private static String mend(byte[] bytes) {
    return switch (StrictJson.read(bytes)) {
      case Decoded.Value<StrictJson.Document> _ -> throw new AssertionError("it was read");
      case Decoded.Failed<StrictJson.Document>(_, String mend) -> mend;
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int... octets) {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return bytes;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
