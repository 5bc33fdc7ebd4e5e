package org.trousse.record.care.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trousse.record.care.CareGround.NURSE;
import static org.trousse.record.care.CareGround.OTHER;
import static org.trousse.record.care.CareGround.PATIENT;
import static org.trousse.record.care.CareGround.await;
import static org.trousse.record.care.CareGround.visitor;

import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.record.append.AppendLane;
import org.trousse.record.append.BatchLimits;
import org.trousse.record.care.CareGround;
import org.trousse.record.professional.Viewer;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Outcome;

/// Spaces that are closed, objected to, reopened and destroyed.
final class SpaceIT {
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
  private static final UUID PERSON = visitor(PATIENT).account();

  private static CareGround ground;
  private static SpaceStore spaces;

  @BeforeAll
  static void start() throws SQLException {
    ground = new CareGround();
    spaces = new SpaceStore(ground.ingest);
  }

  @AfterEach
  void forget() {
    ground.forget();
  }

  @AfterAll
  static void stop() {
    ground.close();
  }

  @Test
  void nobody_reads_a_closed_space_and_reopening_gives_all_back() {
    ground.named(PATIENT, NURSE);

    boolean closed = await(spaces.close(PATIENT, PERSON, NOW));
    boolean twice = await(spaces.close(PATIENT, PERSON, NOW));
    List<Integer> shut = read();
    boolean reopened = await(spaces.reopen(PATIENT, PERSON, NOW.plusSeconds(1)));

    assertThat(List.of(closed, twice, reopened)).containsExactly(true, false, true);
    assertThat(shut).containsExactly(0, 0);
    assertThat(read()).containsExactly(5, 5);
    assertThat(
            ground.ask(
                "select string_agg(what, ' ' order by at) from record.audit_event"
                    + " where what like '%space'"))
        .isEqualTo("close-space reopen-space");
  }

  /// As the holder, and as a nurse of the team.
  private static List<Integer> read() {
    return List.of(
        await(ground.readings.latest(PATIENT)).size(),
        await(ground.readings.seenBy(Viewer.of(NURSE)).latest(PATIENT)).size());
  }

  @Test
  void the_archive_lasts_ten_years() {
    await(spaces.close(PATIENT, PERSON, Instant.parse("2016-02-29T12:00:00Z")));

    assertThat(ground.ask("select archive_until at time zone 'UTC' from record.space"))
        .isEqualTo("2026-02-28 12:00:00");
    assertThat(await(spaces.reopen(PATIENT, PERSON, Instant.parse("2026-02-28T12:00:00Z"))))
        .isFalse();
    assertThat(await(spaces.reopen(PATIENT, PERSON, Instant.parse("2026-02-28T11:59:59Z"))))
        .isTrue();
  }

  @Test
  void a_holder_who_comes_back_finds_it_open_or_learns_that_it_is_over() {
    boolean never = await(spaces.reopened(PATIENT, PERSON, NOW));
    await(spaces.close(PATIENT, PERSON, NOW));
    boolean back = await(spaces.reopened(PATIENT, PERSON, NOW.plusSeconds(1)));
    boolean still = await(spaces.reopened(PATIENT, PERSON, NOW.plusSeconds(2)));
    await(spaces.close(PATIENT, PERSON, Instant.parse("2011-05-01T10:00:00Z")));
    boolean late = await(spaces.reopened(PATIENT, PERSON, NOW));
    boolean unknown = await(spaces.reopened(CareGround.UNKNOWN, PERSON, NOW));

    assertThat(List.of(never, back, still)).containsExactly(true, true, true);
    assertThat(List.of(late, unknown)).containsExactly(false, false);
  }

  @Test
  void a_reading_for_a_space_that_is_not_open_is_refused_and_its_neighbours_come_in() {
    await(spaces.object(PATIENT, null, NOW));

    List<Outcome> outcomes = appended(List.of(OTHER, PATIENT, OTHER), 1_000);
    await(spaces.reopen(PATIENT, null, NOW));
    List<Outcome> again = appended(List.of(PATIENT), 1_001);

    assertThat(outcomes).containsExactly(Outcome.ACCEPTED, Outcome.REFUSED, Outcome.ACCEPTED);
    assertThat(again).containsExactly(Outcome.ACCEPTED);
  }

  private static List<Outcome> appended(List<PatientId> patients, long first) {
    CompletableFuture<List<Future<Outcome>>> sent = new CompletableFuture<>();
    ground.vertx.runOnContext(now -> {
      AppendLane lane =
          new AppendLane(ground.vertx, ground.ingest, BatchLimits.USUAL, reading -> true);
      long number = first;
      ArrayList<Future<Outcome>> all = new ArrayList<>();
      for (PatientId patient : patients) {
        all.add(lane.append(CareGround.reading(patient, Measure.BODY_WEIGHT, number)));
        number += 10;
      }
      sent.complete(all);
    });
    return sent.join().stream().map(CareGround::await).toList();
  }

  @Test
  void what_is_due_is_destroyed_and_nothing_else() throws SQLException {
    PatientId old = patient(0x41);
    PatientId asked = patient(0x42);
    PatientId kept = patient(0x43);
    await(spaces.close(old, PERSON, Instant.parse("2011-05-01T10:00:00Z")));
    await(spaces.close(asked, PERSON, NOW));
    await(spaces.close(kept, PERSON, NOW));
    boolean first = await(spaces.askDestruction(asked, PERSON, NOW));
    boolean open = await(spaces.askDestruction(OTHER, PERSON, NOW));

    String destroyed = ground.ask("select record.destroy_due(now(), 100)");
    String again = ground.ask("select record.destroy_due(now(), 100)");

    assertThat(List.of(first, open)).containsExactly(true, false);
    assertThat(List.of(destroyed, again)).containsExactly("2", "0");
    assertThat(
            ground.ask(
                "select string_agg(patient::text, ' ') from record.reading"
                    + " where patient in (65, 66, 67)"))
        .isEqualTo("67");
    assertThat(
            ground.ask(
                "select string_agg(id::text, ' ') from record.patient"
                    + " where id in (65, 66, 67)"))
        .isEqualTo("67");
    assertThat(ground.ask("select count(*) from record.space where state = 3")).isEqualTo("2");
    assertThat(ground.ask("select count(*) from record.audit_event where what = 'destroy-space'"))
        .isEqualTo("2");
    assertThat(await(spaces.reopen(asked, PERSON, NOW))).isFalse();
    assertThat(appended(List.of(asked), 2_000)).containsExactly(Outcome.REFUSED);
  }

  private static PatientId patient(long number) throws SQLException {
    PatientId patient = new PatientId(number);
    ground.execute(
        "insert into record.patient values (%d, 'Test', 'Archivée', '1980-01-01', true)"
            .formatted(number));
    ground.append(CareGround.reading(patient, Measure.BODY_WEIGHT, 1));
    return patient;
  }

  /// The service cannot destroy: only who owns the tables can.
  @Test
  void no_role_of_the_service_destroys() {
    assertThatThrownBy(() -> ground.askAsReader("select record.destroy_due(now(), 1)"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
    assertThatThrownBy(
            () -> await(ground.ingest.query("select record.destroy_due(now(), 1)").execute()))
        .hasMessageContaining("permission denied");
  }
}
