package org.trousse.record.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.append.Ground.PATIENT;
import static org.trousse.record.append.Ground.await;
import static org.trousse.record.append.Ground.weight;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.record.revise.Act;
import org.trousse.record.revise.Acted;
import org.trousse.record.revise.Author;
import org.trousse.record.revise.ErrorReason;
import org.trousse.record.revise.Revised;
import org.trousse.record.revise.RevisionLane;
import org.trousse.record.revise.RevisionStore;
import org.trousse.record.revise.Wish;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Reading;
import org.trousse.testkit.TestPostgres;

/// A correction stays, whatever comes again.
final class RevisionIT {
  private static final Author NURSE =
      new Author(UUID.fromString("00000000-0000-4000-8000-000000000060"), "N. Test", "60", null);
  private static final AtomicLong NUMBERS = new AtomicLong(1_000);

  private static Ground ground;
  private static ReadingStore readings;
  private static RevisionStore acts;
  private static RevisionLane lane;

  @BeforeAll
  static void start() {
    ground = new Ground(TestPostgres.migrated("record"));
    readings = new ReadingStore(ground.reader);
    acts = new RevisionStore(ground.ingest, ground.reader);
    lane = new RevisionLane(acts, InstantSource.system());
  }

  @AfterAll
  static void stop() {
    ground.close();
  }

  @Test
  void an_amended_value_stands_and_the_first_one_is_kept_with_who_changed_it() {
    Reading first = stored("81.4");

    Revised done = revised(first, 1, new Wish.Amend(kilograms("71.4"), null, "faute de frappe"));

    assertThat(done).isEqualTo(new Revised.Done(2));
    List<StoredReading> versions = versions(first);
    assertThat(versions).extracting(StoredReading::number).containsExactly(2, 1);
    assertThat(versions)
        .extracting(one -> String.valueOf(one.reading().amounts().value()))
        .containsExactly("71.4", "81.4");
    assertThat(versions)
        .extracting(StoredReading::status)
        .containsExactly(Status.AMENDED, Status.FINAL);
    assertThat(versions.getFirst().lastUpdated()).isAfter(first.receivedAt());
    assertThat(versions.getLast().lastUpdated()).isEqualTo(first.receivedAt());
    Acted act = await(acts.acts(key(first))).getFirst();
    assertThat(act.act()).isEqualTo(Act.AMENDED);
    assertThat(act.author()).isEqualTo(NURSE);
    assertThat(act.note()).isEqualTo("faute de frappe");
    assertThat(act.version()).isEqualTo(2);
  }

  @Test
  void a_device_that_sends_its_memory_again_brings_nothing_back() {
    Reading amended = stored("82.4");
    Reading wrong = stored("31.0");
    revised(amended, 1, new Wish.Amend(kilograms("72.4"), null, ""));
    revised(wrong, 1, new Wish.MarkInError(ErrorReason.OTHER_PERSON, ""));

    List<Outcome> again = sent(again(amended, "82.40"), again(amended, "72.4"), again(wrong, "31"));

    assertThat(again).containsOnly(Outcome.DUPLICATE);
    assertThat(versions(amended).getFirst().reading().amounts().value())
        .isEqualByComparingTo("72.4");
    assertThat(versions(wrong).getFirst().status()).isEqualTo(Status.ENTERED_IN_ERROR);
    assertThat(await(readings.latest(PATIENT)))
        .extracting(one -> one.reading().nativeId())
        .doesNotContain(wrong.nativeId());
  }

  /// The red control: as it was decided before versions were kept, the copy of what was amended was
  /// taken for another reading with the same identity.
  @Test
  void a_door_that_forgets_the_first_version_takes_the_copy_for_a_contradiction() {
    Reading amended = stored("83.4");
    revised(amended, 1, new Wish.Amend(kilograms("73.4"), null, ""));
    String today = ground.ask("select pg_get_functiondef('record.standing'::regproc)");
    try {
      ground.execute(today.replace("f.version = 1", "f.version = -1"));

      assertThat(sent(again(amended, "83.4"))).containsExactly(Outcome.CONFLICT);
    } finally {
      ground.execute(today);
    }
  }

  @Test
  void another_value_with_the_same_identity_is_still_a_conflict_and_makes_a_version() {
    Reading amended = stored("84.4");
    revised(amended, 1, new Wish.Amend(kilograms("74.4"), null, ""));

    assertThat(sent(again(amended, "64.4"))).containsExactly(Outcome.CONFLICT);

    List<StoredReading> versions = versions(amended);
    assertThat(versions).extracting(StoredReading::number).containsExactly(3, 2, 1);
    assertThat(versions.getFirst().reading().amounts().value()).isEqualByComparingTo("74.4");
  }

  @Test
  void of_two_who_saw_the_same_version_one_is_told_that_the_other_was_first() {
    Reading reading = stored("85.4");
    Future<Revised> one = revise(reading, 1, new Wish.Amend(kilograms("75.4"), null, ""));
    Future<Revised> two = revise(reading, 1, new Wish.Amend(kilograms("75.0"), null, ""));

    assertThat(List.of(await(one), await(two)))
        .containsExactlyInAnyOrder(new Revised.Done(2), new Revised.Overtaken(2));
    assertThat(versions(reading)).hasSize(2);
  }

  @Test
  void what_was_said_is_kept_and_a_validation_makes_no_version() {
    Reading reading = stored("86.4");

    revised(reading, 1, new Wish.Annotate("pesée habillée"));
    Revised validated = revised(reading, null, new Wish.Validate(""));

    assertThat(validated).isEqualTo(new Revised.Done(2));
    assertThat(versions(reading)).hasSize(2);
    assertThat(await(acts.acts(key(reading))))
        .extracting(Acted::act)
        .containsExactly(Act.ANNOTATED, Act.VALIDATED);
    assertThat(
            ground.ask(
                "select extra -> 'note' -> 0 ->> 'text' from record.reading where native_id = "
                    + reading.nativeId()))
        .isEqualTo("pesée habillée");
  }

  @Test
  void an_error_by_mistake_is_restored_as_it_was() {
    Reading reading = stored("87.4");
    revised(reading, 1, new Wish.MarkInError(ErrorReason.TYPING_ERROR, ""));

    Revised restored = revised(reading, 2, new Wish.Restore("c'était juste"));

    assertThat(restored).isEqualTo(new Revised.Done(3));
    assertThat(versions(reading))
        .extracting(StoredReading::status)
        .containsExactly(Status.FINAL, Status.ENTERED_IN_ERROR, Status.FINAL);
  }

  @Test
  void a_reading_that_is_not_there_is_unknown() {
    Reading never = weight(NUMBERS.incrementAndGet(), "70.0");

    assertThat(revised(never, 1, new Wish.Annotate("rien"))).isEqualTo(new Revised.Unknown());
  }

  /// Who inserts for all can change nothing past the function that keeps what was.
  @Test
  void the_ingest_role_can_change_no_reading_by_itself() {
    Future<?> written = ground.ingest.query("update record.reading set value = 1").execute();

    assertThat(await(failed(written))).contains("permission denied");
  }

  private static Future<String> failed(Future<?> future) {
    return future.map("done").recover(failure -> Future.succeededFuture(failure.getMessage()));
  }

  private static Reading stored(String kilograms) {
    Reading reading = weight(NUMBERS.incrementAndGet(), kilograms);
    assertThat(sent(reading)).containsExactly(Outcome.ACCEPTED);
    return reading;
  }

  private static Reading again(Reading reading, String kilograms) {
    return weight(reading.nativeId(), kilograms);
  }

  private static List<Outcome> sent(Reading... all) {
    AppendLane appends = ground.lane();
    return List.of(all).stream().map(one -> ground.appended(appends, one)).toList();
  }

  private static Revised revised(Reading reading, @Nullable Integer seen, Wish wish) {
    return await(revise(reading, seen, wish));
  }

  private static Future<Revised> revise(Reading reading, @Nullable Integer seen, Wish wish) {
    return lane.revise(readings, key(reading), seen, NURSE, wish);
  }

  private static List<StoredReading> versions(Reading reading) {
    return await(readings.versions(key(reading)));
  }

  private static ReadingKey key(Reading reading) {
    return new ReadingKey(
        reading.patient(),
        reading.measure(),
        reading.reportedAt(),
        reading.device().key(),
        reading.nativeId());
  }

  private static Amounts kilograms(String number) {
    return Amounts.single(new BigDecimal(number));
  }
}
