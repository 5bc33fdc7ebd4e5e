package org.trousse.record.mine.device;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// Counts what a patient's devices brought. The pool's role is `trousse_record_reader`.
public final class DeviceUseStore {
  private static final String FOR_PATIENT =
      """
      SELECT set_config('trousse.patient', $1, true), set_config('trousse.professional', '', true)
      """;

  /// The key stands on the reported time, which differs from the true one by 26 hours at most for
  /// all but a few rows.
  private static final String USES =
      """
      SELECT d.key, d.label, u.recent, u.last FROM record.device d
      LEFT JOIN (
        SELECT r.device, max(r.received_at) AS last,
          count(*) FILTER (
            WHERE r.reported_at + coalesce(r.correction_s, 0) * interval '1 second'
              >= $3::timestamptz - interval '7 days')::int AS recent
        FROM unnest($4::smallint[]) AS m (code)
        JOIN record.reading r ON r.patient = $1 AND r.measure = m.code
          AND r.reported_at >= $3::timestamptz - interval '31 days'
        WHERE r.device = ANY ($2)
        GROUP BY r.device) u ON u.device = d.key
      WHERE d.key = ANY ($2)
      """;

  private static final Short[] MEASURES =
      Arrays.stream(Measure.values()).map(one -> (short) one.code()).toArray(Short[]::new);

  private final Pool readers;

  public DeviceUseStore(Pool readers) {
    this.readers = readers;
  }

  /// By the devices' keys; one that is missing brought nothing and has no name.
  Future<Map<Long, DeviceUse>> uses(PatientId patient, List<DeviceId> devices, Instant now) {
    Long[] keys = devices.stream().map(DeviceId::key).toArray(Long[]::new);
    Tuple asked = Tuple.of(patient.value(), keys, now.atOffset(ZoneOffset.UTC), MEASURES);
    return readers
        .withTransaction(transaction ->
            transaction
                .preparedQuery(FOR_PATIENT)
                .execute(Tuple.of(Long.toString(patient.value())))
                .compose(shown -> transaction.preparedQuery(USES).execute(asked)))
        .map(Objects::requireNonNull)
        .map(DeviceUseStore::uses);
  }

  private static Map<Long, DeviceUse> uses(RowSet<Row> rows) {
    Map<Long, DeviceUse> uses = new HashMap<>();
    for (Row row : rows) {
      Integer recent = row.getInteger(2);
      OffsetDateTime last = row.getOffsetDateTime(3);
      uses.put(
          row.getLong(0),
          new DeviceUse(
              row.getString(1),
              recent == null ? 0 : recent,
              last == null ? null : last.toInstant()));
    }
    return uses;
  }
}
