package org.trousse.consent.registration;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.trousse.consent.app.AppEntryJson;
import org.trousse.consent.app.AppStore;
import org.trousse.consent.registration.RegistrationRules.Accepted;
import org.trousse.consent.registration.StatementCaller.Statement;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.secret.Secrets;

/// Registrations in `consent.app`: each uses its statement up, in the same transaction.
public final class RegistrationStore {
  private static final String USE =
      """
      insert into consent.used_once (kind, hash, expires_at) values ('statement', $1, $2)
      on conflict do nothing\
      """;

  /// Nothing when the catalogue stopped any client of this software.
  private static final String ADD =
      """
      insert into consent.app (client_id, profile, status, version, entry, registration_token,
        created_at, changed_at)
      select $1, $2, 'active', 1, $3::text::jsonb, $4, now(), now()
      where not exists (select from consent.app
        where entry->>'software_id' = $5 and status <> 'active')\
      """;

  private static final String REPLACE =
      """
      update consent.app set entry = $2::text::jsonb, changed_at = now(),
        version = version + case when entry->'permissions' = $2::text::jsonb->'permissions'
          then 0 else 1 end
      where client_id = $1 and status = 'active' and profile = $3
        and entry->>'software_id' = $4\
      """;

  private final Pool pool;
  private final AppStore apps;
  private final KeyedHash hash;

  public RegistrationStore(Pool pool, AppStore apps, KeyedHash hash) {
    this.pool = pool;
    this.apps = apps;
    this.hash = hash;
  }

  /// A new client.
  ///
  /// @param token opens the registration again (RFC 7592 §3); kept as a hash only
  record Registered(String clientId, String token) {
    /// Never the token.
    @Override
    public String toString() {
      return "Registered(" + clientId + ")";
    }
  }

  /// Empty: the statement was used before, or the software was stopped.
  Future<Optional<Registered>> add(Statement statement, Accepted app) {
    Registered made = new Registered(UUID.randomUUID().toString(), Secrets.fresh());
    return using(
            made.clientId(),
            statement,
            tx ->
                tx.preparedQuery(ADD)
                    .execute(
                        Tuple.of(
                            made.clientId(),
                            app.profile().word(),
                            AppEntryJson.write(app.entry()).toString(),
                            key(made.token()),
                            app.entry().softwareId()))
                    .map(rows -> rows.rowCount() == 1))
        .map(done -> done ? Optional.of(made) : Optional.<Registered>empty());
  }

  /// False: the statement was used before, or is of another app or profile.
  Future<Boolean> replace(String clientId, Statement statement, Accepted app) {
    return using(
        clientId,
        statement,
        tx ->
            tx.preparedQuery(REPLACE)
                .execute(
                    Tuple.of(
                        clientId,
                        AppEntryJson.write(app.entry()).toString(),
                        app.profile().word(),
                        app.entry().softwareId()))
                .map(rows -> rows.rowCount() == 1));
  }

  private Future<Boolean> using(String clientId, Statement statement, AppStore.Work work) {
    return apps.changing(
        clientId,
        tx ->
            use(tx, statement)
                .compose(fresh -> fresh ? work.in(tx) : Future.succeededFuture(false)));
  }

  private Future<Boolean> use(SqlConnection tx, Statement statement) {
    return tx.preparedQuery(USE)
        .execute(Tuple.of(key(statement.id()), statement.until().atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.rowCount() == 1);
  }

  /// Whether the token is this client's.
  Future<Boolean> opens(String clientId, String token) {
    return pool.preparedQuery(
            """
            select from consent.app where client_id = $1 and registration_token = $2
              and status <> 'ended'\
            """)
        .execute(Tuple.of(clientId, key(token)))
        .map(rows -> rows.size() == 1);
  }

  private Buffer key(String secret) {
    return Buffer.buffer(hash.of(secret));
  }
}
