package org.trousse.record.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trousse.record.care.CareFacts.Space;
import org.trousse.record.care.CareRules.Rights;
import org.trousse.record.professional.Profession;
import org.trousse.record.professional.Professional;
import org.trousse.sdk.measure.Measure;

final class CareRulesTest {
  private static final RoleMatrix MATRIX = MatrixStore.shipped().on(LocalDate.parse("2026-11-22"));

  @ParameterizedTest
  @CsvSource({
    // known, space, related, blocked, refused, emergency -> what opens to a doctor
    "true, OPEN, true, false, false, false, NORMAL",
    "true, OPEN, true, false, true, false, NORMAL",
    "true, OPEN, true, false, false, true, NORMAL",
    "true, OPEN, false, false, false, true, EMERGENCY",
    "true, OPEN, false, false, false, false, shut",
    "true, OPEN, false, false, true, true, shut",
    "true, OPEN, true, true, false, false, shut",
    "true, OPEN, false, true, false, true, shut",
    "true, CLOSED, true, false, false, false, shut",
    "true, CLOSED, false, false, false, true, shut",
    "true, OBJECTED, true, false, false, false, shut",
    "false, OPEN, true, false, false, true, shut"
  })
  void opens(
      boolean known,
      Space space,
      boolean related,
      boolean blocked,
      boolean refused,
      boolean emergency,
      String expected) {
    CareFacts facts = facts(known, space, related, blocked, refused, emergency);

    var rights = CareRules.decide(somebody(Profession.DOCTOR), facts, MATRIX);

    assertThat(rights.map(Rights::mode).map(Enum::name).orElse("shut")).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Profession.class)
  void an_emergency_is_for_doctors_alone_and_for_reading_alone(Profession profession) {
    CareFacts facts = facts(true, Space.OPEN, false, false, false, true);

    var rights = CareRules.decide(somebody(profession), facts, MATRIX);

    assertThat(rights.isPresent()).isEqualTo(profession == Profession.DOCTOR);
    rights.ifPresent(open -> assertThat(open.writes()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "true, OPEN, false, false, true",
    "true, OPEN, true, false, false",
    "true, OPEN, false, true, false",
    "true, CLOSED, false, false, false",
    "true, OBJECTED, false, false, false",
    "false, OPEN, false, false, false"
  })
  void glass_may_be_broken(
      boolean known, Space space, boolean blocked, boolean refused, boolean expected) {
    CareFacts facts = facts(known, space, false, blocked, refused, false);

    assertThat(CareRules.mayBreakGlass(somebody(Profession.DOCTOR), facts, MATRIX))
        .isEqualTo(expected);
    assertThat(CareRules.mayBreakGlass(somebody(Profession.NURSE), facts, MATRIX)).isFalse();
  }

  @Test
  void a_podiatrist_of_the_team_reads_glucose_and_writes_nothing() {
    CareFacts facts = facts(true, Space.OPEN, true, false, false, false);

    Rights rights = CareRules.decide(somebody(Profession.PODIATRIST), facts, MATRIX).orElseThrow();

    assertThat(CareKind.measures(rights.reads()))
        .isEqualTo(Set.of(Measure.BLOOD_GLUCOSE, Measure.INTERSTITIAL_GLUCOSE));
    assertThat(rights.writes()).isEmpty();
  }

  @Test
  void a_version_without_the_profession_opens_nothing() {
    RoleMatrix empty = RoleMatrix.of("0", LocalDate.EPOCH, "none", List.of());
    CareFacts facts = facts(true, Space.OPEN, true, false, false, true);

    assertThat(CareRules.decide(somebody(Profession.DOCTOR), facts, empty)).isEmpty();
  }

  private static CareFacts facts(
      boolean known,
      Space space,
      boolean related,
      boolean blocked,
      boolean refused,
      boolean emergency) {
    @Nullable UUID access = emergency ? UUID.randomUUID() : null;
    @Nullable Instant until = emergency ? Instant.MAX : null;
    return new CareFacts(known, space, related, null, blocked, refused, access, until);
  }

  private static Professional somebody(Profession profession) {
    return new Professional(UUID.randomUUID(), "Test", "Somebody", profession, "99900000001", true);
  }
}
