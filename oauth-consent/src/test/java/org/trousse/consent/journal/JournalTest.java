package org.trousse.consent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.consent.ConsentModule.Happened;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.applications.Known;
import org.trousse.consent.applications.Samples;
import org.trousse.consent.page.Words;
import org.trousse.sdk.measure.Measure;

final class JournalTest {
  private static final Words FRENCH = Words.in(Locale.FRENCH);
  private static final Words ENGLISH = Words.in(Locale.ENGLISH);
  private static final Instant AT = Instant.parse("2026-03-12T07:14:09Z");

  @Test
  void a_line_is_a_plain_sentence() {
    Happened added = happened("create", Measure.BODY_WEIGHT, 1, true);

    assertThat(Sentence.of(added, "Carnet", FRENCH, Samples.NOW))
        .isEqualTo("Le 12/03 à 08:14, Pèse-moi Démo a ajouté 1 mesure de poids.");
    assertThat(Sentence.of(added, "Carnet", ENGLISH, Samples.NOW))
        .isEqualTo("On 12/03 at 08:14, Pèse-moi Démo added 1 weight reading.");
  }

  @Test
  void a_line_of_another_year_says_its_year() {
    Happened added = happened("create", Measure.BODY_WEIGHT, 2, true);

    assertThat(Sentence.of(added, "", FRENCH, Samples.NOW.plusSeconds(400L * 86_400)))
        .isEqualTo("Le 12/03/2026 à 08:14, Pèse-moi Démo a ajouté 2 mesures de poids.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "search    |    | true  | Pèse-moi Démo a consulté le dossier, sans lire de mesure",
        "read      | 3  | true  | Pèse-moi Démo a lu 3 mesures de tension",
        "read      | 3  | false | Pèse-moi Démo a essayé de lire : refusé",
        "create    | 3  | false | Pèse-moi Démo a essayé d’ajouter des mesures : refusé",
        "receive   | 3  | true  | l’appareil « Pèse-moi Démo » a ajouté 3 mesures de tension",
        "deny      |    | false | Pèse-moi Démo a essayé d’accéder au dossier : refusé",
        "revoke    |    | true  | Pèse-moi Démo a été arrêtée",
        "refuse    |    | false | Pèse-moi Démo a demandé un accès : vous avez refusé",
        "token     |    | false | une action demandée par Pèse-moi Démo a été refusée",
        "new-thing |    | true  | Pèse-moi Démo : autre événement (new-thing)",
      })
  void decisions_and_refusals_are_sentences_too(
      String what, @Nullable Integer count, boolean allowed, String sentence) {
    Measure measure = count == null ? null : Measure.BLOOD_PRESSURE;
    Happened happened = happened(what, measure, count == null ? 0 : count, allowed);

    String said = Sentence.what(happened, "Carnet", FRENCH);

    assertThat(said.replace('\u00a0', ' ')).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "consult | 60 normal | true | une infirmière ou un infirmier (Démo Nora) a consulté vos"
            + " mesures de tension",
        "consult | 10 bris_de_glace | true | un médecin (Démo Nora) a consulté vos mesures de"
            + " tension, en accès d’urgence",
        "consult | 42 normal | true | un soignant (Démo Nora) a consulté vos mesures de tension",
        "consult | 60 normal | false | une infirmière ou un infirmier (Démo Nora) a essayé d’ouvrir"
            + " votre dossier : refusé",
        "emergency | 10 bris_de_glace | true | un médecin (Démo Nora) a ouvert votre dossier en"
            + " accès d’urgence",
        "care-name | 60 | true | Démo Nora peut lire le dossier, comme demandé",
      })
  void a_professional_is_named_with_the_profession(
      String what, String detail, boolean allowed, String sentence) {
    Measure measure = what.equals("consult") ? Measure.BLOOD_PRESSURE : null;
    Happened happened = new Happened(AT, "Démo Nora", null, what, measure, 0, allowed, detail);

    String said = Sentence.what(happened, "", FRENCH);

    assertThat(said.replace('\u00a0', ' ')).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "notify | BODY_WEIGHT | 3 | fr | Exemple a reçu un avis sur 3 mesures de poids, sans"
            + " valeur",
        "notify | BODY_WEIGHT | 1 | en | Exemple was told of 1 weight reading, without values",
        "notify |  | 0 | en | Exemple asked what it had missed: nothing",
        "subscribe |  | 0 | fr | Exemple a demandé un avis à chaque nouvelle mesure",
        "unsubscribe |  | 0 | en | Exemple no longer asks to be told of new readings",
      })
  void an_app_that_is_told_of_readings_is_in_the_log(
      String what, @Nullable Measure measure, int count, Locale language, String sentence) {
    Happened happened = new Happened(AT, "Exemple", "app-1", what, measure, count, true, "");

    assertThat(Sentence.what(happened, "Exemple", Words.in(language)).replace('\u00a0', ' '))
        .isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "visit-add | BLOOD_PRESSURE | 1 | a ajouté 1 mesure de tension",
        "visit-amend | BODY_WEIGHT | 1 | a corrigé 1 mesure de poids",
        "visit-error | BODY_WEIGHT | 1 | a marqué comme erreur 1 mesure de poids",
        "visit-validate | BLOOD_PRESSURE | 3 | a validé 3 mesures de tension",
        "visit-hand-over |  | 0 | a écrit une transmission",
        "visit-end |  | 0 | a terminé sa visite",
      })
  void what_a_professional_did_at_a_visit_is_a_sentence(
      String what, @Nullable Measure measure, int count, String sentence) {
    Happened happened =
        new Happened(AT, "Démo Nora", null, what, measure, count, true, "60 normal");

    assertThat(Sentence.what(happened, "", FRENCH).replace('\u00a0', ' '))
        .isEqualTo("une infirmière ou un infirmier (Démo Nora) " + sentence);
  }

  @Test
  void who_is_not_named_is_the_app_of_today_or_whoever_holds_the_patients_own_access() {
    Happened nobody = new Happened(AT, "", null, "read", Measure.BODY_WEIGHT, 2, true, "");

    assertThat(Sentence.what(nobody, "Carnet", FRENCH)).isEqualTo("Carnet a lu 2 mesures de poids");
    assertThat(Sentence.what(nobody, "", FRENCH))
        .isEqualTo("une personne ou un outil avec votre accès personnel a lu 2 mesures de poids");
  }

  @Test
  void a_file_opens_in_the_spreadsheets_of_its_language() {
    List<List<String>> rows = List.of(List.of("a;b", "c,d"), List.of("dit \"oui\"", "é"));

    assertThat(Csv.of(rows, FRENCH)).isEqualTo("\uFEFF\"a;b\";c,d\r\n\"dit \"\"oui\"\"\";é\r\n");
    assertThat(Csv.of(rows, ENGLISH)).isEqualTo("\uFEFFa;b,\"c,d\"\r\n\"dit \"\"oui\"\"\",é\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
  void no_name_becomes_a_formula(String name) {
    String file = Csv.of(List.of(List.of(name)), FRENCH);

    assertThat(file).containsPattern("^\uFEFF\"?'");
  }

  @Test
  void a_filter_without_words_is_the_last_30_days() {
    Filter filter = Filter.of(name -> "", Samples.NOW);

    assertThat(filter.from()).isEqualTo(LocalDate.of(2026, 10, 24));
    assertThat(filter.to()).isEqualTo(LocalDate.of(2026, 11, 22));
    assertThat(filter.end()).isEqualTo(Instant.parse("2026-11-22T23:00:00Z"));
    assertThat(filter.query()).isEqualTo("du=2026-10-24&au=2026-11-22");
  }

  @Test
  void nonsense_in_a_filter_counts_as_not_said() {
    Map<String, String> words =
        Map.of("du", "31/12/2025", "au", "2999-01-01", "avant", "x", "passe", "-1", "jour", "x");

    Filter filter = Filter.of(name -> words.getOrDefault(name, ""), Samples.NOW);

    assertThat(filter).isEqualTo(Filter.of(name -> "", Samples.NOW));
  }

  @Test
  void days_the_wrong_way_round_are_one_day() {
    Map<String, String> words = Map.of("du", "2026-11-20", "au", "2026-11-02");

    Filter filter = Filter.of(name -> words.getOrDefault(name, ""), Samples.NOW);

    assertThat(filter.from()).isEqualTo(filter.to()).isEqualTo(LocalDate.of(2026, 11, 2));
  }

  @Test
  void pages_lose_no_line_even_when_many_have_the_same_time() {
    List<Happened> all =
        IntStream.range(0, 180)
            .mapToObj(n -> happened("read", Measure.BODY_WEIGHT, 1_000 + n, n < 20 || n > 160))
            .toList();

    List<String> seen = new java.util.ArrayList<>();
    String query = "";
    do {
      Filter filter = filter(query);
      int limit = Math.min(all.size(), filter.skip() + JournalText.PAGE + 1);
      Known known = Samples.known(Samples.app(AppStatus.ACTIVE, 1));
      JournalView view =
          new JournalText(known, filter, Samples.head(known, FRENCH, false))
              .view(all.subList(0, limit), List.of());
      view.lines().forEach(line -> seen.add(line.text()));
      query = view.older();
    } while (!query.isEmpty());

    assertThat(seen)
        .containsExactlyElementsOf(
            all.stream().map(one -> Sentence.of(one, "", FRENCH, Samples.NOW)).toList());
  }

  private static Filter filter(String address) {
    Map<String, String> words = new java.util.HashMap<>();
    for (String pair : address.substring(address.indexOf('?') + 1).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      words.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return Filter.of(name -> words.getOrDefault(name, ""), Samples.NOW);
  }

  private static Happened happened(
      String what, @Nullable Measure measure, int count, boolean allowed) {
    return new Happened(AT, "Pèse-moi Démo", Samples.CLIENT, what, measure, count, allowed, "");
  }
}
