package org.trousse.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

final class PageLayoutTest {
  private static final Assets ASSETS = Assets.load();
  private static final int FIRST_VIEW_MAX_BYTES = 60_000;

  @Test
  void both_languages_have_the_same_texts() {
    assertThat(Words.in(Locale.FRENCH).keys()).isEqualTo(Words.in(Locale.ENGLISH).keys());
  }

  @Test
  void the_language_switch_stays_on_the_page_and_keeps_its_query() {
    PageLayout layout = PageLayout.forOperators(ASSETS, false);

    String html =
        layout.frame(
            Locale.FRENCH, "Quarantaine", "operations/quarantaine?reason=crc", "<h1>Q</h1>");

    assertThat(html).contains("href=\"/en/operations/quarantine?reason=crc\" lang=\"en\"");
  }

  @Test
  void the_language_switch_stays_on_a_page_below_another() {
    PageLayout layout = PageLayout.forPeople(ASSETS, false);

    assertThat(layout.frame(Locale.FRENCH, "x", "problemes/busy", "<h1>x</h1>"))
        .contains("href=\"/en/problems/busy\" lang=\"en\"");
    assertThat(layout.frame(Locale.ENGLISH, "x", "elsewhere/busy", "<h1>x</h1>"))
        .contains("href=\"/fr/\" lang=\"fr\"");
  }

  @Test
  void says_that_data_are_invented_in_the_demo_alone() {
    assertThat(frame(true)).contains("Données de démonstration");
    assertThat(frame(false)).doesNotContain("démonstration");
  }

  @Test
  void every_page_says_where_to_call_and_escapes_its_title() {
    String html =
        PageLayout.forPeople(ASSETS, false).frame(Locale.FRENCH, "<b>", "mesures", "<h1>x</h1>");

    assertThat(html).contains("Ce site n’est pas surveillé en temps réel.", "tel:15", "tel:112");
    assertThat(html).contains("&lt;b&gt; – Trousse").doesNotContain("<b>");
  }

  @Test
  void htmx_comes_only_with_pages_that_use_it() {
    PageLayout layout = PageLayout.forPeople(ASSETS, false);

    assertThat(layout.frame(Locale.FRENCH, "x", "mesures", "<div hx-get=\"/x\">"))
        .contains("htmx.js");
    assertThat(layout.frame(Locale.FRENCH, "x", "mesures", "<div>")).doesNotContain("htmx");
  }

  @Test
  void answers_in_french_unless_english_is_asked_for() {
    assertThat(Words.accepted("en-GB,fr;q=0.5").tag()).isEqualTo("en");
    assertThat(Words.accepted("de,en;q=0.5").tag()).isEqualTo("en");
    assertThat(Words.accepted("de").tag()).isEqualTo("fr");
    assertThat(Words.accepted(";;nonsense,,q=").tag()).isEqualTo("fr");
  }

  @Test
  void assets_of_a_first_view_leave_room_for_the_page() {
    int sent = 0;
    for (String name : new String[] {"trousse.css", "icon.svg", "htmx.js"}) {
      sent += ASSETS.at(ASSETS.address(name)).orElseThrow().gzip().length;
    }

    assertThat(sent).isLessThan(FIRST_VIEW_MAX_BYTES / 2);
  }

  private static String frame(boolean demo) {
    return PageLayout.forPeople(ASSETS, demo)
        .frame(Locale.FRENCH, "Accueil", "", "<h1>Accueil</h1>");
  }
}
