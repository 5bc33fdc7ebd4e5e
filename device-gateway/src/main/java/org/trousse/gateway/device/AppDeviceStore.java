package org.trousse.gateway.device;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;

/// Registers and ends devices of apps, each in one change of the registry.
public final class AppDeviceStore {
  /// What came of a registration.
  public enum Registered {
    NEW,
    /// It stood already: it has another password now.
    AGAIN,
    /// The patient has as many devices of this app as there may be.
    TOO_MANY,
    /// The name belongs to somebody else now.
    TAKEN
  }

  private static final String OTHERS =
      """
      select count(*) as others
      from gateway.device d join gateway.binding b on b.device = d.key
      where d.app = $1 and b.patient = $2 and upper_inf(b.during) and d.ended_at is null
        and d.key <> $3\
      """;

  private static final String UPSERT =
      """
      insert into gateway.device as d (key, tenant, name, credential, measures, registered_at, app)
      values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (tenant, name) do update
      set credential = excluded.credential, measures = excluded.measures, ended_at = null
      where d.app = excluded.app and not exists (
        select from gateway.binding b
        where b.device = d.key and upper_inf(b.during) and b.patient <> $8)
      returning xmax = 0 as fresh\
      """;

  /// From the minute's start, since devices count whole seconds or minutes, but never within the
  /// time of whoever had it before.
  private static final String BIND =
      """
      insert into gateway.binding (device, patient, during)
      select $1, $2, tstzrange(
        greatest(
          date_trunc('minute', $3::timestamptz),
          (select max(upper(during)) from gateway.binding where device = $1)),
        null, '[)')
      where not exists (select from gateway.binding where device = $1 and upper_inf(during))\
      """;

  private static final String UNBIND =
      """
      update gateway.binding set during = tstzrange(lower(during), $2, '[)')
      where device = $1 and upper_inf(during) and lower(during) < $2\
      """;

  private final DeviceStore devices;

  public AppDeviceStore(DeviceStore devices) {
    this.devices = devices;
  }

  /// Registers a device of an app and gives it to the patient from this minute on; one that stood
  /// already, ended or not, gets the new password and measures and stays whose it is.
  ///
  /// @param othersMax devices of this app that the patient may have beside this one
  public Future<Registered> register(
      NewDevice device, KeyedHash credential, PatientId patient, Instant now, int othersMax) {
    String app = device.app();
    if (app == null) {
      throw new IllegalArgumentException("a device of an app");
    }
    Tuple others = Tuple.of(app, patient.value(), device.id().key());
    return devices.changing(
        device.id().key(),
        tx ->
            tx.preparedQuery(OTHERS)
                .execute(others)
                .compose(rows ->
                    rows.iterator().next().getLong("others") > othersMax
                        ? Future.succeededFuture(Registered.TOO_MANY)
                        : upsert(tx, device, credential, patient, utc(now))));
  }

  /// Ends the device and its binding: its readings are refused from now on.
  public Future<Void> end(DeviceId device, Instant now) {
    Tuple ending = Tuple.of(device.key(), utc(now));
    return devices.changing(
        device.key(),
        tx ->
            tx.preparedQuery("update gateway.device set ended_at = $2 where key = $1")
                .execute(ending)
                .compose(ended -> tx.preparedQuery(UNBIND).execute(ending).mapEmpty()));
  }

  private static Future<Registered> upsert(
      SqlConnection tx,
      NewDevice device,
      KeyedHash credential,
      PatientId patient,
      OffsetDateTime now) {
    Tuple row =
        Tuple.of(
            device.id().key(),
            device.id().tenant(),
            device.id().name(),
            Buffer.buffer(credential.digest()),
            DeviceStore.codes(device.measures()),
            now);
    row.addString(device.app()).addLong(patient.value());
    return tx.preparedQuery(UPSERT)
        .execute(row)
        .map(AppDeviceStore::outcome)
        .compose(outcome ->
            outcome == Registered.TAKEN
                ? Future.succeededFuture(outcome)
                : tx.preparedQuery(BIND)
                    .execute(Tuple.of(device.id().key(), patient.value(), now))
                    .map(outcome));
  }

  private static Registered outcome(RowSet<Row> rows) {
    Iterator<Row> row = rows.iterator();
    if (!row.hasNext()) {
      return Registered.TAKEN;
    }
    return row.next().getBoolean("fresh") ? Registered.NEW : Registered.AGAIN;
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
