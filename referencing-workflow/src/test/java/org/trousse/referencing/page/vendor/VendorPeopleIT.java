package org.trousse.referencing.page.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.evidence.Samples;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.page.vendor.VendorSite.Ours;

final class VendorPeopleIT {
  private static final VendorSite SITE = new VendorSite();
  private static final Words WORDS = Words.in(Locale.ENGLISH, "vendor");
  private static final String BOUNDARY = "sample-boundary";

  @AfterAll
  static void close() {
    SITE.close();
  }

  private static String organisation(Ours ours) {
    return VendorSpots.ORGANISATION.address(WORDS, ours.organisation());
  }

  @Test
  void an_organisation_is_founded_when_its_facts_are_whole() {
    String account = UUID.randomUUID().toString();

    HttpResponse<String> wrong =
        SITE.post(
            account,
            "/en/vendor",
            "name",
            "Sample & Sons",
            "registration",
            "",
            "country",
            "France");
    HttpResponse<String> right =
        SITE.post(
            account,
            "/en/vendor",
            "name",
            "Sample & Sons",
            "registration",
            "000000000",
            "country",
            "fr");
    String home = SITE.get(account, "/en/vendor").body();

    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("href=\"#registration\"", "id=\"country-fault\"", "value=\"Sample &amp; Sons\"")
        .doesNotContain("id=\"name-fault\"");
    assertThat(right.statusCode()).isEqualTo(303);
    assertThat(home).contains("Sample &amp; Sons", WORDS.text("role.OWNER"));
  }

  @Test
  void a_key_is_shown_once_and_ends_when_its_owner_says_so() {
    Ours ours = SITE.ours(Role.OWNER);

    String made =
        SITE.post(
                ours.cookie(),
                organisation(ours),
                "act",
                "key",
                "keyname",
                "build",
                "role",
                "EDITOR")
            .body();
    String later = SITE.get(ours.cookie(), organisation(ours)).body();
    Matcher of =
        Pattern.compile("name=\"of\" value=\"([^\"]+)\">\\s*<p class=\"acts\"><button[^>]*endkey")
            .matcher(later);

    Matcher key = Pattern.compile("trousse_[0-9a-f]{8}_[\\w-]{43}").matcher(made);
    assertThat(key.find()).isTrue();
    assertThat(later).contains("build").doesNotContain(key.group());
    assertThat(of.find()).isTrue();
    HttpResponse<String> ended =
        SITE.post(ours.cookie(), organisation(ours), "act", "endkey", "of", of.group(1));
    assertThat(VendorSite.location(ended)).endsWith("?done=keyended");
    assertThat(SITE.get(ours.cookie(), organisation(ours)).body()).contains("Ended on");
  }

  @Test
  void an_invitation_lets_one_account_in_once() {
    Ours ours = SITE.ours(Role.OWNER);
    String guest = UUID.randomUUID().toString();
    String made =
        SITE.post(ours.cookie(), organisation(ours), "act", "invite", "role", "READER").body();
    Matcher link =
        Pattern.compile("https://trousse\\.example(/en/vendor/invitation/[\\w-]{43})")
            .matcher(made);
    assertThat(link.find()).isTrue();

    HttpResponse<String> shown = SITE.get(guest, link.group(1));
    HttpResponse<String> accepted = SITE.post(guest, link.group(1));
    HttpResponse<String> again = SITE.post(UUID.randomUUID().toString(), link.group(1));

    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(VendorSite.location(accepted)).isEqualTo(organisation(ours) + "?done=joined");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(SITE.get(guest, organisation(ours)).body())
        .contains("2 members")
        .doesNotContain("value=\"key\"", "value=\"invite\"");
  }

  @Test
  void a_reader_cannot_manage_and_the_last_owner_cannot_leave() {
    Ours ours = SITE.ours(Role.OWNER);
    UUID reader = SITE.ground.member(ours.organisation(), Role.READER);

    HttpResponse<String> refused =
        SITE.post(
            reader.toString(),
            organisation(ours),
            "act",
            "key",
            "keyname",
            "mine",
            "role",
            "OWNER");
    HttpResponse<String> left = SITE.post(ours.cookie(), organisation(ours), "act", "leave");
    HttpResponse<String> raised =
        SITE.post(
            ours.cookie(),
            organisation(ours),
            "act",
            "role",
            "of",
            reader.toString(),
            "role",
            "EDITOR");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(left.statusCode()).isEqualTo(409);
    assertThat(left.body()).contains("keeps at least one owner", "href=\"#members\"");
    assertThat(VendorSite.location(raised)).endsWith("?done=role");
  }

  @Test
  void a_file_is_handed_in_shown_with_its_hash_and_taken_back() {
    Ours ours = SITE.ours(Role.EDITOR);
    DossierView view = SITE.desk.put(SampleDossiers.mixed(ours.organisation(), State.DRAFT));
    String page = VendorSpots.CRITERION.address(WORDS, view.dossier().id(), "GOV-01");

    HttpResponse<String> sent =
        upload(ours.cookie(), view, VendorSite.TOKEN, "mandate.pdf", Samples.pdf());
    String shown = SITE.get(ours.cookie(), page).body();
    Matcher piece = Pattern.compile("name=\"piece\" value=\"([^\"]+)\"").matcher(shown);

    assertThat(VendorSite.location(sent)).isEqualTo(page + "?done=filed");
    assertThat(SITE.desk.refreshed).contains(view.dossier().id());
    assertThat(shown).contains("mandate.pdf", "Version 1", "Example Person");
    assertThat(piece.find()).isTrue();
    HttpResponse<String> back =
        SITE.post(
            ours.cookie(),
            VendorSpots.FILE_BACK.address(WORDS, view.dossier().id()),
            "piece",
            piece.group(1),
            "criterion",
            "GOV-01");
    assertThat(VendorSite.location(back)).isEqualTo(page + "?done=back");
    assertThat(SITE.get(ours.cookie(), page).body()).contains(WORDS.text("files.none"));
  }

  @Test
  void a_file_that_is_not_taken_is_told_by_its_field() {
    Ours ours = SITE.ours(Role.EDITOR);
    DossierView view = SITE.desk.put(SampleDossiers.mixed(ours.organisation(), State.DRAFT));

    HttpResponse<String> wrong =
        upload(ours.cookie(), view, VendorSite.TOKEN, "a.pdf", new byte[] {1, 2, 3});
    HttpResponse<String> stale =
        upload(ours.cookie(), view, "another token", "a.pdf", Samples.pdf());
    HttpResponse<String> late = upload("over", view, VendorSite.TOKEN, "a.pdf", Samples.pdf());

    assertThat(wrong.statusCode()).isEqualTo(415);
    assertThat(wrong.body()).contains("href=\"#file\"", "id=\"file-fault\"");
    assertThat(stale.statusCode()).isEqualTo(403);
    assertThat(stale.body()).contains(WORDS.text("file.again"), VendorSite.TOKEN);
    assertThat(late.statusCode()).isEqualTo(403);
    assertThat(late.body()).contains(WORDS.text("kept.file"));
  }

  private static HttpResponse<String> upload(
      String cookie, DossierView view, String token, String name, byte[] file) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(field("csrf", token));
    body.writeBytes(field("criterion", "GOV-01"));
    body.writeBytes(
        """
        --%s
        Content-Disposition: form-data; name="file"; filename="%s"
        Content-Type: application/octet-stream

        """
            .formatted(BOUNDARY, name)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(file);
    body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return SITE.send(
        SITE.request(VendorSpots.FILES.address(WORDS, view.dossier().id()))
            .header("Cookie", "session=" + cookie)
            .header("Sec-Fetch-Site", "same-origin")
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(body.toByteArray())));
  }

  private static byte[] field(String name, String value) {
    return """
    --%s
    Content-Disposition: form-data; name="%s"

    %s
    """
        .formatted(BOUNDARY, name, value)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_message_is_added_to_the_thread_and_an_empty_one_is_not() {
    Ours ours = SITE.ours(Role.EDITOR);
    DossierView view = SITE.desk.put(SampleDossiers.mixed(ours.organisation(), State.DRAFT));
    String page = VendorSpots.CRITERION.address(WORDS, view.dossier().id(), "GOV-01");

    HttpResponse<String> empty = SITE.post(ours.cookie(), page, "words", " ");
    HttpResponse<String> said =
        SITE.post(ours.cookie(), page, "words", "First line\r\n<b>second</b>");

    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(empty.body()).contains("id=\"words-fault\"");
    assertThat(VendorSite.location(said)).isEqualTo(page + "?done=said");
    assertThat(SITE.get(ours.cookie(), page).body())
        .contains("First line", "&lt;b&gt;second&lt;/b&gt;");
  }
}
