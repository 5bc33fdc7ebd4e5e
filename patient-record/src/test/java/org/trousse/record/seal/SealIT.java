package org.trousse.record.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import org.trousse.record.audit.TrailStore;
import org.trousse.record.merkle.NoteSigner;
import org.trousse.record.verify.ExportStore;
import org.trousse.record.verify.TrailLine;
import org.trousse.record.verify.TrailLine.Leaf;
import org.trousse.record.verify.TrailLines;
import org.trousse.record.verify.TrailVerifier;
import org.trousse.record.verify.Verdict;
import org.trousse.record.verify.Verdict.Kind;
import org.trousse.record.verify.Verdict.Sound;
import org.trousse.record.verify.Verdict.Wrong;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.testkit.TestPostgres;

@Tag("consent-120")
final class SealIT {
  private static final PatientId PATIENT = new PatientId(0x101);
  private static final PatientId OTHER = new PatientId(0x102);
  private static final Instant AT = Instant.parse("2026-01-22T08:00:00Z");
  private static final NoteSigner SIGNER = NoteSigner.of("trousse-audit", new byte[32]);

  private static TestPostgres postgres;
  private static Vertx vertx;
  private static Pool ingest;
  private static Pool reader;
  private static Pool auditor;
  private static TrailStore trail;
  private static SealStore seals;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    postgres = TestPostgres.start().migrate("record");
    vertx = Vertx.vertx();
    ingest = pool("trousse_record_ingest");
    reader = pool("trousse_record_reader");
    auditor = pool("trousse_record_auditor");
    trail = new TrailStore(ingest);
    seals = new SealStore(ingest, reader, SIGNER);
  }

  @AfterAll
  static void close() {
    done(vertx.close());
    postgres.close();
  }

  @BeforeEach
  void empty() {
    execute("truncate record.audit_event, record.audit_checkpoint, record.audit_tile");
  }

  @Test
  void what_was_sealed_and_kept_is_sound() throws IOException {
    PublishLane outside = outside();
    seal(outside, 3);
    done(trail.write(List.of(event(PATIENT))));

    Sound sound = (Sound) verdict();

    assertThat(sound).extracting(Sound::size, Sound::checkpoints).containsExactly(6L, 3L);
    assertThat(sound.waiting()).isEqualTo(1);
    assertThat(postgres.ask("select max(number) || ' ' || count(*) from record.audit_checkpoint"))
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

    execute(forgery);

    assertThat(verdict()).isEqualTo(new Wrong(kind, from, to));
  }

  /// The whole database as it was before, which a chain within it could never tell.
  @Test
  void a_rollback_is_found() throws IOException {
    seal(outside(), 3);

    execute("delete from record.audit_event where leaf >= 4");
    execute("delete from record.audit_checkpoint where tree_size > 4");

    assertThat(verdict()).isEqualTo(new Wrong(Kind.TRUNCATED, 4, 6));
  }

  @Test
  void an_export_comes_back_and_pages_meet() throws IOException {
    done(trail.write(Collections.nCopies(2_001, 0).stream().map(no -> event(OTHER)).toList()));
    PublishLane outside = outside();
    assertThat(done(seals.seal(AT))).isEqualTo(SealStore.SEALED_MAX);
    assertThat(done(seals.seal(AT))).isEqualTo(1);
    done(outside.agreed().compose(agreed -> outside.publish()));

    List<TrailLine> lines = export();

    assertThat(lines).hasSize(2_001 + 2 + 1);
    assertThat(lines)
        .allSatisfy(line -> assertThat(TrailLines.read(TrailLines.write(line))).isEqualTo(line));
    assertThat(verdict()).isInstanceOf(Sound.class);
    assertThat(
            postgres.ask(
                "select string_agg(level || ':' || n, ' ' order by level) from"
                    + " (select level, count(*) as n from record.audit_tile group by level) as t"))
        .isEqualTo("0:8 1:1");
  }

  /// What Java computes of the columns and what the database computes of the row.
  @Test
  void the_database_and_this_program_hash_alike() {
    Random random = new Random(17);
    List<Event> events = new ArrayList<>();
    for (int number = 0; number < 500; number++) {
      events.add(anyEvent(random));
    }
    done(trail.write(events));
    execute("update record.audit_event set what = '' where allowed and detail = ''");
    execute(
        "insert into record.audit_event (patient, at, id, what, allowed, measures, counts, detail)"
            + " values (-1, '-infinity', gen_random_uuid(), 'x', true, '{NULL,1}', '[3:4]={1,2}',"
            + " ''), (1, '4000-01-01 BC', gen_random_uuid(), 'x', true, '{}', '{}', '')");
    done(seals.seal(AT));

    List<TrailLine> lines = export();

    assertThat(lines.stream().filter(Leaf.class::isInstance)).hasSize(502);
    assertThat(lines)
        .allSatisfy(line -> {
          if (line instanceof Leaf(long number, List<@Nullable String> columns, String hash)) {
            assertThat(Base64.getEncoder().encodeToString(LeafForm.hash(columns))).isEqualTo(hash);
          }
        });
  }

  private static Event anyEvent(Random random) {
    Map<Measure, Integer> counts =
        switch (random.nextInt(3)) {
          case 0 -> Map.of();
          case 1 -> Map.of(Measure.BODY_WEIGHT, random.nextInt());
          default -> Map.of(Measure.BLOOD_GLUCOSE, 1, Measure.BLOOD_PRESSURE, random.nextInt(9));
        };
    return new Event(
        AT.plusNanos(random.nextLong(1L << 40) * 1_000),
        new UUID(random.nextLong(), random.nextLong()),
        new PatientId(random.nextLong() >>> 1),
        text(random) + "!",
        random.nextBoolean() ? null : text(random),
        random.nextBoolean() ? null : text(random),
        random.nextBoolean() ? null : new UUID(random.nextLong(), random.nextLong()),
        random.nextBoolean() ? null : new UUID(random.nextLong(), random.nextLong()),
        random.nextBoolean(),
        counts,
        text(random));
  }

  private static String text(Random random) {
    String letters = "a\":,-\n\\{}é€ \u0001\u2028\u202e";
    StringBuilder text = new StringBuilder();
    for (int letter = random.nextInt(12); letter > 0; letter--) {
      int place = random.nextInt(letters.length() + 1);
      text.append(place == letters.length() ? "𝄞" : letters.substring(place, place + 1));
    }
    return text.toString();
  }

  @Test
  void two_nodes_that_seal_at_once_make_one_tree() throws IOException {
    for (int round = 0; round < 20; round++) {
      done(trail.write(List.of(event(PATIENT), event(OTHER))));
      done(Future.all(seals.seal(AT), seals.seal(AT)));
    }
    done(seals.seal(AT));
    PublishLane outside = outside();
    done(outside.agreed().compose(agreed -> outside.publish()));

    assertThat(verdict()).isInstanceOf(Sound.class);
    assertThat(postgres.ask("select count(*) from record.audit_event where leaf is null"))
        .isEqualTo("0");
  }

  @Test
  void the_lane_seals_and_publishes_by_itself() {
    done(trail.write(List.of(event(PATIENT))));
    PublishLane outside = outside();

    SealLane lane = new SealLane(vertx, seals, outside, InstantSource.system());

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
    done(trail.write(List.of(event(PATIENT), event(OTHER))));
    done(seals.seal(AT));
    done(trail.write(List.of(event(PATIENT))));

    execute(forgery);

    assertThatThrownBy(() -> done(seals.seal(AT))).isNotNull();
    assertThat(postgres.ask("select count(*) from record.audit_checkpoint where number > 1"))
        .isEqualTo("0");
  }

  /// A database that was put back is sealed no further over what left it before.
  @Test
  void a_tree_that_the_folder_does_not_know_is_not_sealed_further() {
    seal(outside(), 2);
    execute("update record.audit_event set leaf = null");
    execute("truncate record.audit_checkpoint, record.audit_tile");
    PublishLane outside = outside();

    assertThatThrownBy(() -> done(outside.agreed())).hasRootCauseInstanceOf(Tampered.class);
    assertThat(outside.ready()).isFalse();
  }

  @Test
  void a_folder_that_cannot_be_written_stops_no_seal_and_is_filled_later() throws IOException {
    Path blocked = Files.createFile(folder.resolve("blocked"));
    PublishLane outside = outside(blocked);
    done(trail.write(List.of(event(PATIENT))));
    SealLane lane = new SealLane(vertx, seals, outside, InstantSource.system());

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
    ProofStore proofs = new ProofStore(reader, SIGNER.verifier());
    done(trail.write(List.of(event(OTHER), mine, event(OTHER))));
    done(seals.seal(AT));
    done(trail.write(List.of(waiting)));

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
    ProofStore proofs = new ProofStore(reader, SIGNER.verifier());
    done(trail.write(List.of(event(OTHER), mine)));
    done(seals.seal(AT));

    execute("update record.audit_event set detail = 'other' where patient = 257");

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
      assertThatThrownBy(() -> done(auditor.query(statement).execute()))
          .hasMessageContaining("permission denied");
    }
  }

  private PublishLane outside() {
    return outside(folder);
  }

  private static PublishLane outside(Path path) {
    return new PublishLane(seals, new FolderCaller(vertx, new CheckpointFolder(path)));
  }

  private static void seal(PublishLane outside, int times) {
    for (int seal = 0; seal < times; seal++) {
      done(trail.write(List.of(event(PATIENT), event(OTHER))));
      assertThat(done(seals.seal(AT))).isEqualTo(2);
    }
    done(outside.agreed().compose(agreed -> outside.publish()));
  }

  private static List<TrailLine> export() {
    ExportStore export = done(ExportStore.open(auditor));
    List<TrailLine> lines = new ArrayList<>();
    for (List<TrailLine> page = done(export.next()); !page.isEmpty(); page = done(export.next())) {
      lines.addAll(page);
    }
    done(export.close());
    return lines;
  }

  private Verdict verdict() throws IOException {
    List<String> notes = new ArrayList<>();
    for (Path file : new CheckpointFolder(folder).files()) {
      notes.addAll(CheckpointFolder.notes(file));
    }
    TrailVerifier verifier = TrailVerifier.of(notes.iterator(), SIGNER.verifier());
    export().forEach(verifier::take);
    return verifier.verdict();
  }

  private static Event event(PatientId patient) {
    return new Event(
        AT,
        UUID.randomUUID(),
        patient,
        "read",
        "app-1",
        "Synthetic app",
        null,
        UUID.randomUUID(),
        true,
        Map.of(Measure.BODY_WEIGHT, 1),
        "");
  }

  private static Pool pool(String role) {
    return PgBuilder.pool()
        .connectingTo(
            new PgConnectOptions()
                .setHost(postgres.host())
                .setPort(postgres.port())
                .setDatabase(postgres.database())
                .setUser(role)
                .setPassword(TestPostgres.PASSWORD)
                .setCachePreparedStatements(true))
        .with(new PoolOptions().setMaxSize(4))
        .using(vertx)
        .build();
  }

  private static void execute(String sql) {
    try (Connection owner = postgres.connect();
        Statement statement = owner.createStatement()) {
      statement.execute("set lock_timeout = '10s'");
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
