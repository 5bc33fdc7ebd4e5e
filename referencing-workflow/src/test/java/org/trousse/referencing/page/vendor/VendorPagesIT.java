package org.trousse.referencing.page.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.dossier.refusal.Refusals;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.page.Spot;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.page.vendor.VendorSite.Ours;

final class VendorPagesIT {
  private static final VendorSite SITE = new VendorSite();
  private static final Words WORDS = Words.in(Locale.ENGLISH, "vendor");
  private static final Words FRENCH = Words.in(Locale.FRENCH, "vendor");
  private static final Pattern CONTROL =
      Pattern.compile(
          "<(?:input type=\"(?:text|file|checkbox)\"|textarea|select)[^>]* id=\"([^\"]+)\"");

  @AfterAll
  static void close() {
    SITE.close();
  }

  private static DossierView mixed(Ours ours, State state, MoveName... moves) {
    return SITE.desk.put(SampleDossiers.mixed(ours.organisation(), state, moves));
  }

  private static UUID id(DossierView view) {
    return view.dossier().id();
  }

  private static Stream<String> addresses(Words words, UUID organisation, UUID dossier) {
    return Stream.of(
        VendorSpots.HOME.address(words),
        VendorSpots.ORGANISATION.address(words, organisation),
        VendorSpots.REQUESTS.address(words, organisation),
        VendorSpots.DOSSIERS.address(words),
        VendorSpots.DOSSIER.address(words, dossier),
        VendorSpots.CRITERION.address(words, dossier, "GOV-03"),
        VendorSpots.MANIFEST.address(words, dossier),
        VendorSpots.PREVIEW.address(words, dossier),
        VendorSpots.HISTORY.address(words, dossier));
  }

  @Test
  void every_page_stands_in_both_languages_without_scripts_and_with_labels() {
    Ours ours = SITE.ours(Role.OWNER);
    UUID dossier =
        id(mixed(ours, State.DRAFT, MoveName.ABANDON, MoveName.WITHDRAW, MoveName.SUSPEND));

    for (Words words : List.of(WORDS, FRENCH)) {
      addresses(words, ours.organisation(), dossier)
          .forEach(address -> {
            HttpResponse<String> answer = SITE.get(ours.cookie(), address);

            assertThat(answer.statusCode()).as(address).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Language")).contains(words.tag());
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
            assertThat(answer.body()).doesNotContain("<script", " style=", " onclick=");
            assertThat(answer.body().split("<h1", -1)).as(address).hasSize(2);
            Matcher control = CONTROL.matcher(answer.body());
            while (control.find()) {
              assertThat(answer.body()).contains("<label for=\"" + control.group(1) + "\"");
            }
          });
    }
  }

  @Test
  void who_is_not_signed_in_signs_in_and_comes_back() {
    HttpResponse<String> answer = SITE.send(SITE.request("/en/vendor/dossiers?done=moved"));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(VendorSite.location(answer))
        .isEqualTo("/en/sign-in?to=%2Fen%2Fvendor%2Fdossiers%3Fdone%3Dmoved");
  }

  @Test
  void what_belongs_to_another_organisation_does_not_exist() {
    Ours ours = SITE.ours(Role.OWNER);
    Ours others = SITE.ours(Role.OWNER);
    UUID dossier = id(mixed(others, State.DRAFT, MoveName.SUBMIT));

    addresses(WORDS, others.organisation(), dossier)
        .filter(address ->
            address.contains(dossier.toString())
                || address.contains(others.organisation().toString()))
        .forEach(address ->
            assertThat(SITE.get(ours.cookie(), address).statusCode()).as(address).isEqualTo(404));
    for (Spot form :
        List.of(
            VendorSpots.MOVES,
            VendorSpots.CHECKS,
            VendorSpots.FILE_BACK,
            VendorSpots.MANIFEST,
            VendorSpots.RESTORE)) {
      HttpResponse<String> answer =
          SITE.post(ours.cookie(), form.address(WORDS, dossier), "move", "SUBMIT");

      assertThat(answer.statusCode()).as(form.english()).isEqualTo(404);
    }
    assertThat(SITE.get(ours.cookie(), "/en/vendor/dossiers").body())
        .doesNotContain(dossier.toString());
  }

  @Test
  void a_dossier_that_is_none_looks_the_same() {
    Ours ours = SITE.ours(Role.OWNER);

    assertThat(SITE.get(ours.cookie(), "/en/vendor/dossiers/" + UUID.randomUUID()).statusCode())
        .isEqualTo(404);
    assertThat(SITE.get(ours.cookie(), "/en/vendor/dossiers/nonsense").statusCode()).isEqualTo(404);
  }

  @Test
  void a_form_without_its_token_or_from_elsewhere_changes_nothing() {
    Ours ours = SITE.ours(Role.OWNER);
    DossierView view = mixed(ours, State.DRAFT, MoveName.SUBMIT);
    String address = VendorSpots.MANIFEST.address(WORDS, id(view));

    HttpResponse<String> bare =
        SITE.send(
            SITE.request(address)
                .header("Cookie", "session=" + ours.cookie())
                .POST(BodyPublishers.ofString("manifest=%7B%7D")));
    HttpResponse<String> foreign =
        SITE.send(
            SITE.request(address)
                .header("Cookie", "session=" + ours.cookie())
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("manifest=%7B%7D&csrf=" + VendorSite.TOKEN)));

    assertThat(bare.statusCode()).isEqualTo(403);
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(SITE.desk.text(id(view), 2).result()).isEmpty();
  }

  @Test
  void a_draft_that_came_after_the_session_ended_comes_back_whole_until_it_is_kept() {
    Ours ours = SITE.ours(Role.EDITOR);
    DossierView view = mixed(ours, State.DRAFT);
    String address = VendorSpots.MANIFEST.address(WORDS, id(view));
    String draft = "{\n  \"name\": \"Draft <of> \\\"today\\\"\"\n}";

    HttpResponse<String> late = SITE.post("over", address, "manifest", draft);
    String back = textarea(late.body());
    HttpResponse<String> stale =
        SITE.send(
            SITE.request(address)
                .header("Cookie", "session=" + ours.cookie())
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("csrf=&" + VendorSite.form("manifest", back))));
    String again = textarea(stale.body());
    HttpResponse<String> kept = SITE.post(ours.cookie(), address, "manifest", again);

    assertThat(late.statusCode()).isEqualTo(403);
    assertThat(late.body()).contains("/en/sign-in?to=", "action=\"" + address + "\"");
    assertThat(stale.statusCode()).isEqualTo(403);
    assertThat(stale.body()).contains("value=\"" + VendorSite.TOKEN + "\"");
    assertThat(kept.statusCode()).isEqualTo(303);
    assertThat(SITE.desk.text(id(view), 2).result()).contains(draft);
  }

  /// What stands in the page's text field, as a browser reads it (WHATWG HTML §13.2.6.4.7: the
  /// first line break is none).
  private static String textarea(String page) {
    Matcher found = Pattern.compile("(?s)<textarea[^>]*>\n(.*?)</textarea>").matcher(page);
    assertThat(found.find()).isTrue();
    return found
        .group(1)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#34;", "\"")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }

  @Test
  void a_manifest_is_kept_whatever_it_says_and_its_errors_name_the_place_and_the_mend() {
    Ours ours = SITE.ours(Role.EDITOR);
    DossierView view = mixed(ours, State.DRAFT);
    String address = VendorSpots.MANIFEST.address(WORDS, id(view));

    HttpResponse<String> saved =
        SITE.post(ours.cookie(), address, "manifest", SampleDossiers.json("bad-schema"));
    String page = SITE.get(ours.cookie(), VendorSite.location(saved)).body();

    assertThat(saved.statusCode()).isEqualTo(303);
    assertThat(page)
        .contains(WORDS.text("manifest.done.kept"), "/format", WORDS.text("finding.mend"));
    assertThat(SITE.desk.text(id(view), 2).result()).contains(SampleDossiers.json("bad-schema"));
  }

  @Test
  void an_earlier_version_is_compared_and_taken_up_again() {
    Ours ours = SITE.ours(Role.EDITOR);
    DossierView view = mixed(ours, State.DRAFT);
    String address = VendorSpots.MANIFEST.address(WORDS, id(view));
    String first = SampleDossiers.json("fapi2-devices");
    SITE.post(ours.cookie(), address, "manifest", first.replace("Exemple Glucose", "Other name"));

    String page = SITE.get(ours.cookie(), address + "?version=1").body();
    HttpResponse<String> restored =
        SITE.post(ours.cookie(), VendorSpots.RESTORE.address(WORDS, id(view)), "version", "1");

    assertThat(page).contains(WORDS.text("old.changed"), "<li>the name</li>");
    assertThat(restored.statusCode()).isEqualTo(303);
    assertThat(SITE.desk.text(id(view), 3).result()).contains(first);
  }

  @Test
  void a_manifest_that_cannot_be_kept_now_stays_in_the_page() {
    Ours ours = SITE.ours(Role.EDITOR);
    DossierView view = mixed(ours, State.DRAFT);
    SITE.desk.breakDown(true);

    HttpResponse<String> answer =
        SITE.post(
            ours.cookie(),
            VendorSpots.MANIFEST.address(WORDS, id(view)),
            "manifest",
            "{\"work\": \"of a day\"}");
    SITE.desk.breakDown(false);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(textarea(answer.body())).isEqualTo("{\"work\": \"of a day\"}");
    assertThat(answer.body()).contains(WORDS.text("manifest.unkept"));
  }

  @Test
  void a_reader_reads_and_changes_nothing() {
    Ours ours = SITE.ours(Role.READER);
    DossierView view =
        SITE.desk.put(SampleDossiers.whole(ours.organisation(), State.DRAFT, MoveName.SUBMIT));
    String dossier = VendorSpots.DOSSIER.address(WORDS, id(view));

    String page = SITE.get(ours.cookie(), dossier).body();
    HttpResponse<String> submitted =
        SITE.post(
            ours.cookie(),
            VendorSpots.MOVES.address(WORDS, id(view)),
            "move",
            "SUBMIT",
            "snapshot",
            SampleDossiers.SNAPSHOT);
    HttpResponse<String> saved =
        SITE.post(ours.cookie(), VendorSpots.MANIFEST.address(WORDS, id(view)), "manifest", "{}");

    assertThat(page).doesNotContain("name=\"move\" value=\"SUBMIT\"");
    assertThat(page).contains(WORDS.text("handin.reader"));
    assertThat(submitted.statusCode()).isEqualTo(403);
    assertThat(saved.statusCode()).isEqualTo(403);
    assertThat(SITE.desk.text(id(view), 2).result()).isEmpty();
  }

  @Test
  void a_dossier_is_submitted_only_when_nothing_is_missing() {
    Ours ours = SITE.ours(Role.EDITOR);
    DossierView mixed = mixed(ours, State.DRAFT, MoveName.SUBMIT);
    DossierView whole =
        SITE.desk.put(SampleDossiers.whole(ours.organisation(), State.DRAFT, MoveName.SUBMIT));

    String lacking = SITE.get(ours.cookie(), VendorSpots.DOSSIER.address(WORDS, id(mixed))).body();
    String ready = SITE.get(ours.cookie(), VendorSpots.DOSSIER.address(WORDS, id(whole))).body();
    HttpResponse<String> submitted =
        SITE.post(
            ours.cookie(),
            VendorSpots.MOVES.address(WORDS, id(whole)),
            "move",
            "SUBMIT",
            "snapshot",
            SampleDossiers.SNAPSHOT);

    assertThat(lacking).doesNotContain("value=\"SUBMIT\"").contains(WORDS.text("handin.list"));
    assertThat(ready).contains("value=\"SUBMIT\"", SampleDossiers.SNAPSHOT);
    assertThat(submitted.statusCode()).isEqualTo(303);
    assertThat(SITE.desk.acts)
        .anySatisfy(act -> {
          assertThat(act).isInstanceOf(Act.Go.class);
          Act.Go go = (Act.Go) act;
          assertThat(go.move()).isEqualTo(MoveName.SUBMIT);
          assertThat(go.grounds().code()).isEqualTo(ReasonCode.VENDOR_DECIDES);
          assertThat(go.grounds().snapshot()).isEqualTo(SampleDossiers.SNAPSHOT);
        });
  }

  @Test
  void a_grave_move_must_be_ticked_and_keeps_its_words() {
    Ours ours = SITE.ours(Role.OWNER);
    DossierView view = mixed(ours, State.EXPERT_REVIEW, MoveName.WITHDRAW);
    String moves = VendorSpots.MOVES.address(WORDS, id(view));

    HttpResponse<String> hasty =
        SITE.post(ours.cookie(), moves, "move", "WITHDRAW", "words", "We stop.");
    HttpResponse<String> sure =
        SITE.post(ours.cookie(), moves, "move", "WITHDRAW", "words", "We stop.", "sure", "yes");

    assertThat(hasty.statusCode()).isEqualTo(422);
    assertThat(hasty.body())
        .contains("href=\"#sure-WITHDRAW\"", "id=\"sure-WITHDRAW-fault\"", "We stop.</textarea>");
    assertThat(sure.statusCode()).isEqualTo(303);
  }

  @Test
  void what_the_desk_refuses_is_said_on_the_page() {
    Ours ours = SITE.ours(Role.OWNER);
    DossierView view = mixed(ours, State.AGREEMENT, MoveName.SIGN);
    SITE.desk.refuse(Optional.of(Refusals.STALE));

    HttpResponse<String> answer =
        SITE.post(ours.cookie(), VendorSpots.MOVES.address(WORDS, id(view)), "move", "SIGN");
    SITE.desk.refuse(Optional.empty());

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains(Refusals.STALE.words().english(), "role=\"alert\"");
  }

  @Test
  void one_criterion_is_checked_again_and_what_it_saw_is_shown() {
    Ours ours = SITE.ours(Role.EDITOR);
    DossierView view = mixed(ours, State.DRAFT);
    String checks = VendorSpots.CHECKS.address(WORDS, id(view));

    HttpResponse<String> checked = SITE.post(ours.cookie(), checks, "criterion", "GOV-03");
    HttpResponse<String> unknown = SITE.post(ours.cookie(), checks, "criterion", "GOV-99");
    HttpResponse<String> soon =
        SITE.post(ours.cookie(), checks, "criterion", "GOV-03", "there", "yes");

    assertThat(VendorSite.location(checked)).endsWith("?done=checked");
    assertThat(SITE.desk.checked.getFirst()).containsExactly("GOV-03");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(VendorSite.location(soon)).endsWith("/criteria/GOV-03?done=soon");
  }
}
