package org.trousse.referencing.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.referencing.check.Sight.AxeReport;
import org.trousse.referencing.check.Sight.Violation;

final class AxeReportReaderTest {
  private static AxeReport read(String violations) {
    return AxeReportReader.read(
            "{\"engine\":\"axe-core 4.11.1\",\"passes\":12,\"violations\":[" + violations + "]}")
        .orElseThrow();
  }

  @Test
  void reads_rules_elements_and_what_passed() {
    AxeReport report =
        read(
            """
            {"rule": "image-alt", "impact": "critical", "count": 2,
             "help": "Images must have alternative text", "elements": ["#logo", "img:nth-child(2)"]}\
            """);

    assertThat(report)
        .isEqualTo(
            new AxeReport(
                "axe-core 4.11.1",
                List.of(
                    new Violation(
                        "image-alt",
                        "critical",
                        2,
                        List.of("#logo", "img:nth-child(2)"),
                        "Images must have alternative text")),
                12));
  }

  @Test
  void a_page_without_a_fault_has_an_empty_list() {
    assertThat(read("").violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"engine\":\"axe\"",
        "{\"engine\":\"\",\"passes\":1,\"violations\":[]}",
        "{\"engine\":\"axe\",\"passes\":\"1\",\"violations\":[]}",
        "{\"engine\":\"axe\",\"passes\":1,\"violations\":{}}",
        "{\"passes\":1,\"violations\":[]}"
      })
  void what_is_no_report_is_none(String json) {
    assertThat(AxeReportReader.read(json)).isEmpty();
  }

  @Test
  void an_unknown_weight_is_taken_for_a_grave_one() {
    assertThat(read("{\"rule\":\"x\",\"impact\":null,\"elements\":[]}").violations())
        .extracting(Violation::impact)
        .containsExactly("serious");
  }

  @Test
  void what_the_page_named_is_cut_and_has_no_breaks() {
    String long161 = "a".repeat(AxeReportReader.ELEMENT_CHARACTERS_MAX + 1);
    String long160 = "b".repeat(AxeReportReader.ELEMENT_CHARACTERS_MAX);

    List<String> elements =
        read("{\"rule\":\"x\",\"impact\":\"minor\",\"count\":9,\"elements\":"
                + "[\"p\\n\\u202e#a\",\"%s\",\"%s\",\"fourth\"]}".formatted(long160, long161))
            .violations()
            .getFirst()
            .elements();

    assertThat(elements)
        .containsExactly(
            "p #a", long160, "a".repeat(AxeReportReader.ELEMENT_CHARACTERS_MAX - 1) + "…");
  }

  @Test
  void a_rule_that_is_no_rule_is_left_out_and_forty_are_enough() {
    String many =
        "{\"rule\":\"rule-x\",\"impact\":\"minor\"},".repeat(AxeReportReader.VIOLATIONS_MAX + 1);

    AxeReport report = read(many + "{\"rule\":\"<b>\",\"impact\":\"minor\"}");

    assertThat(report.violations()).hasSize(AxeReportReader.VIOLATIONS_MAX);
    assertThat(read("{\"rule\":\"<b>\",\"impact\":\"minor\"}").violations()).isEmpty();
  }

  @Test
  void the_library_is_among_ours() {
    assertThat(AxeScript.library()).contains("axe").hasSizeGreaterThan(100_000);
  }
}
