package org.trousse.record.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.trousse.record.seal.TrailGround.AT;
import static org.trousse.record.seal.TrailGround.OTHER;
import static org.trousse.record.seal.TrailGround.PATIENT;
import static org.trousse.record.seal.TrailGround.SIGNER;
import static org.trousse.record.seal.TrailGround.done;
import static org.trousse.record.seal.TrailGround.event;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.audit.Event;
import org.trousse.record.seal.offline.TrailLine;
import org.trousse.record.seal.offline.TrailLines;
import org.trousse.record.seal.offline.TrailVerifier;
import org.trousse.record.seal.offline.Verdict;
import org.trousse.record.seal.offline.Verdict.Kind;
import org.trousse.record.seal.offline.Verdict.Sound;
import org.trousse.record.seal.offline.Verdict.Wrong;

final class SealIT {

  private static TrailGround ground;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    ground = new TrailGround();
  }

  @AfterAll
  static void close() {
    ground.close();
  }

  @BeforeEach
  void empty() {
    ground.empty();
  }

  @Test
  @Tag("consent-120")
  void what_was_sealed_and_kept_is_sound() throws IOException {
    PublishLane outside = outside();
    seal(outside, 3);
    done(ground.trail.write(List.of(event(PATIENT))));

    Sound sound = (Sound) verdict();

    assertThat(sound).extracting(Sound::size, Sound::checkpoints).containsExactly(6L, 3L);
    assertThat(sound.waiting()).isEqualTo(1);
    assertThat(
            ground.postgres.ask(
                "select max(number) || ' ' || count(*) from record.audit_checkpoint"))
        .isEqualTo("3 3");
    assertThat(outside.newest()).contains("\n6\n" + sound.root() + "\n");
    assertThat(outside.ready()).isTrue();
  }

  /// The red controls: whoever can write every table, without the key, is seen.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "update record.audit_event set allowed = false where leaf = 2 | CHANGED | 2 | 3",
        "update record.audit_event set counts = '{7}' where leaf = 2 | CHANGED | 2 | 3",
        "update record.audit_event set measures = '{{1}}' where leaf = 2 | CHANGED | 2 | 3",
        "update record.audit_event set at = 'infinity' where leaf = 2 | CHANGED | 2 | 3",
        "update record.audit_event set app_name = null where leaf = 2 | CHANGED | 2 | 3",
        "delete from record.audit_event where leaf = 2 | MISSING | 2 | 3",
        "delete from record.audit_event where leaf = 5 | TRUNCATED | 5 | 6",
        "update record.audit_event set leaf = null where leaf = 2 | MISSING | 2 | 3",
        "update record.audit_event set leaf = 5 - leaf where leaf between 2 and 3 | REORDERED | 2 |"
            + " 4",
        "update record.audit_event set leaf = 1 where leaf = 2 | ADDED | 1 | 2",
        "delete from record.audit_checkpoint where number = 2 | CHECKPOINT_MISSING | 2 | 4",
        "update record.audit_checkpoint set note = replace(note, '4', '5') where number = 2 |"
            + " FORGED | 2 | 4",
        "update record.audit_tile set hashes = substr(hashes, 1, 64) | CHANGED | 2 | 3",
        "delete from record.audit_tile | CHANGED | 0 | 1"
      })
  void a_forgery_is_found(String forgery, Kind kind, long from, long to) throws IOException {
    seal(outside(), 3);

    ground.execute(forgery);

    assertThat(verdict()).isEqualTo(new Wrong(kind, from, to));
  }

  /// The whole database as it was before, which a chain within it could never tell.
  @Test
  void a_rollback_is_found() throws IOException {
    seal(outside(), 3);

    ground.execute("delete from record.audit_event where leaf >= 4");
    ground.execute("delete from record.audit_checkpoint where tree_size > 4");

    assertThat(verdict()).isEqualTo(new Wrong(Kind.TRUNCATED, 4, 6));
  }

  @Test
  void an_export_comes_back_and_pages_meet() throws IOException {
    done(
        ground.trail.write(
            Collections.nCopies(2_001, 0).stream().map(no -> event(OTHER)).toList()));
    PublishLane outside = outside();
    assertThat(done(ground.seals.seal(AT))).isEqualTo(SealStore.SEALED_MAX);
    assertThat(done(ground.seals.seal(AT))).isEqualTo(1);
    done(outside.agreed().compose(agreed -> outside.publish()));

    List<TrailLine> lines = ground.export();

    assertThat(lines).hasSize(2_001 + 2 + 1);
    assertThat(lines)
        .allSatisfy(line -> assertThat(TrailLines.read(TrailLines.write(line))).isEqualTo(line));
    assertThat(verdict()).isInstanceOf(Sound.class);
    assertThat(
            ground.postgres.ask(
                "select string_agg(level || ':' || n, ' ' order by level) from"
                    + " (select level, count(*) as n from record.audit_tile group by level) as t"))
        .isEqualTo("0:8 1:1");
  }

  @Test
  void two_nodes_that_seal_at_once_make_one_tree() throws IOException {
    for (int round = 0; round < 20; round++) {
      done(ground.trail.write(List.of(event(PATIENT), event(OTHER))));
      done(Future.all(ground.seals.seal(AT), ground.seals.seal(AT)));
    }
    done(ground.seals.seal(AT));
    PublishLane outside = outside();
    done(outside.agreed().compose(agreed -> outside.publish()));

    assertThat(verdict()).isInstanceOf(Sound.class);
    assertThat(ground.postgres.ask("select count(*) from record.audit_event where leaf is null"))
        .isEqualTo("0");
  }

  @Test
  void the_lane_seals_and_publishes_by_itself() {
    done(ground.trail.write(List.of(event(PATIENT))));
    PublishLane outside = outside();

    SealLane lane = new SealLane(ground.vertx, ground.seals, outside, InstantSource.system());

    await().atMost(Duration.ofSeconds(10)).until(() -> outside.newest() != null);
    assertThat(folder).isNotEmptyDirectory();
    done(lane.close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update record.audit_checkpoint set frontier = sha256(frontier)",
        "update record.audit_checkpoint set frontier = ''",
        "update record.audit_checkpoint set tree_size = 3, frontier = frontier || frontier",
        "update record.audit_checkpoint set note = replace(note, '2', '3')",
        "update record.audit_event set leaf = leaf + 1 where leaf = 1",
        "delete from record.audit_checkpoint",
        "update record.audit_tile set hashes = substr(hashes, 1, 32)"
      })
  void nothing_is_signed_over_a_tampered_head(String forgery) {
    done(ground.trail.write(List.of(event(PATIENT), event(OTHER))));
    done(ground.seals.seal(AT));
    done(ground.trail.write(List.of(event(PATIENT))));

    ground.execute(forgery);

    assertThatThrownBy(() -> done(ground.seals.seal(AT))).isNotNull();
    assertThat(ground.postgres.ask("select count(*) from record.audit_checkpoint where number > 1"))
        .isEqualTo("0");
  }

  /// A database that was put back is sealed no further over what left it before.
  @Test
  void a_tree_that_the_folder_does_not_know_is_not_sealed_further() {
    seal(outside(), 2);
    ground.execute("update record.audit_event set leaf = null");
    ground.execute("truncate record.audit_checkpoint, record.audit_tile");
    PublishLane outside = outside();

    assertThatThrownBy(() -> done(outside.agreed())).hasRootCauseInstanceOf(Tampered.class);
    assertThat(outside.ready()).isFalse();
  }

  @Test
  void a_folder_that_cannot_be_written_stops_no_seal_and_is_filled_later() throws IOException {
    Path blocked = Files.createFile(folder.resolve("blocked"));
    PublishLane outside = outside(blocked);
    done(ground.trail.write(List.of(event(PATIENT))));
    SealLane lane = new SealLane(ground.vertx, ground.seals, outside, InstantSource.system());

    await().atMost(Duration.ofSeconds(10)).until(() -> outside.newest() != null);
    assertThat(outside.ready()).isFalse();
    assertThat(lane.ready()).isTrue();

    Files.delete(blocked);
    await().atMost(Duration.ofSeconds(10)).until(outside::ready);
    done(lane.close());
    assertThat(blocked).isNotEmptyDirectory();
  }

  @Test
  void checkpoints_are_published_whoever_signed_them_and_once() throws IOException {
    seal(outside(), 2);
    PublishLane again = outside();
    done(again.agreed().compose(agreed -> again.publish()));
    Path other = folder.resolve("other");
    PublishLane late = outside(other);
    done(late.agreed().compose(agreed -> late.publish()));

    CheckpointFolder here = new CheckpointFolder(folder);
    CheckpointFolder there = new CheckpointFolder(other);
    assertThat(CheckpointFolder.notes(here.files().getFirst()))
        .hasSize(2)
        .isEqualTo(CheckpointFolder.notes(there.files().getFirst()));
  }

  @Test
  void a_proof_is_for_the_patient_alone_and_only_of_what_was_sealed() {
    Event mine = event(PATIENT);
    Event waiting = event(PATIENT);
    ProofStore proofs = new ProofStore(ground.reader, SIGNER.verifier());
    done(ground.trail.write(List.of(event(OTHER), mine, event(OTHER))));
    done(ground.seals.seal(AT));
    done(ground.trail.write(List.of(waiting)));

    Proof.Found found = done(proofs.find(PATIENT, mine.id()));

    assertThat(found)
        .isInstanceOfSatisfying(
            Proof.Found.Sealed.class,
            sealed -> {
              assertThat(sealed.proof().size()).isEqualTo(3);
              assertThat(sealed.proof().input()).contains(mine.id().toString());
            });
    assertThat(done(proofs.find(OTHER, mine.id()))).isEqualTo(new Proof.Found.Unknown());
    assertThat(done(proofs.find(PATIENT, UUID.randomUUID()))).isEqualTo(new Proof.Found.Unknown());
    assertThat(done(proofs.find(PATIENT, waiting.id()))).isEqualTo(new Proof.Found.Waiting());
  }

  @Test
  void what_proves_nothing_is_not_given_out() {
    Event mine = event(PATIENT);
    ProofStore proofs = new ProofStore(ground.reader, SIGNER.verifier());
    done(ground.trail.write(List.of(event(OTHER), mine)));
    done(ground.seals.seal(AT));

    ground.execute("update record.audit_event set detail = 'other' where patient = 257");

    assertThatThrownBy(() -> done(proofs.find(PATIENT, mine.id())))
        .hasRootCauseInstanceOf(Tampered.class);
  }

  @Test
  void the_auditor_reads_and_changes_nothing() {
    for (String statement :
        List.of(
            "update record.audit_event set allowed = true",
            "delete from record.audit_checkpoint",
            "select * from record.reading")) {
      assertThatThrownBy(() -> done(ground.auditor.query(statement).execute()))
          .hasMessageContaining("permission denied");
    }
  }

  private PublishLane outside() {
    return outside(folder);
  }

  private static PublishLane outside(Path path) {
    return new PublishLane(
        ground.seals, new FolderCaller(ground.vertx, new CheckpointFolder(path)));
  }

  private static void seal(PublishLane outside, int times) {
    for (int seal = 0; seal < times; seal++) {
      done(ground.trail.write(List.of(event(PATIENT), event(OTHER))));
      assertThat(done(ground.seals.seal(AT))).isEqualTo(2);
    }
    done(outside.agreed().compose(agreed -> outside.publish()));
  }

  private Verdict verdict() throws IOException {
    List<String> notes = new ArrayList<>();
    for (Path file : new CheckpointFolder(folder).files()) {
      notes.addAll(CheckpointFolder.notes(file));
    }
    TrailVerifier verifier = TrailVerifier.of(notes.iterator(), SIGNER.verifier());
    ground.export().forEach(verifier::take);
    return verifier.verdict();
  }
}
