package org.trousse.consent.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.consent.applications.Samples.ADD_GLUCOSE;
import static org.trousse.consent.applications.Samples.CLIENT;
import static org.trousse.consent.applications.Samples.NOW;
import static org.trousse.consent.applications.Samples.READ_GLUCOSE;
import static org.trousse.consent.applications.Samples.READ_WEIGHT;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.consent.ConsentModule.Used;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.applications.View.Card;
import org.trousse.consent.applications.View.Line;
import org.trousse.consent.applications.View.Notice;
import org.trousse.consent.applications.View.Shelf;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.page.Words;
import org.trousse.consent.reminder.LastUse;
import org.trousse.consent.signin.SignedIn;
import org.trousse.consent.signin.provider.Provider;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

final class ApplicationsTest {
  private static final Words FRENCH = Words.in(Locale.FRENCH);
  private static final Words ENGLISH = Words.in(Locale.ENGLISH);
  private static final App APP =
      Samples.app(AppStatus.ACTIVE, 1, READ_GLUCOSE, ADD_GLUCOSE, READ_WEIGHT);

  @ParameterizedTest
  @CsvSource({
    "ACTIVE,    ACTIVE,    31, active",
    "ACTIVE,    ACTIVE,    30, expiring",
    "ACTIVE,    ACTIVE,     0, ended",
    "PAUSED,    ACTIVE,    10, paused",
    "SUSPENDED, ACTIVE,    10, suspended",
    "ACTIVE,    SUSPENDED, 10, suspended",
    "PAUSED,    SUSPENDED, 10, suspended",
    "ACTIVE,    ENDED,     10, ended",
    "ENDED,     ACTIVE,    10, ended",
  })
  void an_app_stands_as_its_grant_its_catalogue_entry_and_its_end_say(
      GrantStatus status, AppStatus app, int daysLeft, String word) {
    Grant grant = Samples.grant(status, Duration.ofDays(daysLeft), null, READ_GLUCOSE);
    Known known = Samples.known(Samples.app(app, 1, READ_GLUCOSE), grant);

    Standing standing = known.standing(grant);

    assertThat(standing.word()).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({
    "ONCE,           0, active",
    "ONCE,          39, active",
    "ONCE,          40, expiring",
    "DAY,            0, active",
    "DAY,          959, active",
    "DAY,          960, expiring",
    "DAYS_30,        0, active",
    "DAYS_30,    28799, active",
    "DAYS_30,    28800, expiring",
    "DAYS_90,        0, active",
    "DAYS_90,    86400, expiring",
    "MONTHS_12,      0, active",
    "MONTHS_12, 482399, active",
    "MONTHS_12, 482400, expiring"
  })
  void a_permission_ends_soon_in_the_last_third_of_its_time_and_of_30_days_at_most(
      org.trousse.consent.grant.Duration duration, int minutesSince, String word) {
    Grant grant = Samples.given(duration, NOW.minus(Duration.ofMinutes(minutesSince)));

    Standing standing = Samples.known(APP, grant).standing(grant);

    assertThat(standing.word()).isEqualTo(word);
  }

  @Test
  void what_ended_more_than_three_years_ago_is_no_longer_shown() {
    Instant end = Instant.parse("2023-11-22T09:00:00Z");
    Known before = ended(end.minusSeconds(1));
    Known at = ended(end.plusSeconds(1));

    List<Shelf> gone = ViewText.apps(before, Samples.head(before, FRENCH, false)).shelves();
    List<Shelf> shown = ViewText.apps(at, Samples.head(at, FRENCH, false)).shelves();

    assertThat(gone).isEmpty();
    assertThat(shown).extracting(Shelf::word).containsExactly("ended");
  }

  private static Known ended(Instant end) {
    return Samples.known(
        APP, Samples.grant(GrantStatus.ACTIVE, Duration.between(NOW, end), null, READ_GLUCOSE));
  }

  @Test
  @Tag("consent-110")
  void beside_each_permission_stands_what_the_app_really_did_in_30_days() {
    Grant grant = Samples.grant(GrantStatus.ACTIVE, READ_GLUCOSE, ADD_GLUCOSE, READ_WEIGHT);
    Instant last = Instant.parse("2026-11-20T07:14:00Z");
    Known known =
        Samples.known(
            APP,
            List.of(grant),
            List.of(),
            List.of(
                new Used(CLIENT, Measure.INTERSTITIAL_GLUCOSE, false, 4_000, last),
                new Used(CLIENT, Measure.BLOOD_GLUCOSE, false, 32, last.minusSeconds(60)),
                new Used(CLIENT, Measure.BLOOD_GLUCOSE, true, 1, last),
                new Used("another", Measure.BODY_WEIGHT, false, 9, last)));

    List<Line> lines = CardText.of(known, grant, ENGLISH, false).lines();

    assertThat(lines)
        .extracting(Line::label, Line::use)
        .containsExactly(
            tuple(
                "Read your glucose readings",
                "4,032 readings read in 30 days. Last time on 20 November 2026 at 08:14."),
            tuple(
                "Add glucose readings to your record",
                "1 reading added in 30 days. Last time on 20 November 2026 at 08:14."),
            tuple("Read your weight readings", "Never used for 90 days."));
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  @ParameterizedTest
  @CsvSource({"89, false", "90, true"})
  @Tag("consent-110")
  void a_permission_unused_for_90_days_is_asked_about_again(int days, boolean asked) {
    Grant grant = Samples.grant(GrantStatus.ACTIVE, READ_GLUCOSE);
    LastUse use =
        new LastUse(
            grant.id(), READ_GLUCOSE, grant.givenAt(), NOW.minus(Duration.ofDays(days)), null);
    Known known = Samples.known(APP, List.of(grant), List.of(use), List.of());

    List<Line> lines = CardText.of(known, grant, FRENCH, false).lines();

    assertThat(lines).singleElement().extracting(Line::unused).isEqualTo(asked);
    assertThat(Notices.of(known, FRENCH)).hasSize(asked ? 1 : 0);
  }

  @Test
  void a_use_that_only_the_record_knows_of_counts() {
    Grant grant = Samples.grant(GrantStatus.ACTIVE, ADD_GLUCOSE);
    Used used = new Used(CLIENT, Measure.BLOOD_GLUCOSE, true, 3, NOW.minus(Duration.ofDays(2)));
    Known known = Samples.known(APP, List.of(grant), List.of(), List.of(used));

    assertThat(known.unused(grant, ADD_GLUCOSE)).isFalse();
  }

  @Test
  void what_was_kept_is_not_asked_about_for_another_90_days() {
    Grant grant = Samples.grant(GrantStatus.ACTIVE, READ_GLUCOSE);
    Instant kept = NOW.minus(Duration.ofDays(1));
    LastUse use = new LastUse(grant.id(), READ_GLUCOSE, grant.givenAt(), null, kept);
    Known known = Samples.known(APP, List.of(grant), List.of(use), List.of());

    assertThat(known.unused(grant, READ_GLUCOSE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"15, MONTHS_12, 0", "14, MONTHS_12, 1", "14, DAYS_30, 1", "0, DAY, 0"})
  @Tag("consent-110")
  void an_end_is_announced_14_days_before(
      int days, org.trousse.consent.grant.Duration duration, int announced) {
    Grant grant =
        lasting(
            duration,
            Samples.grant(
                GrantStatus.PAUSED,
                Duration.ofDays(days).plusHours(days == 0 ? 5 : 0),
                null,
                READ_GLUCOSE));
    Known known = Samples.known(APP, grant);

    List<Notice> notices = Notices.of(known, FRENCH);

    assertThat(notices).hasSize(announced);
    assertThat(notices)
        .allSatisfy(notice -> {
          assertThat(notice.text()).isEqualTo("Carnet Démo s’arrête le 6 décembre 2026.");
          assertThat(notice.address())
              .isEqualTo("/fr/applications?app=" + grant.id() + "#prolonger");
        });
  }

  @Test
  void french_says_the_first_of_a_month_as_people_do() {
    assertThat(FRENCH.day(LocalDate.of(2026, 12, 1))).isEqualTo("1er décembre 2026");
    assertThat(FRENCH.day(LocalDate.of(2026, 12, 11))).isEqualTo("11 décembre 2026");
    assertThat(ENGLISH.day(LocalDate.of(2026, 12, 1))).isEqualTo("1 December 2026");
  }

  private static Grant lasting(org.trousse.consent.grant.Duration duration, Grant grant) {
    return new Grant(
        grant.id(),
        grant.patient(),
        grant.clientId(),
        grant.appVersion(),
        grant.account(),
        grant.status(),
        grant.version(),
        grant.permissions(),
        grant.historyFrom(),
        grant.offline(),
        duration,
        grant.givenAt(),
        grant.endsAt(),
        grant.endedAt(),
        grant.endReason());
  }

  @Test
  @Tag("consent-116")
  void a_newer_version_that_wants_more_is_shown_as_the_difference() {
    App newer = Samples.app(AppStatus.ACTIVE, 2, READ_GLUCOSE, ADD_GLUCOSE);
    Grant grant = Samples.grant(GrantStatus.PAUSED, READ_GLUCOSE);
    Known known = Samples.known(newer, grant);

    View.One view =
        ViewText.one(known, grant, List.of(), person(null), Samples.head(known, FRENCH, false));

    assertThat(view.more()).containsExactly("Ajouter des mesures de glycémie à votre dossier");
    assertThat(view.card().lines()).hasSize(1);
    assertThat(Notices.of(known, FRENCH))
        .extracting(Notice::text)
        .containsExactly(
            "Carnet Démo a changé et demande plus qu’avant. Rien ne change tant que vous n’avez pas"
                + " répondu.");
  }

  @Test
  void a_newer_version_that_wants_no_more_says_nothing() {
    App newer = Samples.app(AppStatus.ACTIVE, 2, READ_GLUCOSE);
    Grant grant = Samples.grant(GrantStatus.PAUSED, READ_GLUCOSE, ADD_GLUCOSE);

    assertThat(Notices.of(Samples.known(newer, grant), FRENCH)).isEmpty();
  }

  @Test
  void only_what_the_patient_paused_or_the_platform_froze_can_be_resumed() {
    App suspended = Samples.app(AppStatus.SUSPENDED, 1, READ_GLUCOSE);

    Card active = card(APP, Samples.grant(GrantStatus.ACTIVE, READ_GLUCOSE));
    Card paused = card(APP, Samples.grant(GrantStatus.PAUSED, READ_GLUCOSE));
    Card stolen = card(APP, Samples.grant(GrantStatus.SUSPENDED, READ_GLUCOSE));
    Card frozen = card(suspended, Samples.grant(GrantStatus.ACTIVE, READ_GLUCOSE));

    assertThat(active).matches(Card::pausable).matches(card -> !card.resumable());
    assertThat(paused).matches(card -> !card.pausable()).matches(Card::resumable);
    assertThat(stolen).matches(card -> !card.pausable()).matches(Card::resumable);
    assertThat(stolen.why()).startsWith("Quelqu’un d’autre");
    assertThat(frozen).matches(card -> !card.pausable()).matches(card -> !card.resumable());
    assertThat(frozen.why()).startsWith("Le catalogue l’a suspendue");
  }

  private static Card card(App app, Grant grant) {
    return CardText.of(Samples.known(app, grant), grant, FRENCH, false);
  }

  @Test
  void an_app_that_the_catalogue_lost_is_shown_by_its_id() {
    Grant grant = Samples.grant(GrantStatus.ACTIVE, READ_GLUCOSE);
    Known known = Samples.known(Samples.app("x", "X", AppStatus.ACTIVE, 1), grant);

    Card card = CardText.of(known, grant, FRENCH, false);

    assertThat(card.name()).isEqualTo(CLIENT);
    assertThat(card.live()).isFalse();
  }

  @Test
  void an_extension_never_ends_earlier_nor_after_a_childs_majority_is_confirmed() {
    Grant grant = Samples.grant(GrantStatus.ACTIVE, Duration.ofDays(40), null, READ_GLUCOSE);
    LocalDate soon = LocalDate.of(2027, 1, 1);

    assertThat(ViewText.durations(grant, person(null), NOW))
        .containsExactly(
            org.trousse.consent.grant.Duration.DAYS_90,
            org.trousse.consent.grant.Duration.MONTHS_12);
    assertThat(ViewText.durations(grant, person(soon), NOW))
        .containsExactly(org.trousse.consent.grant.Duration.DAYS_90);
  }

  @Test
  void a_parent_reads_of_the_child_and_writes_for_the_child() {
    Grant grant = Samples.grant(GrantStatus.ENDED, Duration.ofDays(9), "patient", READ_GLUCOSE);
    Known known = Samples.known(APP, grant);

    View.Letter letter =
        ViewText.letter(
            known, grant, person(LocalDate.of(2030, 1, 1)), Samples.head(known, FRENCH, true));
    Card card = CardText.of(known, grant, FRENCH, true);

    assertThat(card.lines())
        .extracting(Line::label)
        .containsExactly("Lire ses mesures de glycémie");
    assertThat(String.join("\n", letter.paragraphs()))
        .contains(
            "À Éditions Exemple SAS", "pour mon enfant, Zoé E.", "article 17", "Maud Exemple");
  }

  static SignedIn person(@Nullable LocalDate mandateUntil) {
    PatientId patient = new PatientId(7);
    return new SignedIn(
        new UUID(1, 1),
        new UUID(2, 2),
        Provider.Kind.PATIENT,
        "demo",
        "Maud",
        "Exemple",
        mandateUntil == null ? patient : null,
        patient,
        mandateUntil,
        "csrf",
        "demo",
        NOW,
        NOW.plusSeconds(3600));
  }
}
