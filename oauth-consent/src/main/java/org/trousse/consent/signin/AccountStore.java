package org.trousse.consent.signin;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.signin.Account.Delegation;
import org.trousse.consent.signin.provider.Identity;
import org.trousse.consent.signin.provider.Provider;
import org.trousse.sdk.PatientId;

/// Accounts and mandates. A provider's subject stands here as a keyed hash alone.
public final class AccountStore {
  private static final String COLUMNS = "id, kind, patient, given, family, closed_at";

  private static final String ENTER =
      """
      INSERT INTO consent.account
        (id, provider, subject, kind, patient, given, family, birth_date, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      ON CONFLICT (provider, subject) DO UPDATE SET given = $6, family = $7, birth_date = $8
      RETURNING
      """
          + COLUMNS;

  /// The first record stays, whoever comes second.
  private static final String OWN =
      """
      UPDATE consent.account SET patient = coalesce(patient, $2) WHERE id = $1
      RETURNING
      """
          + COLUMNS;

  private static final String DELEGATE =
      """
      INSERT INTO consent.delegation (delegate, patient, role, until)
      VALUES ($1, $2, 'parent', $3)
      ON CONFLICT (delegate, patient) DO UPDATE SET until = $3
      """;

  private static final String MANDATES =
      """
      SELECT patient, until FROM consent.delegation WHERE delegate = $1 AND until > $2
      ORDER BY until, patient LIMIT 50
      """;

  private final Pool pool;
  private final KeyedHash hash;
  private final Clock clock;

  public AccountStore(Pool pool, KeyedHash hash, Clock clock) {
    this.pool = pool;
    this.hash = hash;
    this.clock = clock;
  }

  /// The account of this identity, made at its first sign-in; names follow the provider.
  Future<Account> enter(Identity identity) {
    return enter(identity, null);
  }

  /// The same for somebody whose record is known already (the demo's people).
  ///
  /// @param patient null when it is not known
  Future<Account> enter(Identity identity, @Nullable PatientId patient) {
    Tuple values =
        Tuple.tuple()
            .addUUID(UUID.randomUUID())
            .addString(identity.provider())
            .addValue(hash.of(identity.subject()))
            .addString(identity.kind().word())
            .addLong(patient == null ? null : patient.value())
            .addString(identity.given())
            .addString(identity.family())
            .addLocalDate(identity.birthDate())
            .addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC));
    return pool.preparedQuery(ENTER).execute(values).map(AccountStore::one);
  }

  public Future<Optional<Account>> find(UUID account) {
    return pool.preparedQuery("SELECT " + COLUMNS + " FROM consent.account WHERE id = $1")
        .execute(Tuple.of(account))
        .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(one(rows)));
  }

  /// What these people are called; who has no account is left out.
  public Future<Map<UUID, String>> names(Set<UUID> accounts) {
    return pool.preparedQuery("SELECT id, given, family FROM consent.account WHERE id = any($1)")
        .execute(Tuple.of(accounts.toArray(UUID[]::new)))
        .map(rows -> {
          Map<UUID, String> names = new HashMap<>();
          rows.forEach(row ->
              names.put(row.getUUID("id"), row.getString("given") + " " + row.getString("family")));
          return names;
        });
  }

  /// Lets the holder of a record sign in again after a closure; what had ended stays ended. False
  /// when no account of theirs was closed.
  public Future<Boolean> reopen(PatientId patient) {
    return pool.preparedQuery(
            "UPDATE consent.account SET closed_at = NULL"
                + " WHERE patient = $1 AND closed_at IS NOT NULL")
        .execute(Tuple.of(patient.value()))
        .map(rows -> rows.rowCount() > 0);
  }

  /// Gives the account its own record, unless it has one already.
  Future<Account> own(UUID account, PatientId patient) {
    return pool.preparedQuery(OWN)
        .execute(Tuple.of(account, patient.value()))
        .map(AccountStore::one);
  }

  /// Lets a parent act for a child until the child comes of age; on and after that day it does
  /// nothing.
  public Future<Void> delegate(UUID parent, PatientId child, LocalDate childBirthDate) {
    return pool.preparedQuery(DELEGATE)
        .execute(Tuple.of(parent, child.value(), Majority.of(childBirthDate)))
        .mapEmpty();
  }

  /// For whom the account may act today, besides itself.
  public Future<List<Delegation>> mandates(UUID account) {
    return pool.preparedQuery(MANDATES)
        .execute(Tuple.of(account, today(clock)))
        .map(rows -> {
          List<Delegation> mandates = new ArrayList<>();
          for (Row row : rows) {
            mandates.add(
                new Delegation(new PatientId(row.getLong("patient")), row.getLocalDate("until")));
          }
          return mandates;
        });
  }

  static LocalDate today(Clock clock) {
    return LocalDate.ofInstant(clock.instant(), Majority.ZONE);
  }

  private static Account one(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    return new Account(
        row.getUUID("id"),
        Provider.Kind.of(row.getString("kind")),
        Optional.ofNullable(row.getLong("patient")).map(PatientId::new).orElse(null),
        row.getString("given"),
        row.getString("family"),
        row.getOffsetDateTime("closed_at") != null);
  }
}
