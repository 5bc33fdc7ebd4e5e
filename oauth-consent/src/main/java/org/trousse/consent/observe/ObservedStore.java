package org.trousse.consent.observe;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.sdk.PatientId;

/// Looks over all grants of an app. Names an app by its software id (RFC 7591 §2), which all its
/// clients share.
public final class ObservedStore {
  private static final String USED =
      """
      select coalesce(array_agg(distinct u.permission), '{}') as permissions,
        count(distinct g.patient) as people
      from consent.app a
      join consent.grant g on g.client_id = a.client_id
      join consent.use u on u.grant_id = g.id
      where a.entry->>'software_id' = $1 and u.used_at >= $2\
      """;

  private static final String KNOWN =
      "select exists (select from consent.app where entry->>'software_id' = $1) as known";

  private static final String CONNECTED =
      """
      select distinct a.entry->>'software_id' as software
      from consent.grant g join consent.app a on a.client_id = g.client_id
      where g.patient = $1 and g.status <> 'ended'\
      """;

  private final Pool pool;

  public ObservedStore(Pool pool) {
    this.pool = pool;
  }

  /// What was used since; empty: no such app has a client.
  public Future<Optional<Observed>> used(String softwareId, Instant since) {
    return pool.preparedQuery(KNOWN)
        .execute(Tuple.of(softwareId))
        .compose(rows ->
            rows.iterator().next().getBoolean("known")
                ? pool.preparedQuery(USED)
                    .execute(Tuple.of(softwareId, since.atOffset(ZoneOffset.UTC)))
                    .map(used -> Optional.of(observed(used.iterator().next())))
                : Future.succeededFuture(Optional.empty()));
  }

  private static Observed observed(Row row) {
    return new Observed(Set.of(row.getArrayOfStrings("permissions")), row.getLong("people"));
  }

  /// The apps that this patient has connected.
  public Future<Set<String>> connected(PatientId patient) {
    return pool.preparedQuery(CONNECTED)
        .execute(Tuple.of(patient.value()))
        .map(rows ->
            rows.stream().map(row -> row.getString("software")).collect(Collectors.toSet()));
  }
}
