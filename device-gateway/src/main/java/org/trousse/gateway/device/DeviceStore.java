package org.trousse.gateway.device;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// The tables of the registry. Each change takes the next version under an advisory lock, so that
/// versions commit in order and a poll can miss none.
public final class DeviceStore {
  /// Any number that no other advisory lock of ours uses.
  private static final long CHANGE_LOCK = 7_264_001L;

  private static final String DEVICE =
      """
      select d.tenant, d.name, d.credential, d.measures, d.ended_at is not null as ended, d.app,
        array(select a.device from gateway.acts_for a where a.principal = d.key) as acts_for,
        s.started_at, s.zone_min
      from gateway.device d
      left join gateway.sensor_session s on s.device = d.key
      where d.key = $1\
      """;

  private static final String BINDINGS =
      """
      select patient, lower(during) as since, upper(during) as until
      from gateway.binding where device = $1 order by lower(during)\
      """;

  private static final String CHANGE =
      """
      insert into gateway.change (version, device, at)
      select coalesce(max(version), 0) + 1, $1, now() from gateway.change\
      """;

  private final Pool pool;

  public DeviceStore(Pool pool) {
    this.pool = pool;
  }

  /// Registers; true when new, false when this very device stood already (its password is then set
  /// to the given one). Fails when it belongs to another app.
  public Future<Boolean> register(NewDevice device, KeyedHash credential) {
    Tuple row =
        Tuple.of(
            device.id().key(),
            device.id().tenant(),
            device.id().name(),
            Buffer.buffer(credential.digest()),
            codes(device.measures()),
            device.app());
    return changing(
        device.id().key(),
        tx ->
            tx.preparedQuery(
                    """
                    insert into gateway.device as d
                      (key, tenant, name, credential, measures, registered_at, app)
                    values ($1, $2, $3, $4, $5, now(), $6)
                    on conflict (tenant, name) do update
                    set credential = excluded.credential, measures = excluded.measures
                    where d.app is not distinct from excluded.app
                    returning xmax = 0 as fresh\
                    """)
                .execute(row)
                .map(DeviceStore::fresh));
  }

  private static Boolean fresh(RowSet<Row> rows) {
    if (!rows.iterator().hasNext()) {
      throw new IllegalStateException("this device is registered for another app");
    }
    return rows.iterator().next().getBoolean("fresh");
  }

  static Short[] codes(Set<Measure> measures) {
    return measures.stream().map(measure -> (short) measure.code()).toArray(Short[]::new);
  }

  /// Gives the device to a patient for a time; to give again what they have changes nothing. Fails
  /// when another binding overlaps.
  public Future<Void> bind(DeviceId device, Binding binding) {
    Instant until = binding.until();
    return changing(
        device.key(),
        tx ->
            tx.preparedQuery(
                    """
                    insert into gateway.binding (device, patient, during)
                    select $1, $2, tstzrange($3, $4, '[)')
                    where not exists (
                      select from gateway.binding where device = $1 and patient = $2
                        and during @> tstzrange($3, $4, '[)'))\
                    """)
                .execute(
                    Tuple.of(
                        device.key(),
                        binding.patient().value(),
                        utc(binding.from()),
                        until == null ? null : utc(until)))
                .mapEmpty());
  }

  /// Ends the binding that lasts.
  public Future<Void> unbind(DeviceId device, Instant at) {
    return changing(
        device.key(),
        tx ->
            tx.preparedQuery(
                    """
                    update gateway.binding set during = tstzrange(lower(during), $2, '[)')
                    where device = $1 and upper_inf(during) and lower(during) < $2\
                    """)
                .execute(Tuple.of(device.key(), utc(at)))
                .mapEmpty());
  }

  /// Ends the registration: the device may do nothing any more.
  public Future<Void> end(DeviceId device, Instant at) {
    return changing(
        device.key(),
        tx ->
            tx.preparedQuery("update gateway.device set ended_at = $2 where key = $1")
                .execute(Tuple.of(device.key(), utc(at)))
                .mapEmpty());
  }

  /// Lets a gateway publish for another device.
  public Future<Void> actFor(DeviceId principal, DeviceId device) {
    return changing(
        principal.key(),
        tx ->
            tx.preparedQuery(
                    """
                    insert into gateway.acts_for (principal, device) values ($1, $2)
                    on conflict do nothing\
                    """)
                .execute(Tuple.of(principal.key(), device.key()))
                .mapEmpty());
  }

  /// Remembers when a sensor's session began; the last one received counts.
  public Future<Void> sessionStarted(
      DeviceId device, KnownDevice.SensorStart start, Instant receivedAt) {
    return pool.preparedQuery(
            """
            insert into gateway.sensor_session as s (device, started_at, zone_min, received_at)
            values ($1, $2, $3, $4)
            on conflict (device) do update set started_at = excluded.started_at,
              zone_min = excluded.zone_min, received_at = excluded.received_at
            where s.received_at < excluded.received_at\
            """)
        .execute(
            Tuple.of(device.key(), utc(start.startedAt()), start.zoneMinutes(), utc(receivedAt)))
        .mapEmpty();
  }

  /// Remembers what the device's clock said.
  public Future<Void> clockSaid(
      DeviceId device,
      Instant deviceTime,
      Instant trueTime,
      @Nullable String zone,
      Instant receivedAt) {
    return pool.preparedQuery(
            """
            insert into gateway.clock (device, received_at, device_time, true_time, zone)
            values ($1, $2, $3, $4, $5) on conflict do nothing\
            """)
        .execute(Tuple.of(device.key(), utc(receivedAt), utc(deviceTime), utc(trueTime), zone))
        .mapEmpty();
  }

  /// Keeps what the device last said of itself.
  public Future<Void> stateSaid(DeviceId device, String json, Instant receivedAt) {
    return pool.preparedQuery(
            """
            insert into gateway.device_state as s (device, state, received_at)
            values ($1, $2::text::jsonb, $3)
            on conflict (device) do update set state = excluded.state,
              received_at = excluded.received_at
            where s.received_at < excluded.received_at\
            """)
        .execute(Tuple.of(device.key(), json, utc(receivedAt)))
        .mapEmpty();
  }

  Future<Optional<KnownDevice>> find(long key) {
    Future<RowSet<Row>> device = pool.preparedQuery(DEVICE).execute(Tuple.of(key));
    return device.compose(row ->
        pool.preparedQuery(BINDINGS).execute(Tuple.of(key)).map(bindings -> known(row, bindings)));
  }

  /// The version that the registry has now.
  Future<Long> version() {
    return pool.preparedQuery("select coalesce(max(version), 0) as version from gateway.change")
        .execute()
        .map(rows -> rows.iterator().next().getLong("version"));
  }

  /// What changed after `version`, in order.
  Future<List<Change>> changesAfter(long version) {
    return pool.preparedQuery(
            """
            select version, device from gateway.change where version > $1
            order by version limit 10000\
            """)
        .execute(Tuple.of(version))
        .map(rows -> {
          List<Change> changes = new ArrayList<>(rows.size());
          rows.forEach(
              row -> changes.add(new Change(row.getLong("version"), row.getLong("device"))));
          return changes;
        });
  }

  record Change(long version, long device) {}

  /// Makes a change and notes it as the registry's next version, in one transaction.
  public <T> Future<T> changing(long device, Function<SqlConnection, Future<T>> change) {
    return pool.withTransaction(tx ->
            tx.preparedQuery("select pg_advisory_xact_lock($1)")
                .execute(Tuple.of(CHANGE_LOCK))
                .compose(locked -> change.apply(tx))
                .compose(done ->
                    tx.preparedQuery(CHANGE)
                        .execute(Tuple.of(device))
                        .map(noted -> Optional.ofNullable(done))))
        .map(Objects::requireNonNull)
        .map(done -> done.orElse(null));
  }

  private static Optional<KnownDevice> known(RowSet<Row> devices, RowSet<Row> bindings) {
    if (!devices.iterator().hasNext()) {
      return Optional.empty();
    }
    Row row = devices.iterator().next();
    List<Binding> bound = new ArrayList<>(bindings.size());
    bindings.forEach(binding -> bound.add(binding(binding)));
    Set<Measure> measures = new HashSet<>();
    for (Short code : row.getArrayOfShorts("measures")) {
      measures.add(Measure.ofCode(code));
    }
    OffsetDateTime started = row.getOffsetDateTime("started_at");
    Short zone = row.getShort("zone_min");
    return Optional.of(
        new KnownDevice(
            new DeviceId(row.getString("tenant"), row.getString("name")),
            KeyedHash.ofDigest(row.getBuffer("credential").getBytes()),
            measures,
            row.getBoolean("ended"),
            bound,
            Set.of(row.getArrayOfLongs("acts_for")),
            started == null
                ? null
                : new KnownDevice.SensorStart(
                    started.toInstant(), zone == null ? null : zone.intValue()),
            row.getString("app")));
  }

  private static Binding binding(Row row) {
    OffsetDateTime until = row.getOffsetDateTime("until");
    return new Binding(
        new PatientId(row.getLong("patient")),
        row.getOffsetDateTime("since").toInstant(),
        until == null ? null : until.toInstant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
