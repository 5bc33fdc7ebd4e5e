package org.trousse.referencing.evidence.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rapport.pdf|rapport.pdf",
        "Rapport d’audit 2026.PDF|Rapport d’audit 2026.pdf",
        "../../etc/passwd.pdf|passwd.pdf",
        "C:\\Users\\x\\report.pdf|report.pdf",
        "no ending|no ending.pdf",
        ".pdf|pdf.pdf",
        "...|file.pdf",
        "a\"b<c>d.pdf|a_b_c_d.pdf",
        "a\u202Efdp.exe.pdf|afdp.exe.pdf",
        "nul.pdf|_nul.pdf",
        "e\u0301te\u0301.pdf|été.pdf",
      })
  void makes_a_name_harmless(String given, String kept) {
    assertThat(FileName.of(given, FileKind.PDF)).contains(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"report.html", "report.pdf.exe", "report.json", "report.svg", "report.v2"})
  void refuses_a_name_that_says_another_kind(String given) {
    assertThat(FileName.of(given, FileKind.PDF)).isEmpty();
    assertThat(FileName.wrongEnding(FileKind.JPEG).english()).contains(".jpg, .jpeg");
  }

  @Test
  void leaves_no_letter_that_would_break_a_header() {
    assertThat(FileName.of("two\r\nlines\0.pdf", FileKind.PDF)).contains("twolines.pdf");
  }

  @Test
  void shortens_a_name_before_its_ending() {
    assertThat(FileName.of("x".repeat(300) + ".pdf", FileKind.PDF))
        .hasValueSatisfying(name -> assertThat(name).hasSize(120).endsWith("x.pdf"));
    assertThat(FileName.of("x".repeat(115) + "\ud83d\ude00.pdf", FileKind.PDF))
        .contains("x".repeat(115) + ".pdf");
  }

  @Test
  void says_the_name_in_two_alphabets_and_never_inline() {
    assertThat(FileName.disposition("été 1.pdf"))
        .isEqualTo("attachment; filename=\"ete 1.pdf\"; filename*=UTF-8''%C3%A9t%C3%A9%201.pdf");
  }
}
