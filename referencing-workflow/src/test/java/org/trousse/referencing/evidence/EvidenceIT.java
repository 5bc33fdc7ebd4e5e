package org.trousse.referencing.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.referencing.evidence.EvidenceDoor.DOSSIERS;
import static org.trousse.referencing.evidence.EvidenceDoor.JSON;
import static org.trousse.referencing.evidence.EvidenceDoor.MANIFEST;
import static org.trousse.referencing.evidence.EvidenceDoor.files;
import static org.trousse.referencing.evidence.EvidenceDoor.get;
import static org.trousse.referencing.evidence.EvidenceDoor.ground;
import static org.trousse.referencing.evidence.EvidenceDoor.id;
import static org.trousse.referencing.evidence.EvidenceDoor.kept;
import static org.trousse.referencing.evidence.EvidenceDoor.key;
import static org.trousse.referencing.evidence.EvidenceDoor.officers;
import static org.trousse.referencing.evidence.EvidenceDoor.ours;
import static org.trousse.referencing.evidence.EvidenceDoor.path;
import static org.trousse.referencing.evidence.EvidenceDoor.put;
import static org.trousse.referencing.evidence.EvidenceDoor.request;
import static org.trousse.referencing.evidence.EvidenceDoor.requests;
import static org.trousse.referencing.evidence.EvidenceDoor.send;
import static org.trousse.referencing.evidence.EvidenceDoor.store;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.door.DossierFacts;
import org.trousse.referencing.evidence.EvidenceDoor.Ours;
import org.trousse.referencing.evidence.EvidenceStore.Wish;
import org.trousse.referencing.evidence.content.FileKind;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.StoreCalls;
import org.trousse.referencing.member.register.OfficerStore;
import org.trousse.referencing.request.LoggedRequest;
import tools.jackson.databind.JsonNode;

final class EvidenceIT {
  @BeforeAll
  static void open() {
    EvidenceDoor.open();
  }

  @AfterAll
  static void close() {
    EvidenceDoor.close();
  }

  @Test
  void what_was_handed_in_is_fetched_to_be_saved_and_never_shown() {
    Ours ours = ours();
    byte[] file = Samples.pdf();

    HttpResponse<String> taken = put(ours, "..%2Fr%C3%A9sum%C3%A9.pdf", file);
    HttpResponse<byte[]> fetched = get(ours, ours.key(), id(taken));

    assertThat(taken.statusCode()).isEqualTo(201);
    assertThat(fetched.statusCode()).isEqualTo(200);
    assertThat(fetched.body()).isEqualTo(file);
    assertThat(fetched.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"resume.pdf\"; filename*=UTF-8''r%C3%A9sum%C3%A9.pdf");
    assertThat(fetched.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(fetched.headers().firstValue("Content-Security-Policy"))
        .contains("sandbox; default-src 'none'");
    assertThat(fetched.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(JSON.readTree(taken.body()).get("sha256").asString())
        .isEqualTo(HexFormat.of().formatHex(Snapshot.sha256().digest(file)));
  }

  @Test
  void a_file_of_ten_mebibytes_comes_and_goes_whole() {
    Ours ours = ours();
    byte[] file = " ".repeat(10 * 1024 * 1024).getBytes(StandardCharsets.US_ASCII);
    file[0] = '[';
    file[1] = ']';

    HttpResponse<String> taken = put(ours, "most.json", file);

    assertThat(taken.statusCode()).isEqualTo(201);
    assertThat(get(ours, ours.key(), id(taken)).body()).isEqualTo(file);
  }

  @Test
  void the_same_again_is_the_same_and_other_bytes_are_a_new_version() {
    Ours ours = ours();
    String first = id(put(ours, "a.pdf", Samples.pdf("one")));

    HttpResponse<String> again = put(ours, "a.pdf", Samples.pdf("one"));
    HttpResponse<String> other = put(ours, "a.pdf", Samples.pdf("two"));

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(id(again)).isEqualTo(first);
    assertThat(JSON.readTree(other.body()).get("version").asInt()).isEqualTo(2);
    JsonNode list =
        JSON.readTree(
            send(
                    request(path(ours)).header("Authorization", "Bearer " + ours.key()),
                    BodyHandlers.ofString())
                .body());
    assertThat(list.get("evidence").valueStream().map(one -> one.get("current").asBoolean()))
        .containsExactly(false, true);
  }

  @Test
  void what_was_submitted_is_withdrawn_and_never_deleted() {
    Ours ours = ours();
    String submitted = id(put(ours, "a.pdf", Samples.pdf("one")));
    ground
        .pool()
        .withTransaction(tx ->
            EvidenceStore.submitted(
                    tx, ours.organisation(), ours.dossier(), ground.clock().instant())
                .map(done -> "done"))
        .await();
    String draft = id(put(ours, "a.pdf", Samples.pdf("two")));
    String before = Snapshot.of(MANIFEST, kept(ours));

    String deleted = remove(ours, draft).body();
    String after = Snapshot.of(MANIFEST, kept(ours));
    String withdrawn = remove(ours, submitted).body();

    assertThat(deleted).contains("deleted");
    assertThat(after).isNotEqualTo(before);
    assertThat(withdrawn).contains("withdrawn");
    assertThat(files(ours)).isEqualTo("1");
    assertThat(Snapshot.current(kept(ours))).isEmpty();
    assertThat(get(ours, ours.key(), submitted).body()).isEqualTo(Samples.pdf("one"));
    assertThat(remove(ours, submitted).statusCode()).isEqualTo(404);
    // nor past the rules
    ground
        .pool()
        .query("delete from referencing.evidence where id = '" + submitted + "'")
        .execute()
        .await();
    assertThat(kept(ours)).hasSize(1);
  }

  private static HttpResponse<String> remove(Ours ours, String piece) {
    return send(
        request(path(ours) + "/GOV-01/" + piece)
            .header("Authorization", "Bearer " + ours.key())
            .DELETE(),
        BodyHandlers.ofString());
  }

  @Test
  void a_dossier_takes_200_mebibytes_and_no_more() {
    Ours ours = ours();
    String hash = "1".repeat(64);
    ground
        .pool()
        .query(
            """
            with f as (insert into referencing.file (organisation, hash, kind, bytes, body)
              values ('%1$s', '\\x%2$s', 'JSON', 10485760, convert_to(repeat(' ', 10485760), 'UTF8'))
              returning 1)
            select 1 from f\
            """
                .formatted(ours.organisation(), hash))
        .execute()
        .await();
    ground
        .pool()
        .query(
            """
            insert into referencing.evidence (id, organisation, dossier, criterion, name, version,
              hash, added_by, added_at)
            select gen_random_uuid(), '%1$s', '%2$s', 'COD-01', n || '.json', 1, '\\x%3$s',
              '%1$s', now() from generate_series(1, 20) n\
            """
                .formatted(ours.organisation(), ours.dossier(), hash))
        .execute()
        .await();

    HttpResponse<String> full = put(ours, "a.json", new byte[] {'[', ']'});

    assertThat(full.statusCode()).isEqualTo(413);
    assertThat(full.body()).contains("dossier-full").contains("200 MB");
  }

  @Test
  void who_may_not_is_told_so_and_a_closed_dossier_takes_nothing() {
    Ours ours = ours();
    String reader = key(ours.organisation(), ours.owner(), Role.READER);
    byte[] file = Samples.pdf();

    assertThat(put(ours, reader, "GOV-01", "a.pdf", file).statusCode()).isEqualTo(403);
    assertThat(put(ours, ours.key(), "XXX-01", "a.pdf", file).statusCode()).isEqualTo(404);
    assertThat(
            send(
                    request(path(ours) + "/GOV-01?name=a.pdf")
                        .PUT(BodyPublishers.ofByteArray(file)),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(401);
    DOSSIERS.put(
        ours.dossier(),
        new DossierFacts(ours.dossier(), ours.organisation(), false, Set.of("GOV-01")));
    assertThat(put(ours, "a.pdf", file).statusCode()).isEqualTo(409);
    assertThat(files(ours)).isEqualTo("0");
  }

  @Test
  void anothers_dossier_and_none_at_all_look_the_same() {
    Ours ours = ours();
    Ours stranger = ours();
    String piece = id(put(ours, "a.pdf", Samples.pdf()));
    Ours nothing = new Ours(ours.organisation(), ours.owner(), UUID.randomUUID(), stranger.key());

    HttpResponse<byte[]> anothers = get(ours, stranger.key(), piece);
    HttpResponse<byte[]> none = get(nothing, stranger.key(), piece);
    HttpResponse<byte[]> inOwn = get(stranger, stranger.key(), piece);

    assertThat(anothers.statusCode()).isEqualTo(404);
    assertThat(anothers.body()).isEqualTo(none.body()).isEqualTo(inOwn.body());
    assertThat(put(ours, stranger.key(), "GOV-01", "a.pdf", Samples.pdf()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void officers_fetch_what_they_judge_unless_they_have_an_interest() {
    Ours ours = ours();
    String piece = id(put(ours, "a.pdf", Samples.pdf()));
    UUID officer = UUID.randomUUID();
    officers.appoint(officer, Officer.Role.REVIEWER, false, OfficerStore.OPERATOR).await();

    assertThat(asOfficer(ours, officer, piece)).isEqualTo(200);
    ground
        .pool()
        .query(
            "insert into referencing.interest (id, account, organisation, what, declared_at) values"
                + " (gen_random_uuid(), '%s', '%s', 'synthetic', now())"
                    .formatted(officer, ours.organisation()))
        .execute()
        .await();
    assertThat(asOfficer(ours, officer, piece)).isEqualTo(403);
  }

  private static int asOfficer(Ours ours, UUID account, String piece) {
    return send(
            request(path(ours) + "/GOV-01/" + piece).header("Cookie", "session=" + account),
            BodyHandlers.ofByteArray())
        .statusCode();
  }

  @Test
  void a_session_changes_nothing_without_its_token() {
    Ours ours = ours();
    HttpRequest.Builder bare =
        request(path(ours) + "/GOV-01?name=a.pdf")
            .header("Cookie", "session=" + ours.owner())
            .PUT(BodyPublishers.ofByteArray(Samples.pdf()));

    assertThat(send(bare, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    assertThat(send(bare.header("X-CSRF-Token", "token"), BodyHandlers.ofString()).statusCode())
        .isEqualTo(201);
  }

  private static String logged(Ours ours) {
    return ground
        .postgres()
        .ask(
            "select count(*) from referencing.request where organisation = '"
                + ours.organisation()
                + "'");
  }

  @Test
  void a_vendor_sees_its_own_requests_without_ids_and_no_other_does() throws Exception {
    Ours ours = ours();
    Ours stranger = ours();
    put(ours, "secret-name.pdf", Samples.pdf());
    put(ours, "secret-name.exe", Samples.pdf());
    String log = "/referencing/organisations/" + ours.organisation() + "/requests";
    for (int i = 0; i < 100; i++) {
      if (logged(ours).equals("2")) {
        break;
      }
      Thread.sleep(20);
    }

    HttpResponse<String> own =
        send(request(log).header("Authorization", "Bearer " + ours.key()), BodyHandlers.ofString());
    HttpResponse<String> others =
        send(
            request(log).header("Authorization", "Bearer " + stranger.key()),
            BodyHandlers.ofString());

    assertThat(own.statusCode()).isEqualTo(200);
    assertThat(own.body())
        .contains("\"path\":\"/referencing/dossiers/:id/evidence/:criterion\"")
        .contains("\"status\":201")
        .contains("\"problem\":\"file-kind\"")
        .doesNotContain("secret-name")
        .doesNotContain(ours.dossier().toString());
    assertThat(others.statusCode()).isEqualTo(404);
    assertThat(requests.of(stranger.organisation(), ground.clock().instant()).await())
        .extracting(LoggedRequest::organisation)
        .doesNotContain(ours.organisation());
  }

  @Test
  void no_call_reaches_another_organisations_rows() {
    Ours ours = ours();
    UUID piece = UUID.fromString(id(put(ours, "a.pdf", Samples.pdf("own"))));
    Evidence own = kept(ours).getFirst();
    UUID stranger = ground.organisation();
    Wish wish =
        new Wish(
            stranger,
            ours.dossier(),
            "GOV-01",
            "a.pdf",
            FileKind.PDF,
            Buffer.buffer(Samples.pdf("own")),
            own.sha256(),
            stranger);
    Map<String, Supplier<Object>> calls = new LinkedHashMap<>();
    calls.put("EvidenceStore.of", () -> store.of(stranger, ours.dossier()).await());
    calls.put("EvidenceStore.find", () -> store.find(stranger, ours.dossier(), piece).await());
    calls.put(
        "EvidenceStore.slice", () -> store.slice(stranger, own.sha256(), 0, 100).await().length());
    calls.put("EvidenceStore.remove", () -> store.remove(stranger, ours.dossier(), piece).await());
    calls.put(
        "EvidenceStore.add",
        () ->
            store
                .add(wish)
                .transform(done -> Future.succeededFuture(done.failed() ? "failed" : "added"))
                .await());

    Map<String, String> answers = new LinkedHashMap<>();
    calls.forEach((call, run) -> answers.put(call, String.valueOf(run.get())));

    assertThat(answers)
        .containsEntry("EvidenceStore.of", "[]")
        .containsEntry("EvidenceStore.find", "Optional.empty")
        .containsEntry("EvidenceStore.slice", "0")
        .containsEntry("EvidenceStore.remove", "UNKNOWN")
        .containsEntry("EvidenceStore.add", "failed");
    assertThat(kept(ours)).containsExactly(own);
    assertThat(answers.keySet()).containsAll(StoreCalls.of(EvidenceStore.class));
  }
}
