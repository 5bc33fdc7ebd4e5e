package org.trousse.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.trousse.gateway.codec.cloud.AcmeScale;

/// The example in `docs/adding-a-format.md` is the one that is compiled here, and does what is
/// written below it.
class AddingAFormatTest {
  private static final String PAGE = FormatPage.read(Path.of("..", "docs", "adding-a-format.md"));

  @Test
  void the_example_is_the_compiled_one() {
    String source =
        FormatPage.read(Path.of("src/test/java/org/trousse/gateway/codec/cloud/AcmeScale.java"));

    assertThat(PAGE).contains("```java\n" + source.strip() + "\n```");
  }

  @Test
  void the_example_s_records_come_out_as_the_page_says() {
    FormatPage page = FormatPage.of(new AcmeScale().word(), PAGE);

    FormatPage.Example example = page.examples().getFirst();

    assertThat(SaidText.of(new AcmeScale().decode(example.payload()))).isEqualTo(example.result());
  }
}
