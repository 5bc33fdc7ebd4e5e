package org.trousse.record.revise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Source;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.record.revise.Revised.Fault;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.sdk.reading.Reading.Original;

final class RevisionTest {
  @ParameterizedTest
  @CsvSource({
    "AMENDED, FINAL, true",
    "AMENDED, AMENDED, true",
    "AMENDED, ENTERED_IN_ERROR, false",
    "ENTERED_IN_ERROR, FINAL, true",
    "ENTERED_IN_ERROR, ENTERED_IN_ERROR, false",
    "VALIDATED, ENTERED_IN_ERROR, false",
    "VALIDATED, AMENDED, true",
    "ANNOTATED, FINAL, true",
    "ANNOTATED, ENTERED_IN_ERROR, true",
    "RESTORED, ENTERED_IN_ERROR, true",
    "RESTORED, FINAL, false",
    "RESTORED, AMENDED, false",
  })
  void an_error_is_restored_before_anything_else(Act act, Status status, boolean possible) {
    assertThat(act.isPossible(status)).isEqualTo(possible);
  }

  @ParameterizedTest
  @CsvSource({
    "72.5, NONE",
    "'', NO_VALUE",
    "0.4, NOT_BELIEVED",
    "650.1, NOT_BELIEVED",
    "80.50, SAME_VALUE",
  })
  void an_amended_value_is_another_that_somebody_may_have(String kilograms, String fault) {
    Wish wish = new Wish.Amend(kilograms(kilograms), null, "");

    List<Fault> expected = fault.equals("NONE") ? List.of() : List.of(Fault.valueOf(fault));
    assertThat(Revision.faults(weight(Status.FINAL), wish)).isEqualTo(expected);
  }

  @Test
  void other_says_which_and_an_annotation_says_something() {
    StoredReading now = weight(Status.FINAL);

    assertThat(Revision.faults(now, new Wish.MarkInError(ErrorReason.OTHER, " ")))
        .containsExactly(Fault.NOTE_MISSING);
    assertThat(Revision.faults(now, new Wish.MarkInError(ErrorReason.OTHER, "plâtre"))).isEmpty();
    assertThat(Revision.faults(now, new Wish.MarkInError(ErrorReason.OTHER_PERSON, ""))).isEmpty();
    assertThat(Revision.faults(now, new Wish.Annotate(""))).containsExactly(Fault.NOTE_MISSING);
    assertThat(Revision.faults(now, new Wish.Annotate("x".repeat(501))))
        .containsExactly(Fault.NOTE_TOO_LONG);
  }

  @Test
  void what_the_device_said_of_its_number_is_not_said_of_another_number() {
    StoredReading clamped =
        glucose("600", null, Set.of(Flag.HI, Flag.CRITICAL_GLUCOSE_HIGH, Flag.BACKFILLED));

    Revision amended = Revision.of(List.of(clamped), amend("180", null));
    Revision critical = Revision.of(List.of(clamped), amend("39", null));

    assertThat(amended.flags()).containsExactly(Flag.BACKFILLED);
    assertThat(critical.flags())
        .containsExactlyInAnyOrder(Flag.BACKFILLED, Flag.CRITICAL_GLUCOSE_LOW);
  }

  @Test
  void what_was_typed_in_another_unit_is_kept_as_it_was_typed() {
    Original typed = new Original(Amounts.single(new BigDecimal("5.5")), Unit.MMOL_PER_L);
    StoredReading molar = glucose("180", typed, Set.of(Flag.CONVERTED));

    Revision inGrams = Revision.of(List.of(molar), amend("99", null));
    Revision inMoles = Revision.of(List.of(glucose("180", null, Set.of())), amend("99", typed));

    assertThat(inGrams.original()).isNull();
    assertThat(inGrams.flags()).isEmpty();
    assertThat(inMoles.original()).isEqualTo(typed);
    assertThat(inMoles.flags()).containsExactly(Flag.CONVERTED);
  }

  @Test
  void a_restored_reading_is_what_it_was_before_it_was_an_error() {
    List<StoredReading> never = List.of(weight(Status.ENTERED_IN_ERROR), weight(Status.FINAL));
    List<StoredReading> before = List.of(weight(Status.ENTERED_IN_ERROR), weight(Status.AMENDED));

    assertThat(Revision.of(never, new Wish.Restore("")).status()).isEqualTo(Status.FINAL);
    assertThat(Revision.of(before, new Wish.Restore("")).status()).isEqualTo(Status.AMENDED);
  }

  private static Wish amend(String number, @Nullable Original original) {
    return new Wish.Amend(kilograms(number), original, "");
  }

  private static Amounts kilograms(String number) {
    return Amounts.single(number.isEmpty() ? null : new BigDecimal(number));
  }

  private static StoredReading weight(Status status) {
    return new StoredReading(
        reading(Measure.BODY_WEIGHT, "80.5", null, Set.of()),
        status,
        new Source(1, "scale", 528399));
  }

  private static StoredReading glucose(
      String number, @Nullable Original original, Set<Flag> flags) {
    return new StoredReading(
        reading(Measure.BLOOD_GLUCOSE, number, original, flags),
        Status.FINAL,
        new Source(1, "meter", 528401));
  }

  private static Reading reading(
      Measure measure, String number, @Nullable Original original, Set<Flag> flags) {
    Instant at = Instant.parse("2026-03-01T08:00:00Z");
    return new Reading(
        new PatientId(1),
        measure,
        at,
        new DeviceId("tests", "one"),
        1,
        0,
        at,
        kilograms(number),
        original,
        null,
        null,
        null,
        60,
        flags,
        Set.of(),
        new Payload("", new byte[0]));
  }
}
