package org.trousse.consent.page.relative;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.feed.Change;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.feed.ChangeStore.Changed;
import org.trousse.consent.feed.ChangeStore.Noted;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.signin.Majority;
import org.trousse.consent.signin.SignedIn;
import org.trousse.sdk.PatientId;

/// Codes that open a record to a person, and the mandates that come of them. A row holds a code's
/// keyed hash.
public final class ActivationStore {
  /// How long a paper is good.
  public static final Duration LIFE = Duration.ofDays(30);

  private static final String KEEP =
      """
      INSERT INTO consent.activation (hash, holder, patient, born, until, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6)
      """;

  private static final String USE =
      """
      UPDATE consent.activation SET used_at = $2, account = $3
      WHERE hash = $1 AND used_at IS NULL AND expires_at > $2
      """;

  /// Only the parent whose own record the paper names.
  private static final String USE_PARENTS =
      USE + " AND holder = $4 AND until > $5 RETURNING patient, until";

  private static final String DELEGATE =
      """
      INSERT INTO consent.delegation (delegate, patient, role, until)
      VALUES ($1, $2, 'parent', $3)
      ON CONFLICT (delegate, patient) DO UPDATE SET until = excluded.until
      """;

  /// Only somebody who was born on the record's day, and whose first record no app ever reached: it
  /// began empty at the first sign-in.
  private static final String USE_OWN =
      USE
          + """
           AND holder IS NULL AND born = (SELECT birth_date FROM consent.account WHERE id = $3)
             AND NOT EXISTS (SELECT FROM consent.grant g JOIN consent.account a
               ON a.patient = g.patient WHERE a.id = $3)
           RETURNING patient, until\
          """;

  private static final String OWN = "UPDATE consent.account SET patient = $2 WHERE id = $1";

  private static final String END =
      "DELETE FROM consent.delegation WHERE delegate = $1 AND patient = $2 RETURNING until";

  private final Pool pool;
  private final ChangeStore changes;
  private final KeyedHash hash;
  private final Clock clock;

  /// What a code did.
  sealed interface Used {
    /// The person acts for this patient from now on.
    record Mandate(PatientId patient, LocalDate until) implements Used {}

    /// This is the person's own record from now on.
    record Own(PatientId patient) implements Used {}

    /// Wrong, used, too old, or for somebody else.
    record Nothing() implements Used {}
  }

  public ActivationStore(Pool pool, ChangeStore changes, KeyedHash hash, Clock clock) {
    this.pool = pool;
    this.changes = changes;
    this.hash = hash;
    this.clock = clock;
  }

  /// A code by which `parent` acts for `child`.
  ///
  /// @param parent the parent's own record: nobody else can use the code
  /// @param until the first day on which the mandate no longer holds
  public Future<ActivationCode> forParent(PatientId parent, PatientId child, LocalDate until) {
    return keep(parent.value(), child, null, until);
  }

  /// A code by which somebody who came of age opens the record that is theirs.
  ///
  /// @param born who uses it was born on this day
  public Future<ActivationCode> forOwner(PatientId patient, LocalDate born) {
    return keep(null, patient, born, null);
  }

  private Future<ActivationCode> keep(
      @Nullable Long holder,
      PatientId patient,
      @Nullable LocalDate born,
      @Nullable LocalDate until) {
    ActivationCode code = ActivationCode.fresh();
    Tuple values =
        Tuple.tuple()
            .addBuffer(hashed(code))
            .addLong(holder)
            .addLong(patient.value())
            .addLocalDate(born)
            .addLocalDate(until)
            .addOffsetDateTime(now().plus(LIFE));
    return pool.preparedQuery(KEEP).execute(values).map(code);
  }

  /// Uses a code; once.
  Future<Used> use(ActivationCode code, SignedIn who) {
    return changes
        .<Used>changing(tx ->
            parents(tx, code, who)
                .compose(
                    found -> found.isPresent() ? Future.succeededFuture(found) : own(tx, code, who))
                .map(used -> new Changed<>(used, used.isPresent() ? noted(who) : null)))
        .map(changed -> changed.value().orElse(new Used.Nothing()));
  }

  private Future<Optional<Used>> parents(SqlConnection tx, ActivationCode code, SignedIn who) {
    PatientId own = who.own();
    if (own == null) {
      return Future.succeededFuture(Optional.empty());
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), Majority.ZONE);
    return tx.preparedQuery(USE_PARENTS)
        .execute(Tuple.of(hashed(code), now(), who.account(), own.value(), today))
        .compose(rows -> {
          if (rows.size() == 0) {
            return Future.succeededFuture(Optional.empty());
          }
          Row row = rows.iterator().next();
          PatientId child = new PatientId(row.getLong("patient"));
          LocalDate until = row.getLocalDate("until");
          return tx.preparedQuery(DELEGATE)
              .execute(Tuple.of(who.account(), child.value(), until))
              .map(Optional.of(new Used.Mandate(child, until)));
        });
  }

  private Future<Optional<Used>> own(SqlConnection tx, ActivationCode code, SignedIn who) {
    return tx.preparedQuery(USE_OWN)
        .execute(Tuple.of(hashed(code), now(), who.account()))
        .compose(rows -> {
          if (rows.size() == 0) {
            return Future.succeededFuture(Optional.empty());
          }
          PatientId patient = new PatientId(rows.iterator().next().getLong("patient"));
          return tx.preparedQuery(OWN)
              .execute(Tuple.of(who.account(), patient.value()))
              .map(Optional.of(new Used.Own(patient)));
        });
  }

  /// Ends a mandate; false when there was none.
  Future<Boolean> end(SignedIn who, PatientId patient) {
    return changes
        .<Boolean>changing(tx ->
            tx.preparedQuery(END)
                .execute(Tuple.of(who.account(), patient.value()))
                .map(rows ->
                    new Changed<>(
                        Optional.of(rows.size() > 0), rows.size() > 0 ? noted(who) : null)))
        .map(changed -> changed.value().orElse(false));
  }

  /// Forgets papers that nobody used.
  public Future<Integer> purge() {
    return pool.preparedQuery("DELETE FROM consent.activation WHERE expires_at < $1")
        .execute(Tuple.of(now()))
        .map(RowSet::rowCount);
  }

  /// What sessions may open has changed.
  private static Noted noted(SignedIn who) {
    return new Noted(Change.Kind.SESSION, who.session().toString());
  }

  private Buffer hashed(ActivationCode code) {
    return Buffer.buffer(hash.of("activation " + code.letters()));
  }

  private OffsetDateTime now() {
    Instant now = clock.instant();
    return now.atOffset(ZoneOffset.UTC);
  }
}
