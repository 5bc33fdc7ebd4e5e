package org.trousse.consent.page.authorise;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.trousse.consent.page.authorise.Answer.Form;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.secret.Sealed;
import org.trousse.consent.secret.Secrets;

/// What somebody had chosen when their session was over, until they have signed in again. Only the
/// browser that sent it can read it, once, for the same request and the same record.
public final class DraftStore {
  /// As long as the page may be answered.
  static final Duration LIFE = Duration.ofMinutes(30);

  private static final int KEPT_MAX = 20_000;

  private static final String KEEP =
      """
      INSERT INTO consent.draft (hash, about, content, expires_at)
      SELECT $1, $2, $3, $4 WHERE (SELECT count(*) FROM consent.draft) < $5
      """;

  private static final String TAKE =
      """
      DELETE FROM consent.draft WHERE hash = $1 AND about = $2 AND expires_at > $3
      RETURNING content
      """;

  private static final String PURGE = "DELETE FROM consent.draft WHERE expires_at < $1";

  private final Pool pool;
  private final KeyedHash hash;
  private final Clock clock;

  /// What the choices are about.
  ///
  /// @param record the record that the page was about, as its form says
  record About(String handle, String record) {
    /// Neither.
    @Override
    public String toString() {
      return "About()";
    }

    String text() {
      return handle + " " + record;
    }
  }

  public DraftStore(Pool pool, KeyedHash hash, Clock clock) {
    this.pool = pool;
    this.hash = hash;
    this.clock = clock;
  }

  /// Keeps the choices.
  ///
  /// @return the secret that the browser brings back
  Future<String> keep(About about, Form form) {
    String secret = Secrets.fresh();
    Tuple values =
        Tuple.of(
            hash.of(secret),
            hash.of(about.text()),
            Sealed.seal(secret, json(form)),
            utc(clock.instant().plus(LIFE)),
            KEPT_MAX);
    return pool.preparedQuery(KEEP).execute(values).map(secret);
  }

  /// Empty: there are none, they were taken, are too old, or about something else.
  Future<Optional<Form>> take(String secret, About about) {
    Tuple values = Tuple.of(hash.of(secret), hash.of(about.text()), utc(clock.instant()));
    return pool.preparedQuery(TAKE).execute(values).map(rows -> form(secret, rows));
  }

  /// Forgets what nobody came back for.
  public Future<Integer> purge() {
    return pool.preparedQuery(PURGE).execute(Tuple.of(utc(clock.instant()))).map(RowSet::rowCount);
  }

  private static String json(Form form) {
    JsonArray ticked = new JsonArray();
    form.ticked().stream().sorted().map(Permission::word).forEach(ticked::add);
    return new JsonObject()
        .put("ticked", ticked)
        .put("history", form.history())
        .put("duration", form.duration())
        .put("warned", form.warned())
        .encode();
  }

  private static Optional<Form> form(String secret, RowSet<Row> rows) {
    for (Row row : rows) {
      JsonObject json = new JsonObject(Sealed.open(secret, row.getString("content")));
      Set<Permission> ticked = new TreeSet<>();
      for (Object word : json.getJsonArray("ticked")) {
        Permission.of(String.valueOf(word)).ifPresent(ticked::add);
      }
      return Optional.of(
          new Form(
              true,
              ticked,
              json.getString("history"),
              json.getString("duration"),
              "",
              json.getBoolean("warned")));
    }
    return Optional.empty();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
