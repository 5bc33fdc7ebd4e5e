package org.trousse.gateway.own;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.device.DeviceStore;
import org.trousse.gateway.own.OwnDevice.Clock;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// Reads what a patient's devices are, and gives one back.
public final class OwnDeviceStore {
  /// Devices of one patient that are shown.
  private static final int DEVICES_MAX = 50;

  /// What stands aside for longer is the operators' business alone.
  private static final Duration ASIDE = Duration.ofDays(30);

  private static final int PERCENT_MAX = 100;

  private static final String DEVICES =
      """
      select d.key, d.tenant, d.name, d.app, d.measures, lower(b.during) as since,
        s.received_at as state_at,
        case when jsonb_typeof(s.state -> 'battery') = 'number'
          then (s.state ->> 'battery')::float8 end as battery,
        c.device_time, c.true_time, c.zone
      from gateway.binding b
      join gateway.device d on d.key = b.device and d.ended_at is null
      left join gateway.device_state s on s.device = d.key
      left join lateral (
        select device_time, true_time, zone from gateway.clock
        where device = d.key and received_at >= lower(b.during)
        order by received_at desc limit 1) c on true
      where b.patient = $1 and upper_inf(b.during)
      order by lower(b.during) desc, d.key limit $2\
      """;

  /// What cannot be read has no owner: it is told to who had the device when it came.
  private static final String ASIDE_BY_REASON =
      """
      select q.device, reason, count(*)::int as n
      from gateway.binding b
      join gateway.quarantine q on q.device = b.device
        and q.received_at >= greatest(lower(b.during), $2)
        and (q.patient = b.patient or q.patient is null)
      cross join unnest(q.reasons[1:1]) as reason
      where b.patient = $1 and upper_inf(b.during)
      group by q.device, reason\
      """;

  private static final String UNBIND =
      """
      update gateway.binding set during = tstzrange(lower(during), $3, '[)')
      where device = $1 and patient = $2 and upper_inf(during) and lower(during) < $3
      returning device\
      """;

  private static final String END =
      """
      update gateway.device set ended_at = $2
      where key = $1 and app is not null and ended_at is null\
      """;

  private final Pool pool;
  private final DeviceStore devices;

  public OwnDeviceStore(Pool pool, DeviceStore devices) {
    this.pool = pool;
    this.devices = devices;
  }

  /// The devices that a patient has now, the newest first.
  public Future<List<OwnDevice>> of(PatientId patient, Instant now) {
    var found = pool.preparedQuery(DEVICES).execute(Tuple.of(patient.value(), DEVICES_MAX));
    var aside =
        pool.preparedQuery(ASIDE_BY_REASON)
            .execute(Tuple.of(patient.value(), utc(now.minus(ASIDE))));
    return Future.all(found, aside).map(both -> devices(found.result(), byDevice(aside.result())));
  }

  /// Gives a device back: from then on what it measures is not this patient's. That of an app ends,
  /// and the app may register it anew. False when the patient does not have it.
  public Future<Boolean> giveBack(PatientId patient, DeviceId device, Instant now) {
    return devices
        .changing(
            device.key(),
            tx ->
                tx.preparedQuery(UNBIND)
                    .execute(Tuple.of(device.key(), patient.value(), utc(now)))
                    .compose(met ->
                        met.rowCount() == 0
                            ? Future.succeededFuture(false)
                            : tx.preparedQuery(END)
                                .execute(Tuple.of(device.key(), utc(now)))
                                .map(true)))
        .map(Objects::requireNonNull);
  }

  private static Map<Long, Map<String, Integer>> byDevice(RowSet<Row> rows) {
    Map<Long, Map<String, Integer>> all = new HashMap<>();
    for (Row row : rows) {
      all.computeIfAbsent(row.getLong("device"), key -> new HashMap<>())
          .put(row.getString("reason"), row.getInteger("n"));
    }
    return all;
  }

  private static List<OwnDevice> devices(
      RowSet<Row> rows, Map<Long, Map<String, Integer>> keptAside) {
    List<OwnDevice> all = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Set<Measure> measures = new HashSet<>();
      for (Short code : row.getArrayOfShorts("measures")) {
        measures.add(Measure.ofCode(code));
      }
      all.add(
          new OwnDevice(
              new DeviceId(row.getString("tenant"), row.getString("name")),
              row.getString("app"),
              measures,
              row.getOffsetDateTime("since").toInstant(),
              instant(row.getOffsetDateTime("state_at")),
              percent(row.getDouble("battery")),
              clock(row),
              keptAside.getOrDefault(row.getLong("key"), Map.of())));
    }
    return all;
  }

  /// Null for what is no percentage.
  private static @Nullable Integer percent(@Nullable Double said) {
    return said == null || !(said >= 0 && said <= PERCENT_MAX)
        ? null
        : (Integer) (int) Math.round(said);
  }

  private static @Nullable Clock clock(Row row) {
    OffsetDateTime said = row.getOffsetDateTime("device_time");
    return said == null
        ? null
        : new Clock(
            said.toInstant(),
            row.getOffsetDateTime("true_time").toInstant(),
            row.getString("zone"));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
