package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.record.door.Opening;
import org.trousse.record.merkle.Checkpoint;
import org.trousse.record.merkle.NoteVerifier;
import org.trousse.record.merkle.ProofCheck;
import org.trousse.record.merkle.TreeHash;
import org.trousse.sdk.PatientId;

/// What a patient is given of the sealed trail, and what everybody is.
final class ProofIT {
  private static Clinic clinic;
  private static String mine;

  @BeforeAll
  static void open() throws SQLException {
    clinic = new Clinic();
    clinic.opens("own", new Opening.Own(Clinic.MAUD));
    clinic.opens("other", new Opening.Own(new PatientId(0x777)));
    clinic.get("own", "/Observation");
    Bundle trail = Clinic.JSON.parseResource(Bundle.class, clinic.get("own", "/AuditEvent").body());
    mine = trail.getEntryFirstRep().getFullUrl().substring("urn:uuid:".length());
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() ->
            clinic.ask("select count(*) from record.audit_event where leaf is null").equals("0")
                && checkpoint().statusCode() == 200);
  }

  @AfterAll
  static void close() {
    clinic.close();
  }

  private static HttpResponse<String> checkpoint() {
    return clinic.get("", clinic.server + "/audit/checkpoint");
  }

  private static HttpResponse<String> proof(String token, String id) {
    return clinic.get(token, clinic.server + "/audit/proof/" + id);
  }

  @Test
  void one_event_of_one_s_own_can_be_read() {
    HttpResponse<String> read = clinic.get("own", "/AuditEvent/" + mine);

    AuditEvent event = Clinic.JSON.parseResource(AuditEvent.class, read.body());
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(event.getIdElement().getIdPart()).isEqualTo(mine);
  }

  /// As a stranger would, with the key and the answer alone.
  @Test
  void a_stranger_can_verify_a_proof() {
    NoteVerifier key =
        NoteVerifier.parse(clinic.get("", clinic.server + "/audit/key").body().strip());

    JsonObject proof = new JsonObject(proof("own", mine).body());

    Checkpoint head = Checkpoint.open(proof.getString("checkpoint"), key).orElseThrow();
    JsonArray path = proof.getJsonArray("auditPath");
    List<byte[]> hashes =
        path.stream().map(hash -> Base64.getDecoder().decode((String) hash)).toList();
    byte[] leaf = TreeHash.leaf(proof.getString("leafInput").getBytes(StandardCharsets.UTF_8));
    assertThat(proof.getString("leafInput")).startsWith("trousse-audit-1\n").contains(mine);
    assertThat(proof.getString("leafHash")).isEqualTo(Base64.getEncoder().encodeToString(leaf));
    assertThat(head.size()).isEqualTo(proof.getLong("treeSize"));
    assertThat(
            ProofCheck.included(
                proof.getLong("leafIndex"), head.size(), leaf, hashes, head.rootBytes()))
        .isTrue();
  }

  @Test
  void the_newest_checkpoint_is_for_everybody_and_signed() {
    NoteVerifier key =
        NoteVerifier.parse(clinic.get("", clinic.server + "/audit/key").body().strip());

    HttpResponse<String> newest = checkpoint();

    assertThat(Checkpoint.open(newest.body(), key)).isPresent();
    assertThat(newest.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(newest.headers().firstValue("Cache-Control")).contains("public, max-age=1");
  }

  @Test
  void another_s_event_is_as_unknown_as_one_that_is_not() {
    String nobodys = UUID.randomUUID().toString();
    for (String path : List.of("/fhir/AuditEvent/", "/audit/proof/")) {
      HttpResponse<String> others = clinic.get("other", clinic.server + path + mine);
      HttpResponse<String> none = clinic.get("other", clinic.server + path + nobodys);
      HttpResponse<String> madeUp = clinic.get("other", clinic.server + path + "1-1-1-1-1");

      assertThat(others.statusCode()).isEqualTo(404);
      assertThat(none.statusCode()).isEqualTo(404);
      assertThat(madeUp.statusCode()).isEqualTo(404);
      assertThat(others.body()).isEqualTo(none.body()).isEqualTo(madeUp.body());
    }
  }

  @Test
  void without_a_token_there_is_no_proof() {
    assertThat(proof("", mine).statusCode()).isEqualTo(401);
    assertThat(clinic.get("", "/AuditEvent/" + mine).statusCode()).isEqualTo(401);
  }
}
