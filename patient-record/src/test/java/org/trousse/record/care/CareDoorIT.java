package org.trousse.record.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.care.CareGround.AT;
import static org.trousse.record.care.CareGround.DOCTOR;
import static org.trousse.record.care.CareGround.NURSE;
import static org.trousse.record.care.CareGround.OTHER;
import static org.trousse.record.care.CareGround.PATIENT;
import static org.trousse.record.care.CareGround.PODIATRIST;
import static org.trousse.record.care.CareGround.UNKNOWN;
import static org.trousse.record.care.CareGround.await;
import static org.trousse.record.care.CareGround.visitor;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.care.emergency.EmergencyRequest;
import org.trousse.record.care.team.EmergencyAccess;
import org.trousse.record.care.team.EmergencyAccess.Answer;
import org.trousse.record.care.team.Team;
import org.trousse.record.care.team.TeamLane.Done;
import org.trousse.record.professional.Professional;
import org.trousse.record.professional.Viewer;
import org.trousse.record.reading.Sample;
import org.trousse.record.reading.StoredReading;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// The door and, behind it, row-level security: each holds without the other.
final class CareDoorIT {
  private static final Set<Measure> ALL = EnumSet.allOf(Measure.class);
  private static final String REASON = "Perte de connaissance dans la rue, seule.";

  private static CareGround ground;

  @BeforeAll
  static void start() throws SQLException {
    ground = new CareGround();
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
  void a_nurse_whom_the_patient_named_reads_and_the_patient_is_told() {
    ground.named(PATIENT, NURSE);

    CareOpening opening = open(NURSE, PATIENT).orElseThrow();

    assertThat(opening.readable()).isEqualTo(ALL);
    assertThat(opening.writable()).isEqualTo(ALL);
    assertThat(opening.mode()).isEqualTo(Mode.NORMAL);
    assertThat(opening.patient().family()).isEqualTo("Première");
    assertThat(seen(NURSE, PATIENT)).isEqualTo(ALL);
    assertThat(team().consultations())
        .singleElement()
        .satisfies(told -> {
          assertThat(told.name()).isEqualTo(NURSE.name());
          assertThat(told.profession()).isEqualTo("60");
          assertThat(told.mode()).isEqualTo("normal");
          assertThat(told.measures()).isEqualTo(ALL);
        });
    assertThat(
            ground.ask(
                "select app_name || '|' || person || '|' || detail || '|' || allowed"
                    + " from record.audit_event where what = 'consult'"))
        .isEqualTo(NURSE.name() + "|" + NURSE.id() + "|60 normal|true");
  }

  @Test
  void a_podiatrist_reads_what_the_matrix_says_and_row_level_security_agrees() {
    ground.named(PATIENT, PODIATRIST);

    CareOpening opening = open(PODIATRIST, PATIENT).orElseThrow();

    Set<Measure> glucose = EnumSet.of(Measure.BLOOD_GLUCOSE, Measure.INTERSTITIAL_GLUCOSE);
    assertThat(opening.readable()).isEqualTo(glucose);
    assertThat(opening.writable()).isEmpty();
    assertThat(seen(PODIATRIST, PATIENT)).isEqualTo(glucose);
    assertThat(sampled(PODIATRIST, PATIENT)).isEqualTo(glucose);
  }

  /// To a professional all of these are one answer, from the rule and from the database.
  @ParameterizedTest
  @ValueSource(strings = {"unknown", "not named", "stopped", "over", "blocked", "closed", "left"})
  void shut_is_shut_whatever_the_reason_is(String why) {
    PatientId patient = why.equals("unknown") ? UNKNOWN : PATIENT;
    prepare(why);

    Optional<CareOpening> opening = open(NURSE, patient);

    assertThat(opening).isEmpty();
    assertThat(seen(NURSE, patient)).isEmpty();
    assertThat(sampled(NURSE, patient)).isEmpty();
    assertThat(await(ground.readings.seenBy(Viewer.of(NURSE)).patient(patient))).isEmpty();
    assertThat(await(ground.door.patients(NURSE, Instant.now()))).isEmpty();
    assertThat(
            ground.ask(
                "select count(*) || ' ' || bool_or(allowed) || ' ' || min(patient)"
                    + " from record.audit_event where what = 'consult'"))
        .isEqualTo("1 false " + patient.value());
    ground.execute("update record.professional set ended_at = null");
  }

  private static void prepare(String why) {
    if (!why.equals("not named") && !why.equals("unknown")) {
      ground.named(PATIENT, NURSE);
    }
    switch (why) {
      case "stopped" -> await(ground.team.stop(visitor(PATIENT), NURSE.id(), NURSE.name()));
      case "over" ->
          ground.execute("update record.care_relation set until = now() - interval '1 second'");
      case "blocked" -> await(ground.team.block(visitor(PATIENT), NURSE.id(), NURSE.name()));
      case "closed" ->
          ground.execute(
              "insert into record.space values (%d, 1, now(), null, false, null)"
                  .formatted(PATIENT.value()));
      case "left" -> await(ground.professionals.end(NURSE.id(), Instant.now()));
      default -> assertThat(why).isIn("unknown", "not named");
    }
  }

  /// The red control: without the policy the same question shows what must not be seen.
  @Test
  void a_professional_would_see_everything_without_the_policy() {
    assertThat(seen(NURSE, PATIENT)).isEmpty();
    ground.execute("alter table record.reading disable row level security");
    try {
      assertThat(seen(NURSE, PATIENT)).isEqualTo(ALL);
    } finally {
      ground.execute("alter table record.reading enable row level security");
    }
  }

  @Test
  void the_holder_and_apps_see_as_before() {
    assertThat(measures(await(ground.readings.latest(PATIENT)))).isEqualTo(ALL);
    assertThat(await(ground.readings.patient(PATIENT))).isPresent();
  }

  @Test
  void nobody_reads_a_closed_space() {
    ground.execute(
        "insert into record.space values (%d, 1, now(), null, false, null)"
            .formatted(PATIENT.value()));

    assertThat(await(ground.readings.latest(PATIENT))).isEmpty();
    assertThat(await(ground.readings.latest(OTHER))).isNotEmpty();
  }

  @Test
  void the_visit_list_has_those_who_named_the_nurse() {
    ground.named(PATIENT, NURSE);
    ground.named(OTHER, NURSE);
    ground.named(OTHER, DOCTOR);

    assertThat(await(ground.door.patients(NURSE, Instant.now())))
        .containsExactlyInAnyOrder(PATIENT, OTHER);
    assertThat(await(ground.door.patients(DOCTOR, Instant.now()))).containsExactly(OTHER);
  }

  @Test
  void another_time_takes_the_place_of_the_old_one_and_history_stays() {
    ground.named(PATIENT, NURSE);
    Instant until = Instant.now().plusSeconds(3_600);

    Done done = await(ground.team.name(visitor(PATIENT), NURSE, until));

    assertThat(done).isEqualTo(Done.DONE);
    assertThat(team().members())
        .extracting(one -> one.isOpen(Instant.now()))
        .containsExactly(true, false);
    assertThat(team().members().getFirst().namedBy()).isEqualTo(visitor(PATIENT).account());
  }

  @Test
  void who_is_blocked_cannot_be_named_until_unblocked() {
    await(ground.team.block(visitor(PATIENT), NURSE.id(), NURSE.name()));

    Done refused = await(ground.team.name(visitor(PATIENT), NURSE, null));
    Done lifted = await(ground.team.unblock(visitor(PATIENT), NURSE.id(), NURSE.name()));
    Done named = await(ground.team.name(visitor(PATIENT), NURSE, null));

    assertThat(List.of(refused, lifted, named)).containsExactly(Done.NOTHING, Done.DONE, Done.DONE);
    assertThat(open(NURSE, PATIENT)).isPresent();
    assertThat(ground.ask("select string_agg(what, ' ' order by at) from record.audit_event"))
        .isEqualTo("care-block care-unblock care-name consult");
  }

  @Test
  void a_parents_decision_says_so() {
    Visitor parent =
        new Visitor(
            UUID.randomUUID(), "Test Parent", PATIENT, LocalDate.parse("2035-01-01"), "secret");

    await(ground.team.name(parent, NURSE, null));

    assertThat(
            ground.ask(
                "select person || ' ' || detail from record.audit_event where what = 'care-name'"))
        .isEqualTo(parent.account() + " 60; as parent");
    assertThat(team().members().getFirst().namedBy()).isEqualTo(parent.account());
  }

  @Test
  void a_doctor_breaks_glass_and_the_patient_learns_why() {
    assertThat(seen(DOCTOR, PATIENT)).isEmpty();

    CareOpening opening = breakGlass(DOCTOR).orElseThrow();

    assertThat(opening.mode()).isEqualTo(Mode.EMERGENCY);
    assertThat(opening.readable()).isEqualTo(ALL);
    assertThat(opening.writable()).isEmpty();
    assertThat(seen(DOCTOR, PATIENT)).isEqualTo(ALL);
    assertThat(team().consultations())
        .extracting(Consultation::mode)
        .containsExactly("bris_de_glace");
    EmergencyAccess access = team().emergencies().getFirst();
    assertThat(access.reason()).isEqualTo(REASON);
    assertThat(access.until()).isEqualTo(access.openedAt().plus(EmergencyRequest.LIFE));
    assertThat(
            ground.ask(
                "select string_agg(what || allowed, ' ' order by at) from record.audit_event"))
        .isEqualTo("emergencytrue consulttrue");
  }

  @Test
  void glass_is_whole_again_after_its_time() {
    breakGlass(DOCTOR);

    ground.execute("update record.emergency_access set until = now() - interval '1 second'");

    assertThat(open(DOCTOR, PATIENT)).isEmpty();
    assertThat(seen(DOCTOR, PATIENT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"refused", "blocked", "closed", "namesake", "nurse", "nobody"})
  void glass_that_may_not_be_broken_looks_like_an_unknown_patient(String why) {
    Professional who = why.equals("nurse") ? NURSE : DOCTOR;
    switch (why) {
      case "refused" -> await(ground.team.refuseEmergency(visitor(PATIENT), true));
      case "blocked" -> await(ground.team.block(visitor(PATIENT), DOCTOR.id(), DOCTOR.name()));
      case "closed" -> prepare("closed");
      case "namesake" ->
          ground.execute(
              "insert into record.patient values (9, 'Test', 'PREMIÈRE', '1970-03-01', true)");
      default -> assertThat(why).isIn("nurse", "nobody");
    }
    String family = why.equals("nobody") ? "Personne" : "première";

    Optional<CareOpening> opening = await(ground.emergency.open(who, request(family)));

    ground.execute("delete from record.patient where id = 9");
    assertThat(opening).isEmpty();
    assertThat(ground.ask("select count(*) from record.emergency_access")).isEqualTo("0");
    assertThat(
            ground.ask(
                "select count(*) from record.audit_event where what = 'emergency' and not allowed"))
        .isEqualTo("1");
  }

  @Test
  void a_refusal_in_the_middle_of_an_emergency_ends_it() {
    breakGlass(DOCTOR);

    await(ground.team.refuseEmergency(visitor(PATIENT), true));

    assertThat(open(DOCTOR, PATIENT)).isEmpty();
    assertThat(seen(DOCTOR, PATIENT)).isEmpty();
  }

  @Test
  void each_emergency_awaits_review_and_takes_the_patients_answer_until_then() {
    breakGlass(DOCTOR);
    UUID id = team().emergencies().getFirst().id();

    Done answered =
        await(ground.team.answer(visitor(PATIENT), id, Answer.DISPUTES, "Pas d'accord"));
    var waiting = await(ground.emergencies.unreviewed());
    boolean closed = await(ground.emergencies.review(id, "Entretien fait.", Instant.now()));
    boolean again = await(ground.emergencies.review(id, "Encore.", Instant.now()));
    Done late = await(ground.team.answer(visitor(PATIENT), id, Answer.KNEW, ""));

    assertThat(answered).isEqualTo(Done.DONE);
    assertThat(waiting)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.answer()).isEqualTo(Answer.DISPUTES);
          assertThat(one.reason()).isEqualTo(REASON);
        });
    assertThat(closed).isTrue();
    assertThat(again).isFalse();
    assertThat(late).isEqualTo(Done.NOTHING);
    assertThat(team().emergencies().getFirst().review()).isEqualTo("Entretien fait.");
    assertThat(await(ground.emergencies.unreviewed())).isEmpty();
  }

  @Test
  void a_hidden_reading_is_gone_for_professionals_alone_in_emergencies_too() {
    ground.named(PATIENT, NURSE);
    hide(Measure.BODY_WEIGHT);
    breakGlass(DOCTOR);

    Set<Measure> rest = EnumSet.complementOf(EnumSet.of(Measure.BODY_WEIGHT));

    assertThat(seen(NURSE, PATIENT)).isEqualTo(rest);
    assertThat(sampled(NURSE, PATIENT)).isEqualTo(rest);
    assertThat(seen(DOCTOR, PATIENT)).isEqualTo(rest);
    assertThat(measures(await(ground.readings.latest(PATIENT)))).isEqualTo(ALL);
    ground.execute("update record.mask set lifted_at = now()");
    assertThat(seen(NURSE, PATIENT)).isEqualTo(ALL);
  }

  private static void hide(Measure measure) {
    ground.execute(
        """
        insert into record.mask
        select patient, measure, reported_at, device, native_id, now(), gen_random_uuid()
        from record.reading where patient = %d and measure = %d\
        """
            .formatted(PATIENT.value(), measure.code()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "care_relation",
        "care_block",
        "care_setting",
        "emergency_access",
        "care_notice",
        "space",
        "audit_event"
      })
  void a_professional_sees_nothing_of_what_the_patient_decided(String table) throws SQLException {
    ground.named(PATIENT, NURSE);
    await(ground.team.block(visitor(PATIENT), DOCTOR.id(), DOCTOR.name()));
    await(ground.team.refuseEmergency(visitor(PATIENT), false));
    open(NURSE, PATIENT);
    ground.execute(
        """
        insert into record.emergency_access (patient, id, professional, name, profession, opened_at,
          until, reason) values (%d, gen_random_uuid(), gen_random_uuid(), '', '', now(), now(), '')\
        """
            .formatted(PATIENT.value()),
        "insert into record.space values (%d, 0, now(), null, false, null)"
            .formatted(PATIENT.value()));
    String patient = "set trousse.patient = '" + PATIENT.value() + "'";
    String nurse = "set trousse.professional = '" + NURSE.id() + "'";
    String count = "select count(*) > 0 from record." + table;

    assertThat(ground.askAsReader(patient, count)).isEqualTo("t");
    assertThat(ground.askAsReader(patient, nurse, count)).isEqualTo("f");
  }

  @Test
  void one_question_decides_kind_by_kind() throws SQLException {
    ground.named(PATIENT, PODIATRIST);
    String who = "set trousse.professional = '" + PODIATRIST.id() + "'";
    String glucose = "select record.may_care(%d, 1::smallint)".formatted(PATIENT.value());
    String weight = "select record.may_care(%d, 4::smallint)".formatted(PATIENT.value());

    assertThat(ground.askAsReader(who, glucose)).isEqualTo("t");
    assertThat(ground.askAsReader(who, weight)).isEqualTo("f");
    assertThat(ground.askAsReader(weight)).isEqualTo("t");
  }

  /// Asked once, not for each of a million readings.
  @Test
  void the_rule_is_asked_once_a_statement() throws SQLException {
    String patient = "set trousse.patient = '" + PATIENT.value() + "'";
    String nurse = "set trousse.professional = '" + NURSE.id() + "'";
    String plan =
        """
        explain (format json) select * from record.reading where patient = %d\
        """
            .formatted(PATIENT.value());

    String told = ground.askAsReader(patient, nurse, plan);

    String filter = told.lines().filter(line -> line.contains("\"Filter\"")).findFirst().orElse("");
    assertThat(told).contains("InitPlan");
    assertThat(filter).doesNotContain("care_kinds").doesNotContain("space_open");
  }

  private static Optional<CareOpening> open(Professional who, PatientId patient) {
    return await(ground.door.open(who, patient, ALL));
  }

  private static Optional<CareOpening> breakGlass(Professional who) {
    return await(ground.emergency.open(who, request("première")));
  }

  private static EmergencyRequest request(String family) {
    return ((EmergencyRequest.Understood.Asked)
            EmergencyRequest.understand(family, "1970-03-01", REASON))
        .request();
  }

  private static Team team() {
    return await(ground.teams.team(PATIENT));
  }

  /// What the database shows although no rule was asked.
  private static Set<Measure> seen(Professional who, PatientId patient) {
    return measures(await(ground.readings.seenBy(Viewer.of(who)).latest(patient)));
  }

  private static Set<Measure> sampled(Professional who, PatientId patient) {
    return await(
            ground
                .samples
                .seenBy(Viewer.of(who))
                .series(patient, ALL, AT.minusSeconds(60), AT.plusSeconds(60)))
        .stream()
        .map(Sample::measure)
        .collect(Collectors.toSet());
  }

  private static Set<Measure> measures(List<StoredReading> readings) {
    return readings.stream().map(one -> one.reading().measure()).collect(Collectors.toSet());
  }
}
