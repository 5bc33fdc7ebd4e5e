package org.trousse.record.append;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;
import org.trousse.sdk.reading.Reading;

/// Who and what readings name, and the two questions about single readings that a door may ask
/// without seeing them.
public final class RosterStore {
  private static final String KNOW = "SELECT record.know_device($1, $2, $3, $4, $5, $6)";

  private static final String WELCOME =
      """
      INSERT INTO record.patient (id, given, family, birth_date, synthetic)
      VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
      """;

  private static final String FIRST_OWNER = "SELECT record.first_owner($1, $2, $3, $4, $5)";

  private static final String NOTE_MEAL = "SELECT record.note_meal($1, $2, $3, $4, $5)";

  private final Pool ingest;

  public RosterStore(Pool ingest) {
    this.ingest = ingest;
  }

  /// Completes when the database answers.
  public static Future<Void> answers(Pool pool) {
    return pool.query("SELECT 1").execute().mapEmpty();
  }

  /// Adds the device unless it is known; the app is the one that was told last.
  public Future<Void> know(KnownDevice device) {
    Tuple row =
        Tuple.of(
            device.id().key(),
            device.id().tenant(),
            device.id().name(),
            device.label(),
            device.specialisation(),
            device.app());
    return ingest.preparedQuery(KNOW).execute(row).mapEmpty();
  }

  /// Adds the patient unless the record has begun.
  public Future<Void> welcome(NewPatient patient) {
    Tuple row =
        Tuple.of(
            patient.id().value(),
            patient.given(),
            patient.family(),
            patient.birthDate(),
            patient.synthetic());
    return ingest.preparedQuery(WELCOME).execute(row).mapEmpty();
  }

  /// Which of `patients` has this reading already, whoever `reading` names; empty: none.
  public Future<Optional<PatientId>> firstOwner(List<PatientId> patients, Reading reading) {
    Tuple key =
        Tuple.tuple()
            .addArrayOfLong(ids(patients))
            .addShort((short) reading.measure().code())
            .addOffsetDateTime(reading.reportedAt().atOffset(ZoneOffset.UTC))
            .addLong(reading.device().key())
            .addLong(reading.nativeId());
    return ingest
        .preparedQuery(FIRST_OWNER)
        .execute(key)
        .map(found -> Optional.ofNullable(only(found).getLong(0)).map(PatientId::new));
  }

  /// Adds a meal and flags to the blood glucose that `device` numbered `nativeId`; how many
  /// readings it met.
  public Future<Integer> noteMeal(
      List<PatientId> patients,
      DeviceId device,
      long nativeId,
      @Nullable Meal meal,
      Set<Flag> flags) {
    Tuple note =
        Tuple.tuple()
            .addArrayOfLong(ids(patients))
            .addLong(device.key())
            .addLong(nativeId)
            .addShort(meal == null ? null : (Short) (short) meal.code())
            .addLong(Flag.bits(flags));
    return ingest
        .preparedQuery(NOTE_MEAL)
        .execute(note)
        .map(met -> only(met).getLong(0).intValue());
  }

  private static Row only(Iterable<Row> rows) {
    return rows.iterator().next();
  }

  private static Long[] ids(List<PatientId> patients) {
    return patients.stream().map(PatientId::value).toArray(Long[]::new);
  }
}
