package org.trousse.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trousse.sdk.reading.Codec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Each format has one public page, and what the page shows is true.
class FormatPagesTest {
  static Collection<String> words() {
    return Codecs.names();
  }

  @Test
  void every_format_has_a_page_and_every_page_a_format() {
    assertThat(FormatPage.words()).containsExactlyInAnyOrderElementsOf(Codecs.names());
  }

  @Test
  void every_format_may_stand_in_a_batch_but_a_batch() {
    String schema = FormatPage.read(Path.of("src/main/resources/schemas/batch.schema.json"));
    JsonNode words =
        JsonMapper.builder().build().readTree(schema).at("/$defs/record/properties/codec/enum");

    assertThat(words.valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrderElementsOf(wordsWithoutBatch());
  }

  @Test
  void every_format_whose_example_holds_a_reading_has_its_number_in_the_record() {
    for (String word : Codecs.names()) {
      for (FormatPage.Example example : FormatPage.of(word).examples()) {
        for (Said said : Codecs.decode(word, example.bytes(), DeviceFeatures.UNKNOWN)) {
          if (said instanceof Said.Measured measured) {
            assertThat(Codec.of(measured.payload().codec())).as(word).isPresent();
          }
        }
      }
    }
  }

  @Test
  void the_index_leads_to_every_page() {
    String index = FormatPage.read(FormatPage.FOLDER.resolve("README.md"));

    assertThat(Codecs.names()).allMatch(word -> index.contains("](" + word + ".md)"));
  }

  @ParameterizedTest
  @MethodSource("words")
  void the_page_s_examples_come_out_as_it_says(String word) {
    FormatPage page = FormatPage.of(word);

    assertThat(page.examples()).isNotEmpty();
    for (FormatPage.Example example : page.examples()) {
      assertThat(decoded(word, example.bytes())).isEqualTo(example.result());
    }
  }

  /// A batch's `id` stands outside the bytes of its record.
  static Collection<String> wordsWithoutBatch() {
    return Codecs.names().stream().filter(word -> !word.equals("batch")).toList();
  }

  @ParameterizedTest
  @MethodSource("wordsWithoutBatch")
  void a_record_s_own_bytes_say_the_same_again(String word) {
    for (FormatPage.Example example : FormatPage.of(word).examples()) {
      for (Said said : Codecs.decode(word, example.bytes(), DeviceFeatures.UNKNOWN)) {
        String again = decoded(said.payload().codec(), said.payload().bytes());

        assertThat(again.lines()).contains(SaidText.of(said));
      }
    }
  }

  @Test
  void a_page_that_is_wrong_is_noticed() {
    FormatPage page =
        FormatPage.of("gatt-2a9d", "```hex\n00B036\n```\n\n```result\nreading 71.000\n```\n");

    assertThat(page.examples()).hasSize(1);
    assertThat(decoded("gatt-2a9d", page.examples().getFirst().bytes()))
        .isNotEqualTo(page.examples().getFirst().result())
        .startsWith("reading body-weight 70.000 kg");
  }

  private static String decoded(String word, byte[] bytes) {
    List<Said> said = Codecs.decode(word, bytes, DeviceFeatures.UNKNOWN);
    return SaidText.of(said);
  }
}
