package org.trousse.record.watch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.trousse.record.watch.store.Ward.NURSE;
import static org.trousse.record.watch.store.Ward.STRANGER;
import static org.trousse.record.watch.store.Ward.done;
import static org.trousse.record.watch.store.Ward.temperature;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.record.append.AppendLane;
import org.trousse.record.append.AppendLane.Hears;
import org.trousse.record.care.CareDoorLane.OpensSession;
import org.trousse.record.professional.Professional;
import org.trousse.record.professional.Viewer;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.revise.Author;
import org.trousse.record.revise.Revised;
import org.trousse.record.revise.RevisionLane;
import org.trousse.record.revise.RevisionStore;
import org.trousse.record.revise.Wish;
import org.trousse.record.watch.Bounds;
import org.trousse.record.watch.Finding.Why;
import org.trousse.record.watch.Subject;
import org.trousse.record.watch.Threshold;
import org.trousse.record.watch.list.Listed;
import org.trousse.record.watch.list.Listed.Visit;
import org.trousse.record.watch.store.ThresholdStore.Kept;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Reading;

/// From a reading to the list. All data are synthetic.
final class SituationLaneIT {
  private static Ward ward;
  private static WorklistStore list;
  private static ThresholdStore thresholds;
  private static long numbers = 1;

  @BeforeAll
  static void open() throws SQLException {
    ward = new Ward(OpensSession.NOBODY);
    list = new WorklistStore(ward.ingest);
    thresholds = new ThresholdStore(ward.ingest, ward.reader);
  }

  @AfterAll
  static void close() {
    ward.close();
  }

  private static PatientId patient(Professional... team) throws SQLException {
    return ward.patient(numbers++, "Alix", team);
  }

  private static Listed listed(PatientId patient) {
    return done(list.of(NURSE, Instant.now(), 1_000)).stream()
        .filter(one -> one.patient().id().equals(patient))
        .findFirst()
        .orElseThrow();
  }

  private static List<Why> whys(PatientId patient) {
    return listed(patient).findings().stream().map(one -> one.why()).toList();
  }

  private static void awaitEvaluated(PatientId patient) {
    await().atMost(Duration.ofSeconds(10)).until(() -> listed(patient).evaluatedAt() != null);
  }

  @Test
  void a_reading_that_was_stored_shows_in_the_list_within_seconds() throws SQLException {
    PatientId patient = patient(NURSE);
    SituationLane lane = ward.lane();
    awaitEvaluated(patient);

    ward.append(ward.appender(lane), temperature(patient, Instant.now(), "39.1"));

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(whys(patient)).containsExactly(Why.RED_VALUE_HIGH));
    assertThat(listed(patient).readings()).isEqualTo(1);
    done(lane.close());
  }

  /// The red control: with the hook unplugged only the sweep finds it.
  @Test
  void a_reading_that_the_lane_does_not_hear_of_waits_for_the_sweep() throws SQLException {
    PatientId patient = patient(NURSE);
    SituationLane lane = ward.lane();
    awaitEvaluated(patient);

    ward.append(ward.appender(Hears.NOBODY), temperature(patient, Instant.now(), "39.1"));

    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(4))
        .untilAsserted(() -> assertThat(whys(patient)).containsExactly(Why.NEVER));
    ward.execute(
        "update record.watch_situation set claimed_at = now() - interval '16 minutes' where patient"
            + " = "
            + patient.value());
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(whys(patient)).containsExactly(Why.RED_VALUE_HIGH));
    done(lane.close());
  }

  @Test
  void a_patient_in_nobodys_care_is_not_evaluated() throws SQLException {
    PatientId patient = patient();
    SituationLane lane = ward.lane();

    ward.append(ward.appender(lane), temperature(patient, Instant.now(), "39.1"));
    PatientId other = patient(NURSE);
    awaitEvaluated(other);

    assertThat(
            ward.postgres.ask(
                "select count(*) from record.watch_situation where patient = " + patient.value()))
        .isEqualTo("0");
    done(lane.close());
  }

  @Test
  void a_reading_that_its_patient_hid_raises_nothing() throws SQLException {
    PatientId patient = patient(NURSE);
    SituationLane lane = ward.lane();
    AppendLane appender = ward.appender(Hears.NOBODY);
    ward.append(appender, temperature(patient, Instant.now().minusSeconds(60), "36.8"));
    ward.append(appender, temperature(patient, Instant.now(), "39.1"));
    ward.execute(
        """
        insert into record.mask
        select patient, measure, reported_at, device, native_id, now(), gen_random_uuid(), null, null
        from record.reading where value > 39 and patient = \
        """
            + patient.value());

    done(lane.evaluate(patient));
    awaitEvaluated(patient);

    assertThat(whys(patient)).isEmpty();
    done(lane.close());
  }

  @Test
  void a_reading_that_somebody_validated_is_no_longer_to_confirm_within_seconds()
      throws SQLException {
    PatientId patient = patient(NURSE);
    SituationLane lane = ward.lane();
    Reading typed = temperature(patient, Instant.now(), "36.8", Flag.SELF_REPORTED);
    ward.append(ward.appender(lane), typed);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(whys(patient)).containsExactly(Why.MANUAL));
    RevisionLane revisions =
        new RevisionLane(new RevisionStore(ward.ingest, ward.reader), Instant::now, lane);
    ReadingKey key =
        new ReadingKey(
            patient, typed.measure(), typed.reportedAt(), typed.device().key(), typed.nativeId());

    Revised done =
        done(
            revisions.revise(
                new ReadingStore(ward.reader),
                key,
                null,
                new Author(NURSE.id(), NURSE.name(), NURSE.profession().code(), null),
                new Wish.Validate("")));

    assertThat(done).isInstanceOf(Revised.Done.class);
    await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(whys(patient)).isEmpty());
    done(lane.close());
  }

  @Test
  void an_older_evaluation_does_not_take_the_place_of_a_newer_one() throws SQLException {
    PatientId patient = patient(NURSE);
    SituationLane lane = ward.lane();
    awaitEvaluated(patient);
    done(lane.close());
    ward.execute(
        "update record.watch_situation set evaluated_at = now() + interval '1 minute', readings ="
            + " 77 where patient = "
            + patient.value());

    done(lane.evaluate(patient));

    assertThat(listed(patient).readings()).isEqualTo(77);
  }

  @Test
  void what_a_professional_says_is_kept_and_a_strangers_is_not() throws SQLException {
    PatientId patient = patient(NURSE);
    Instant now = Instant.now();
    Instant until = now.plus(Duration.ofDays(2));
    Visit visit = new Visit("matin", "Secteur nord", until);

    assertThat(done(list.review(patient, NURSE, now, "vu au domicile"))).isTrue();
    assertThat(done(list.snooze(patient, NURSE, now, until, "hospitalisation"))).isTrue();
    assertThat(done(list.visit(patient, NURSE, visit))).isTrue();
    assertThat(done(list.review(patient, STRANGER, now, "x"))).isFalse();
    assertThat(done(list.snooze(patient, STRANGER, now, until, "x"))).isFalse();
    assertThat(done(list.visit(patient, STRANGER, visit))).isFalse();

    Listed listed = listed(patient);
    assertThat(listed.review()).extracting(Listed.Review::name).isEqualTo("Camille Démo");
    assertThat(listed.snooze()).extracting(Listed.Snooze::reason).isEqualTo("hospitalisation");
    assertThat(listed.visit().tour()).isEqualTo("matin");
    assertThat(done(list.of(STRANGER, now, 1_000))).isEmpty();
  }

  @Test
  void a_snooze_can_be_ended() throws SQLException {
    PatientId patient = patient(NURSE);
    Instant now = Instant.now();
    done(list.snooze(patient, NURSE, now, now.plusSeconds(3_600), "essai"));

    done(list.snooze(patient, NURSE, now, null, ""));

    assertThat(listed(patient).snooze()).isNull();
  }

  @Test
  void a_blocked_professional_has_no_such_patient_any_more() throws SQLException {
    PatientId patient = patient(NURSE);
    assertThat(done(list.review(patient, NURSE, Instant.now(), "vu"))).isTrue();

    ward.execute(
        "insert into record.care_block values (%d, gen_random_uuid(), '%s', now(), '%s')"
            .formatted(patient.value(), NURSE.id(), new UUID(9, 9)));

    assertThat(done(list.review(patient, NURSE, Instant.now(), "vu"))).isFalse();
    assertThat(done(list.of(NURSE, Instant.now(), 1_000)))
        .noneMatch(one -> one.patient().id().equals(patient));
    assertThat(done(thresholds.set(patient, fever(38.5)))).isEqualTo(Kept.UNKNOWN);
  }

  @Test
  void an_own_threshold_is_kept_with_its_author_and_used() throws SQLException {
    PatientId patient = patient(NURSE);
    SituationLane lane = ward.lane();
    ward.append(ward.appender(Hears.NOBODY), temperature(patient, Instant.now(), "38.3"));
    Threshold own = fever(38.5);

    assertThat(done(thresholds.set(patient, own))).isEqualTo(Kept.KEPT);
    assertThat(done(thresholds.set(patient, own))).isEqualTo(Kept.KEPT);

    done(lane.evaluate(patient));
    awaitEvaluated(patient);
    assertThat(whys(patient)).isEmpty();
    assertThat(done(thresholds.of(patient, Viewer.of(NURSE)))).containsExactly(own);
    assertThat(done(thresholds.of(patient, Viewer.of(STRANGER)))).isEmpty();
    assertThat(done(thresholds.end(patient, own.id(), STRANGER, Instant.now()))).isFalse();
    assertThat(done(thresholds.end(patient, own.id(), NURSE, Instant.now()))).isTrue();
    done(lane.evaluate(patient));
    assertThat(whys(patient)).containsExactly(Why.RED_VALUE_HIGH);
    done(lane.close());
  }

  @Test
  void a_rhythm_that_somebody_said_is_used() throws SQLException {
    PatientId patient = patient(NURSE);
    SituationLane lane = ward.lane();
    ward.append(
        ward.appender(Hears.NOBODY),
        temperature(patient, Instant.now().minus(Duration.ofHours(30)), "36.8"));
    Instant now = Instant.now();

    assertThat(done(thresholds.rhythm(patient, Measure.BODY_TEMPERATURE, 12, STRANGER, now)))
        .isFalse();
    assertThat(done(thresholds.rhythm(patient, Measure.BODY_TEMPERATURE, 12, NURSE, now))).isTrue();

    done(lane.evaluate(patient));
    awaitEvaluated(patient);
    assertThat(whys(patient)).containsExactly(Why.SILENT);
    done(lane.close());
  }

  private static Threshold fever(double from) {
    Instant since = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    return new Threshold(
        UUID.randomUUID(),
        Subject.TEMPERATURE,
        Subject.TEMPERATURE.unit(),
        new Threshold.Value(new Bounds(null, null, null, from)),
        new Threshold.Author(NURSE.id(), NURSE.name()),
        "chimiothérapie : seuil du prescripteur",
        since.minusSeconds(1),
        since.plus(Duration.ofDays(20)));
  }
}
