package org.trousse.consent.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.grant.NewGrant;
import org.trousse.consent.page.authorise.Asked;
import org.trousse.consent.page.authorise.SyntheticApp;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.signin.Majority;

/// The pages as a browser without script meets them.
final class PagesIT {
  private static final Pattern FIELD = Pattern.compile("name=\"(\\w+)\" value=\"([^\"]*)\"");
  private static final String PAGE = "/en/authorise";
  private static PeopleSite site;

  @BeforeAll
  static void open() {
    site = new PeopleSite();
    site.ground.app(SyntheticApp.CLIENT);
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @BeforeEach
  void forget() {
    site.approved.clear();
    site.noted.clear();
  }

  @Test
  void who_is_not_signed_in_signs_in_first_and_comes_back() throws Exception {
    String handle = request(SyntheticApp.ALL);

    HttpResponse<String> page = site.get(null, PAGE + "?demande=" + handle);

    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(location(page))
        .isEqualTo("/en/sign-in?retour=%2Fen%2Fauthorise%3Fdemande%3D" + handle);
    HttpResponse<String> signIn = site.get(null, location(page));
    assertThat(signIn.body()).contains("/en/demo?retour=%2Fen%2Fauthorise%3Fdemande%3D" + handle);
  }

  @Test
  @Tag("consent-21")
  void consent_and_login_pages_refuse_framing_and_keep_their_address_to_themselves()
      throws Exception {
    String cookie = site.adult("Maud");
    String handle = request(SyntheticApp.ALL);

    for (HttpResponse<String> page :
        List.of(
            site.get(null, "/fr/connexion"),
            site.get(cookie, PAGE + "?demande=" + handle),
            site.get(cookie, "/fr/appareil"))) {
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(header(page, "Content-Security-Policy"))
          .contains("frame-ancestors 'none'", "default-src 'none'", "script-src 'self'")
          .doesNotContain("unsafe");
      assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
      assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
      assertThat(page.body()).doesNotContain("<script", "style=", "src=\"http");
    }
  }

  @Test
  @Tag("consent-108")
  void nothing_is_ticked_and_nothing_is_chosen_at_first() throws Exception {
    String page =
        site.get(site.adult("Maud"), PAGE + "?demande=" + request(SyntheticApp.ALL)).body();

    assertThat(page).doesNotContain(" checked");
    assertThat(page.split("type=\"checkbox\"", -1)).hasSize(4);
    assertThat(page).contains("needed for the service", "optional");
  }

  @Test
  @Tag("consent-109")
  void the_screen_says_who_why_what_from_when_until_when_offline_how_to_stop_and_the_fate_of_data()
      throws Exception {
    String english =
        site.get(site.adult("Maud"), PAGE + "?demande=" + request(SyntheticApp.ALL)).body();
    String french =
        site.get(site.adult("Maud"), "/fr/autoriser?demande=" + request(SyntheticApp.ALL)).body();

    assertThat(english)
        .contains("Carnet Démo is offered by Éditions Exemple SAS", "DEMO-0001")
        .contains("keep a glucose diary", "Read your glucose readings", "draw your curve")
        .contains("Otherwise: the diary stays empty.", "From when on may the app read?")
        .contains("For how long?", "even when you are not signed in", "How to stop")
        .contains("does not delete the copies", "Nobody else, says the editor")
        .contains("Record of Maud E.<");
    assertThat(french)
        .contains("Lire vos mesures de glycémie", "Comment arrêter", "Pendant combien de temps");
  }

  @Test
  void the_receipts_text_is_what_the_page_shows_in_the_same_order() throws Exception {
    String cookie = site.adult("Maud");
    String handle = request(SyntheticApp.ALL);
    String page = site.get(cookie, PAGE + "?demande=" + handle).body();
    site.post(cookie, PAGE, answer(page, "autoriser", "30d"));

    String shown = site.approved.getFirst().shown();

    String read = text(page);
    int at = 0;
    for (String line : shown.split("\n", -1)) {
      for (String piece : line.split(" / | \\((?=needed|optional)|\\)$", -1)) {
        at = read.indexOf(piece, at);
        assertThat(at).as(piece).isNotNegative();
      }
    }
  }

  @Test
  void two_answers_of_the_same_size_lead_back_to_the_app() throws Exception {
    String cookie = site.adult("Maud");
    String yes = request(SyntheticApp.ALL);
    String no = request(SyntheticApp.ALL);
    String first = site.get(cookie, PAGE + "?demande=" + yes).body();
    String second = site.get(cookie, PAGE + "?demande=" + no).body();

    HttpResponse<String> given = site.post(cookie, PAGE, answer(first, "autoriser", "30d"));
    HttpResponse<String> refused = site.post(cookie, PAGE, answer(second, "refuser", ""));

    assertThat(first)
        .contains("<button class=\"button\" name=\"decision\" value=\"autoriser\">Authorise<")
        .contains("<button class=\"button\" name=\"decision\" value=\"refuser\">Refuse<");
    assertThat(given.statusCode()).isEqualTo(303);
    assertThat(location(given)).isEqualTo("https://carnet.example/retour?code=c");
    assertThat(location(refused)).isEqualTo("https://carnet.example/retour?error=access_denied");
    assertThat(
            header(
                site.get(cookie, PAGE + "?demande=" + request(SyntheticApp.ALL)),
                "Content-Security-Policy"))
        .endsWith("form-action 'self' https://carnet.example");
  }

  @Test
  void the_warning_is_said_once() throws Exception {
    String cookie = site.adult("Maud");
    String handle = request(SyntheticApp.ALL);
    String page = site.get(cookie, PAGE + "?demande=" + handle).body();
    String[] without =
        fields(page, "p", SyntheticApp.ADD_GLUCOSE.word(), "duree", "30d", "decision", "autoriser");

    String warned = site.post(cookie, PAGE, without).body();
    String[] again =
        fields(
            warned, "p", SyntheticApp.ADD_GLUCOSE.word(), "duree", "30d", "decision", "autoriser");
    HttpResponse<String> taken = site.post(cookie, PAGE, again);

    assertThat(warned).contains("You did not tick everything", "the diary stays empty.");
    assertThat(taken.statusCode()).isEqualTo(303);
    assertThat(site.approved.getFirst().permissions()).containsExactly(SyntheticApp.ADD_GLUCOSE);
  }

  @Test
  void a_missing_answer_is_named_at_the_top_and_at_its_field_and_the_rest_is_kept()
      throws Exception {
    String cookie = site.adult("Maud");
    String page = site.get(cookie, PAGE + "?demande=" + request(SyntheticApp.ALL)).body();

    String faulty =
        site.post(
                cookie,
                PAGE,
                fields(page, "p", SyntheticApp.READ_WEIGHT.word(), "decision", "autoriser"))
            .body();

    assertThat(faulty)
        .contains("<title>Error: ", "href=\"#history\"", "href=\"#duration\"")
        .contains("id=\"duration-fault\"")
        .contains("value=\"body-weight.read\" checked");
    assertThat(site.approved).isEmpty();
  }

  @Test
  @Tag("consent-111")
  @Tag("consent-116")
  void amending_shows_only_what_changed_and_the_rest_is_filled_in() throws Exception {
    String cookie = site.adult("Maud");
    give(cookie, Set.of(SyntheticApp.READ_GLUCOSE, SyntheticApp.ADD_GLUCOSE));

    String page = site.get(cookie, PAGE + "?demande=" + request(SyntheticApp.ALL)).body();

    assertThat(page)
        .contains("Carnet Démo asks for more than before", "Already authorised, does not change")
        .contains("(new, optional)", "longer than before");
    assertThat(page.split("type=\"checkbox\"", -1)).hasSize(2);
    assertThat(page).contains("value=\"kept\" checked").contains("As planned (until ");
  }

  @Test
  @Tag("consent-125")
  void a_consent_form_is_taken_once() throws Exception {
    String cookie = site.adult("Maud");
    String page = site.get(cookie, PAGE + "?demande=" + request(SyntheticApp.ALL)).body();
    String[] form = answer(page, "autoriser", "30d");

    HttpResponse<String> first = site.post(cookie, PAGE, form);
    HttpResponse<String> second = site.post(cookie, PAGE, form);

    assertThat(first.statusCode()).isEqualTo(303);
    assertThat(second.statusCode()).isEqualTo(410);
    assertThat(site.approved).hasSize(1);
  }

  @Test
  @Tag("consent-125")
  void a_form_without_the_sessions_secret_or_from_elsewhere_is_refused() throws Exception {
    String cookie = site.adult("Maud");
    String other = site.adult("Lou");
    String page = site.get(cookie, PAGE + "?demande=" + request(SyntheticApp.ALL)).body();
    String[] form = answer(page, "autoriser", "30d");

    HttpResponse<String> foreign = site.post(other, PAGE, form);
    HttpResponse<String> crossSite =
        site.send(site.posted(cookie, PAGE, form).header("Sec-Fetch-Site", "cross-site"));
    HttpResponse<String> bare = site.post(cookie, PAGE, "decision", "autoriser");

    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(crossSite.statusCode()).isEqualTo(403);
    assertThat(bare.statusCode()).isEqualTo(403);
    assertThat(site.approved).isEmpty();
  }

  @Test
  @Tag("consent-125")
  void consent_cannot_be_submitted_for_another_users_request() throws Exception {
    String handle = request(SyntheticApp.ALL);
    String first = site.adult("Maud");
    String second = site.adult("Lou");
    site.get(first, PAGE + "?demande=" + handle);

    HttpResponse<String> look = site.get(second, PAGE + "?demande=" + handle);

    assertThat(look.statusCode()).isEqualTo(410);
    assertThat(look.body()).contains("somebody else opened it").doesNotContain("Carnet");
  }

  @Test
  void a_request_that_is_gone_or_nonsense_says_what_to_do() throws Exception {
    String cookie = site.adult("Maud");

    assertThat(site.get(cookie, PAGE + "?demande=" + "x".repeat(43)).statusCode()).isEqualTo(410);
    assertThat(site.get(cookie, PAGE + "?demande=%3Cb%3E").statusCode()).isEqualTo(410);
    assertThat(site.get(cookie, PAGE).body()).contains("Go back to the app");
  }

  @Test
  void an_app_that_wants_a_new_sign_in_gets_one() throws Exception {
    String handle = "n".repeat(43);
    site.requests.put(
        handle, new Asked(SyntheticApp.app(), SyntheticApp.ALL, true, true, null, null));

    HttpResponse<String> page = site.get(site.adult("Maud"), PAGE + "?demande=" + handle);

    assertThat(location(page)).startsWith("/en/sign-in?retour=");
  }

  @Test
  void a_suspended_app_can_be_authorised_by_nobody() throws Exception {
    String handle = "s".repeat(43);
    site.requests.put(
        handle,
        new Asked(
            SyntheticApp.app(AppStatus.SUSPENDED), SyntheticApp.ALL, true, false, null, null));

    HttpResponse<String> page = site.get(site.adult("Maud"), PAGE + "?demande=" + handle);

    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body()).contains("This app is suspended");
  }

  @Test
  @Tag("consent-115")
  void a_parent_reads_for_whom_they_act_and_can_change() throws Exception {
    String cookie = site.parent(LocalDate.now(Majority.ZONE).minusYears(9));
    String handle = request(SyntheticApp.ALL);

    String page = site.get(cookie, PAGE + "?demande=" + handle).body();
    String choice = site.get(cookie, "/en/for-whom?retour=%2Fen%2Fsessions").body();
    String[] me = fields(choice, "pour", ownButton(choice));
    HttpResponse<String> switched = site.post(cookie, "/en/for-whom", me);
    HttpResponse<String> late = site.post(cookie, PAGE, answer(page, "autoriser", "30d"));

    assertThat(page)
        .contains("Record of Zoé E., 9 years old. You act as a parent.")
        .contains("Read their glucose readings", "Not the right person?");
    assertThat(location(switched)).isEqualTo("/en/sessions");
    assertThat(site.get(cookie, PAGE + "?demande=" + handle).body()).contains("Record of Inès E.");
    assertThat(late.statusCode()).isEqualTo(403);
  }

  @Test
  @Tag("consent-115")
  void delegates_act_only_within_their_mandate_and_not_after_majority() throws Exception {
    String stranger = site.adult("Lou");
    String parent = site.parent(LocalDate.now(Majority.ZONE).minusYears(18));
    String own = site.patient(site.adult("Maud")).text();

    HttpResponse<String> foreign =
        site.post(stranger, "/en/for-whom", "jeton", site.csrf(stranger), "pour", own);
    HttpResponse<String> asked = site.get(parent, PAGE + "?demande=" + request(SyntheticApp.ALL));

    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(location(asked)).startsWith("/en/for-whom?retour=");
    assertThat(site.get(parent, "/en/for-whom").body()).contains("Inès").doesNotContain("Zoé");
  }

  @Test
  void ones_sessions_are_listed_and_ended() throws Exception {
    String cookie = site.adult("Maud");
    var who = site.module.session(cookie).await().orElseThrow();
    String second =
        site.module
            .enterDemo(
                Objects.requireNonNull(site.people.get(who.own())),
                who.own(),
                null,
                null,
                "Mozilla/5.0 (iPhone) Safari/600")
            .await()
            .orElseThrow();

    String page = site.get(second, "/en/sessions").body();
    HttpResponse<String> ended =
        site.post(
            second, "/en/sessions", "jeton", site.csrf(second), "fin", who.session().toString());

    assertThat(page).contains("Safari · iPhone", "Firefox · Android");
    assertThat(ended.body()).contains("The sign-in has ended.");
    assertThat(site.module.session(cookie).await()).isEmpty();
    assertThat(site.module.session(second).await()).isPresent();
  }

  @Test
  void nobody_ends_another_persons_session() throws Exception {
    String mine = site.adult("Maud");
    String theirs = site.adult("Lou");
    String id = site.module.session(theirs).await().orElseThrow().session().toString();

    site.post(mine, "/en/sessions", "jeton", site.csrf(mine), "fin", id);

    assertThat(site.module.session(theirs).await()).isPresent();
  }

  @Test
  void signing_out_takes_the_cookie_and_the_session_away() throws Exception {
    String cookie = site.adult("Maud");

    HttpResponse<String> out =
        site.post(cookie, "/fr/sessions", "jeton", site.csrf(cookie), "fin", "ici");

    assertThat(location(out)).isEqualTo("/fr/");
    assertThat(header(out, "Set-Cookie"))
        .startsWith("trousse_session=;")
        .contains("Max-Age=0", "HTTPOnly", "SameSite=Lax");
    assertThat(site.module.session(cookie).await()).isEmpty();
  }

  @Test
  void a_lost_device_ends_every_session_and_pauses_every_app() throws Exception {
    String cookie = site.adult("Maud");
    give(cookie, SyntheticApp.ALL);
    var patient = site.patient(cookie);

    String page = site.get(cookie, "/en/lost-device").body();
    HttpResponse<String> done = site.post(cookie, "/en/lost-device", "jeton", site.csrf(cookie));

    assertThat(page).contains("Your running apps (1) are paused");
    assertThat(done.body()).contains("Everything is closed");
    assertThat(site.module.session(cookie).await()).isEmpty();
    assertThat(site.grants.of(patient).await())
        .allSatisfy(grant -> assertThat(grant.status()).isEqualTo(GrantStatus.PAUSED));
    assertThat(site.noted).anySatisfy(d -> assertThat(d.what()).isEqualTo("pause"));
  }

  @Test
  @Tag("consent-90")
  void the_approval_page_names_app_device_and_place_and_asks_to_compare_the_code()
      throws Exception {
    String cookie = site.adult("Maud");
    device();

    String entry = site.get(cookie, "/en/device?code=wdjb-mjht").body();
    String page =
        site.post(cookie, "/en/device", "jeton", site.csrf(cookie), "code", "wdjb-mjht").body();
    HttpResponse<String> done = site.post(cookie, "/en/device", answer(page, "autoriser", "12m"));

    assertThat(entry)
        .contains("value=\"wdjb-mjht\"", "Never type a code that somebody gives you")
        .doesNotContain("Carnet");
    assertThat(page)
        .contains("Authorise Carnet Démo?", "the device “Lecteur du salon”, from Lyon, France")
        .contains("the device must show the code WDJB-MJHT");
    assertThat(done.body()).contains("The device is connected");
    assertThat(site.approved.getFirst().duration()).isEqualTo(Duration.MONTHS_12);
  }

  @Test
  @Tag("consent-89")
  void a_wrong_code_keeps_what_was_typed_and_too_many_are_told_to_wait() throws Exception {
    String cookie = site.adult("Maud");

    HttpResponse<String> wrong =
        site.post(cookie, "/en/device", "jeton", site.csrf(cookie), "code", "XXXX-XXXX");
    HttpResponse<String> often =
        site.post(cookie, "/en/device", "jeton", site.csrf(cookie), "code", "flood");

    assertThat(wrong.body()).contains("No device is waiting", "value=\"XXXX-XXXX\"");
    assertThat(often.statusCode()).isEqualTo(429);
    assertThat(header(often, "Retry-After")).isEqualTo("60");
  }

  @Test
  void who_refuses_a_device_gives_it_nothing() throws Exception {
    String cookie = site.adult("Maud");
    device();
    String page =
        site.post(cookie, "/en/device", "jeton", site.csrf(cookie), "code", "wdjbmjht").body();

    HttpResponse<String> done = site.post(cookie, "/en/device", answer(page, "refuser", ""));

    assertThat(done.body()).contains("The device was given no right");
    assertThat(site.approved).isEmpty();
  }

  private static void device() {
    site.devices.put(
        "WDJBMJHT",
        new Asked(
            SyntheticApp.app(),
            SyntheticApp.ALL,
            true,
            false,
            null,
            new Asked.Device("Lecteur du salon", "Lyon, France", PeopleSite.CODE)));
  }

  private static void give(String cookie, Set<Permission> permissions) {
    site.grants
        .give(
            new NewGrant(
                site.patient(cookie),
                SyntheticApp.CLIENT,
                1,
                site.account(cookie),
                permissions,
                null,
                true,
                Duration.DAYS_30,
                "en",
                "text"))
        .await();
  }

  private static String request(Set<Permission> permissions) {
    String handle = UUID.randomUUID().toString().replace("-", "_");
    site.requests.put(handle, SyntheticApp.asked(permissions));
    return handle;
  }

  private static String[] answer(String page, String decision, String duration) {
    return fields(
        page,
        "p",
        SyntheticApp.READ_GLUCOSE.word(),
        "historique",
        "today",
        "duree",
        duration,
        "decision",
        decision);
  }

  /// The page's hidden fields and these.
  private static String[] fields(String page, String... chosen) {
    List<String> all = new ArrayList<>();
    Matcher hidden = FIELD.matcher(page);
    while (hidden.find()) {
      if (List.of("jeton", "demande", "texte", "prevenu", "retour").contains(hidden.group(1))) {
        all.add(hidden.group(1));
        all.add(hidden.group(2));
      }
    }
    all.addAll(List.of(chosen));
    return all.toArray(String[]::new);
  }

  private static String ownButton(String page) {
    Matcher pour = Pattern.compile("name=\"pour\" value=\"(\\w+)\"").matcher(page);
    assertThat(pour.find()).isTrue();
    return pour.group(1);
  }

  private static String text(String html) {
    return html.replaceAll("<[^>]+>", " ")
        .replace("&lt;", "<")
        .replace("&#39;", "'")
        .replaceAll("\\s+", " ");
  }

  private static String location(HttpResponse<?> response) {
    return header(response, "Location");
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
