package org.trousse.referencing.evidence.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.referencing.evidence.Samples;
import org.trousse.referencing.evidence.content.Recognition.NotTaken;
import org.trousse.referencing.evidence.content.Recognition.Recognised;

final class ContentRulesTest {
  static Stream<Arguments> whole() {
    return Stream.of(
        Arguments.of(FileKind.PDF, Samples.pdf()),
        Arguments.of(FileKind.PNG, Samples.picture("png")),
        Arguments.of(FileKind.JPEG, Samples.picture("jpeg")),
        Arguments.of(FileKind.WEBP, Samples.webp()),
        Arguments.of(FileKind.JSON, bytes("{\"a\": [1, true, null]}\n")),
        Arguments.of(FileKind.JSON, bytes("[]")),
        Arguments.of(FileKind.JSON, bytes("{\"x\": {\"bomFormat\": \"CycloneDX\"}}")),
        Arguments.of(
            FileKind.CYCLONEDX, bytes("{\"specVersion\": \"1.6\", \"bomFormat\": \"CycloneDX\"}")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zip() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("a.txt"));
      zip.write('a');
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static byte[] and(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static void refused(byte[] file, String word) {
    assertThat(ContentRules.recognise(file))
        .isInstanceOfSatisfying(
            NotTaken.class, not -> assertThat(not.why().english()).contains(word));
  }

  @ParameterizedTest
  @MethodSource("whole")
  void recognises_each_kind_by_its_bytes(FileKind kind, byte[] file) {
    assertThat(ContentRules.recognise(file)).isEqualTo(new Recognised(kind));
  }

  @ParameterizedTest
  @MethodSource("whole")
  void refuses_each_kind_with_something_behind_its_end(FileKind kind, byte[] file) {
    assertThat(ContentRules.recognise(and(file, bytes("<script>x</script>"))))
        .as(kind.name())
        .isInstanceOf(NotTaken.class);
    assertThat(ContentRules.recognise(and(file, zip())))
        .as(kind.name())
        .isInstanceOf(NotTaken.class);
  }

  @ParameterizedTest
  @MethodSource("whole")
  void refuses_each_kind_when_it_is_cut(FileKind kind, byte[] file) {
    int least = kind == FileKind.PDF ? file.length / 2 : 1;
    for (int length :
        new int[] {least, file.length / 2, file.length - (kind == FileKind.PDF ? 7 : 2)}) {
      assertThat(ContentRules.recognise(Arrays.copyOf(file, length)))
          .as("%s of %d bytes", kind, length)
          .isInstanceOf(NotTaken.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<?xml version=\"1.0\"?><svg/>",
        "<!DOCTYPE html><title>x</title>",
        "plain words",
        "\"only a string\"",
        "12",
        "{\"a\": 1, \"a\": 2}",
        "{\"a\": 1} {\"b\": 2}",
        "{\"a\": NaN}",
        "{'a': 1}",
        "{\"a\": 1,}",
        "GIF89a",
        "%!PS-Adobe-3.0",
        "BM123456",
        "MZ",
        "RIFF\0\0\0\0WAVE"
      })
  void refuses_every_other_kind(String content) {
    refused(bytes(content), "zip archives are not taken");
  }

  @Test
  void refuses_zip_archives() {
    refused(zip(), "zip archives are not taken");
  }

  @Test
  void refuses_a_zip_archive_with_the_head_of_a_pdf() {
    refused(and(bytes("%PDF-1.7\n"), zip()), "two things at once");
  }

  @Test
  void refuses_a_zip_archive_that_hides_in_a_whole_pdf() {
    String pdf = new String(Samples.pdf(), StandardCharsets.ISO_8859_1);
    byte[] both =
        pdf.replace("endobj", "endobj\n" + new String(zip(), StandardCharsets.ISO_8859_1))
            .getBytes(StandardCharsets.ISO_8859_1);

    refused(both, "two things at once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<script>alert(1)</script>", "<HTML>", "<!doctype HTML>", "<svg onload=x>"})
  void refuses_a_pdf_that_is_a_page_too(String tag) {
    String pdf = new String(Samples.pdf(), StandardCharsets.ISO_8859_1);

    refused(
        pdf.replaceFirst("\n", "\n% " + tag + "\n").getBytes(StandardCharsets.ISO_8859_1),
        "two things at once");
  }

  @Test
  void refuses_a_pdf_whose_head_is_not_at_the_first_byte() {
    refused(and(bytes("\n"), Samples.pdf()), "zip archives are not taken");
  }

  @Test
  void refuses_a_picture_whose_chunk_was_tampered_with() {
    byte[] png = Samples.picture("png");
    png[20] ^= 1; // in IHDR, so that its CRC is wrong

    refused(png, "begins like a PNG");
  }

  @Test
  void refuses_json_in_utf_16_and_json_that_is_too_deep() {
    refused("{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE), "strict JSON");
    refused(bytes("[".repeat(101) + "]".repeat(101)), "100 levels");
    assertThat(ContentRules.recognise(bytes("[".repeat(100) + "]".repeat(100))))
        .isEqualTo(new Recognised(FileKind.JSON));
  }

  @Test
  void takes_ten_mebibytes_and_not_a_byte_more() {
    byte[] most = new byte[ContentRules.BYTES_MAX];
    Arrays.fill(most, (byte) ' ');
    most[0] = '[';
    most[1] = ']';
    byte[] more = Arrays.copyOf(most, most.length + 1);

    assertThat(ContentRules.recognise(most)).isEqualTo(new Recognised(FileKind.JSON));
    refused(more, "larger than 10 MB");
    refused(new byte[0], "empty");
  }
}
