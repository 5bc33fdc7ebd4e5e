package org.trousse.record.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trousse.record.append.Ground.DEVICE;
import static org.trousse.record.append.Ground.PATIENT;
import static org.trousse.record.append.Ground.await;
import static org.trousse.record.append.Ground.weight;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.record.RecordModule;
import org.trousse.record.RecordModule.Appends;
import org.trousse.record.RecordModule.Needs;
import org.trousse.record.RecordModule.Pools;
import org.trousse.record.RecordModule.Settings;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.testkit.TestPostgres;

final class RecordModuleIT {
  private static final Settings SETTINGS =
      new Settings(BatchLimits.USUAL, "http://localhost", new SecretKeySpec(new byte[32], "AES"));

  private static final PatientId NEIGHBOUR = new PatientId(7);
  private static final Needs NEEDS =
      new Needs(
          credential -> Future.succeededFuture(Optional.empty()),
          (locale, title, path, body) -> body);

  private static Ground ground;

  private RecordModule module;

  @BeforeAll
  static void start() {
    ground = new Ground(TestPostgres.migrated("record"));
  }

  @AfterAll
  static void stop() {
    ground.close();
  }

  @BeforeEach
  void open() {
    ground.execute(
        "truncate record.reading, record.reading_version, record.patient, record.device");
    module =
        await(
            RecordModule.open(
                ground.vertx, SETTINGS, new Pools(ground.ingest, ground.reader), NEEDS));
  }

  @AfterEach
  void close() {
    await(module.close());
  }

  @Test
  void does_not_open_when_a_role_cannot_log_in() {
    Pools wrong = new Pools(ground.ingest, ground.pool("nobody"));

    assertThatThrownBy(() -> await(RecordModule.open(ground.vertx, SETTINGS, wrong, NEEDS)))
        .isNotNull();
  }

  @Test
  void knows_a_device_once() {
    KnownDevice meter = new KnownDevice(DEVICE, "Scale", 528399);

    await(module.know(meter));
    await(module.know(meter));

    assertThat(
            ground.ask(
                "select count(*) || min(concat_ws('|', '', key, tenant, name, label,"
                    + " specialisation)) from record.device"))
        .isEqualTo("1|" + DEVICE.key() + "|tests|scale-1|Scale|528399");
  }

  @Test
  void welcomes_a_patient_once() {
    NewPatient patient = new NewPatient(PATIENT, "Test", "Person", LocalDate.of(1970, 1, 2), true);

    await(module.welcome(patient));
    await(module.welcome(patient));

    assertThat(
            ground.ask(
                "select count(*) || min(concat_ws('|', '', id, given, family, birth_date,"
                    + " synthetic)) from record.patient"))
        .isEqualTo("1|" + PATIENT.value() + "|Test|Person|1970-01-02|t");
  }

  @Test
  void the_first_owner_of_a_reading_wins() {
    Reading reading = weight(1, "70");
    append(reading);

    Optional<PatientId> owner =
        await(module.firstOwner(List.of(NEIGHBOUR, PATIENT), weight(1, "70")));
    Optional<PatientId> nobody = await(module.firstOwner(List.of(NEIGHBOUR), reading));
    Optional<PatientId> other =
        await(module.firstOwner(List.of(NEIGHBOUR, PATIENT), weight(2, "70")));

    assertThat(owner).contains(PATIENT);
    assertThat(nobody).isEmpty();
    assertThat(other).isEmpty();
  }

  @Test
  void a_meal_is_noted_on_the_glucose_of_the_same_number() {
    append(glucose(12));
    append(glucose(13));

    int met =
        await(
            module.noteMeal(
                List.of(NEIGHBOUR, PATIENT), DEVICE, 12, Meal.FASTING, Set.of(Flag.BACKFILLED)));

    assertThat(met).isEqualTo(1);
    assertThat(
            ground.ask(
                "select string_agg(concat_ws('/', native_id, meal, flags), ' ' order by native_id)"
                    + " from record.reading"))
        .isEqualTo("12/3/" + Flag.bits(Set.of(Flag.BACKFILLED)) + " 13");
  }

  @Test
  void a_context_without_a_meal_leaves_the_one_that_is_known() {
    append(glucose(12));
    await(module.noteMeal(List.of(PATIENT), DEVICE, 12, Meal.FASTING, Set.of()));

    int met = await(module.noteMeal(List.of(PATIENT), DEVICE, 12, null, Set.of()));

    assertThat(met).isEqualTo(1);
    assertThat(ground.ask("select meal from record.reading")).isEqualTo("3");
  }

  @Test
  void a_meal_for_an_unknown_number_or_another_device_meets_nothing() {
    append(glucose(12));

    int number = await(module.noteMeal(List.of(PATIENT), DEVICE, 11, Meal.FASTING, Set.of()));
    int device =
        await(
            module.noteMeal(
                List.of(PATIENT), new DeviceId("tests", "other"), 12, Meal.FASTING, Set.of()));

    assertThat(number + device).isZero();
  }

  @Test
  void answers_everything_before_it_closes() {
    Appends appends = ground.onLoop(module::appender);
    Future<Outcome> answer = ground.onLoop(() -> appends.append(weight(1, "70")));

    await(module.close());

    assertThat(answer.result()).isEqualTo(Outcome.ACCEPTED);
    assertThatThrownBy(() -> await(ground.onLoop(() -> appends.append(weight(2, "70")))))
        .isInstanceOf(Busy.class);
  }

  private void append(Reading reading) {
    Appends appends = ground.onLoop(module::appender);
    assertThat(await(ground.onLoop(() -> appends.append(reading)))).isEqualTo(Outcome.ACCEPTED);
  }

  private static Reading glucose(long number) {
    return new Reading(
        PATIENT,
        Measure.BLOOD_GLUCOSE,
        Ground.AT,
        DEVICE,
        number,
        0,
        Ground.tick(),
        Amounts.single(new BigDecimal("101")),
        null,
        null,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        new Payload("gatt-2a18", new byte[] {0}));
  }
}
