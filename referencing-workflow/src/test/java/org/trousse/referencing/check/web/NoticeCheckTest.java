package org.trousse.referencing.check.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.referencing.check.Vendors;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.text.Text;

final class NoticeCheckTest {
  private static void failed(Finding finding, String words) {
    assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(finding.saw()).extracting(Text::english).anyMatch(line -> line.contains(words));
    assertThat(finding.mend()).isNotEmpty();
    assertThat(finding.mend())
        .allSatisfy(mend -> {
          assertThat(mend.french()).isNotBlank();
          assertThat(mend.english()).isNotBlank();
        });
  }

  private static final String NOTICE_FR =
      "<html><head><title>x</title><style>p{}</style></head><body><p>Version du 1er mars"
          + " 2026.</p><p>Example Vendor SAS est le responsable du traitement. Écrivez à"
          + " dpo@vendor.example. Voici les finalités. Vos données sont pour vous. Les"
          + " destinataires sont la Clinique d'exemple et Example&nbsp;Hosting. Nous gardons tout"
          + " un an : c’est la durée. Vous avez le droit d’accès. Vous pouvez retirer votre accord."
          + " Vous pouvez écrire à la CNIL.</p><p>"
          + "Le chat dort sur le lit. Il est gris. ".repeat(20)
          + "</p></body></html>";
  private static final String NOTICE_EN =
      "<p>Last changed on 1 March 2026.</p><p>Example Vendor SAS is the controller. Write to"
          + " dpo@vendor.example. This is the purpose. The recipients are Example Clinic and"
          + " Example Hosting. We keep data for a year. You know your rights. You can withdraw. You"
          + " can write to the CNIL.</p><p>"
          + "The cat is on the bed. It is a good cat. ".repeat(20);

  private static Finding notice(String french, String english) {
    return new Vendors()
        .page(Vendors.PRIVACY_FR, "text/html", french)
        .page(Vendors.PRIVACY_EN, "text/html", english)
        .judge(new NoticeCheck());
  }

  @Test
  void a_plain_dated_notice_in_both_languages_passes() {
    Finding finding = notice(NOTICE_FR, NOTICE_EN);

    assertThat(finding.saw().toString()).contains("Reading ease");
    assertThat(finding.outcome()).as("%s", finding.saw()).isEqualTo(Outcome.PASSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1er mars 2026 | bientôt | not dated",
        "Clinique d'exemple | clinique | does not name",
        "dpo@vendor.example | nous | does not name",
        "CNIL | mairie | complaints",
        "retirer | garder | withdrawing",
        "responsable du traitement | patron | controller"
      })
  void names_what_a_notice_lacks(String from, String to, String words) {
    assertThat(NOTICE_FR).contains(from);

    failed(notice(NOTICE_FR.replace(from, to), NOTICE_EN), words);
  }

  @Test
  void a_hard_text_and_an_empty_page_fail() {
    String hard =
        NOTICE_EN.replace(
            "The cat is on the bed. It is a good cat. ",
            "Notwithstanding aforementioned contractual stipulations, administrative"
                + " responsibilities concerning interoperability necessitate comprehensive"
                + " documentation, ");

    failed(notice(NOTICE_FR, hard), "hard to read");
    failed(
        notice(NOTICE_FR, "<div id=root></div><script>" + NOTICE_EN + "</script>"), "almost empty");
  }

  @ParameterizedTest
  @CsvSource({
    "chat, 1, false",
    "table, 1, false",
    "santé, 2, false",
    "parlent, 1, false",
    "données, 2, false",
    "cat, 1, true",
    "make, 1, true",
    "data, 2, true",
    "table, 2, true",
    "asked, 1, true",
    "the, 1, true"
  })
  void counts_syllables(String word, int count, boolean english) {
    assertThat(ReadingGrade.syllables(word, english)).isEqualTo(count);
  }

  @Test
  void grades_by_the_published_formulas() {
    // 6 words, 1 sentence, 6 syllables
    assertThat(ReadingGrade.english("The cat sat on the mat."))
        .isCloseTo(206.835 - 1.015 * 6 - 84.6, within(0.001));
    // 5 words, 1 sentence, 5 syllables
    assertThat(ReadingGrade.french("Le chat dort au lit."))
        .isCloseTo(207 - 1.015 * 5 - 73.6, within(0.001));
    assertThat(ReadingGrade.french("")).isZero();
  }

  @Test
  void reads_each_character_of_a_hostile_page_once() {
    long start = System.nanoTime();

    Pages.words("<script".repeat(150_000));
    Pages.words("<script>".repeat(150_000));
    Pages.words("<".repeat(1_000_000));
    new ReadingGradeOf("a".repeat(1_000_000)).both();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  private record ReadingGradeOf(String text) {
    void both() {
      ReadingGrade.french(text);
      ReadingGrade.english(text);
    }
  }
}
