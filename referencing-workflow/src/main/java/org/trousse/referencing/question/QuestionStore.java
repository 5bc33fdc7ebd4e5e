package org.trousse.referencing.question;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.trousse.referencing.question.DiscussionRules.Outcome;
import org.trousse.referencing.question.DiscussionRules.Wish;
import org.trousse.referencing.text.Text;

/// The tables `referencing.thread`, `referencing.message` and `referencing.read_mark`. Every call
/// says whose row it wants.
public final class QuestionStore {
  /// Hears of each message in its transaction, so that the clock and the message stand or fall
  /// together.
  @FunctionalInterface
  public interface HearsMessages {
    Future<Void> heard(SqlConnection tx, Written written);
  }

  /// Where a message goes.
  record Place(UUID organisation, UUID dossier, String criterion) {}

  /// What became of a wish.
  sealed interface Kept {
    /// It was added.
    record Added(Written written) implements Kept {}

    /// It was not.
    record Refused(Text why) implements Kept {}
  }

  private final Pool pool;
  private final HearsMessages workflow;
  private final Clock clock;

  public QuestionStore(Pool pool, HearsMessages workflow, Clock clock) {
    this.pool = pool;
    this.workflow = workflow;
    this.clock = clock;
  }

  /// Adds a message; of many at once in one dossier one is decided after the other.
  Future<Kept> add(Place place, Wish wish) {
    return pool.withTransaction(tx ->
            lock(tx, place.dossier())
                .compose(locked -> list(tx, place.organisation(), place.dossier()))
                .compose(threads -> {
                  Outcome outcome =
                      DiscussionRules.decide(
                          threads.stream()
                              .filter(one -> one.criterion().equals(place.criterion()))
                              .findFirst()
                              .orElseGet(() ->
                                  Discussion.none(
                                      place.organisation(),
                                      place.dossier(),
                                      place.criterion(),
                                      clock.instant())),
                          wish,
                          clock.instant());
                  return keep(tx, place, threads, outcome);
                }))
        .map(Objects::requireNonNull);
  }

  private Future<Kept> keep(
      SqlConnection tx, Place place, List<Discussion> threads, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused(var why) -> Future.succeededFuture(new Kept.Refused(why));
      case Outcome.Added(var message, var discussion) -> {
        boolean othersWait =
            threads.stream()
                .filter(one -> !one.criterion().equals(place.criterion()))
                .anyMatch(Discussion::waits);
        boolean waited = threads.stream().anyMatch(Discussion::waits);
        Written written =
            new Written(
                place.organisation(),
                place.dossier(),
                place.criterion(),
                message,
                waited,
                othersWait || discussion.waits());
        yield upsert(tx, discussion)
            .compose(stands -> insert(tx, place, message))
            .compose(added -> mark(tx, place, message.author(), message.number()))
            .compose(read -> workflow.heard(tx, written))
            .map(heard -> new Kept.Added(written));
      }
    };
  }

  private static Future<Void> upsert(SqlConnection tx, Discussion now) {
    return tx.preparedQuery(
            """
            insert into referencing.thread (organisation, dossier, criterion, open, turn, waits,
              messages, changed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (dossier, criterion) do update set open = excluded.open,
              turn = excluded.turn, waits = excluded.waits, messages = excluded.messages,
              changed_at = excluded.changed_at
              where thread.organisation = excluded.organisation\
            """)
        .execute(
            Tuple.tuple()
                .addUUID(now.organisation())
                .addUUID(now.dossier())
                .addString(now.criterion())
                .addBoolean(now.open())
                .addString(now.turn().name())
                .addBoolean(now.waits())
                .addInteger(now.messages())
                .addOffsetDateTime(now.changedAt().atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  private static Future<Void> insert(SqlConnection tx, Place place, Message message) {
    return tx.preparedQuery(
            """
            insert into referencing.message (organisation, dossier, criterion, number, side, author,
              act, words, stops_clock, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)\
            """)
        .execute(
            Tuple.tuple()
                .addUUID(place.organisation())
                .addUUID(place.dossier())
                .addString(place.criterion())
                .addInteger(message.number())
                .addString(message.side().name())
                .addUUID(message.author())
                .addString(message.act().name())
                .addString(message.words())
                .addBoolean(message.stopsClock())
                .addOffsetDateTime(message.at().atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  /// A dossier's threads, by criterion.
  public Future<List<Discussion>> of(UUID organisation, UUID dossier) {
    return list(pool, organisation, dossier);
  }

  private static Future<List<Discussion>> list(SqlClient client, UUID organisation, UUID dossier) {
    return client
        .preparedQuery(
            """
            select * from referencing.thread where organisation = $1 and dossier = $2
            order by criterion\
            """)
        .execute(Tuple.of(organisation, dossier))
        .map(rows -> list(rows, QuestionStore::discussion));
  }

  /// A thread's messages, the first first.
  public Future<List<Message>> messages(UUID organisation, UUID dossier, String criterion) {
    return pool.preparedQuery(
            """
            select * from referencing.message
            where organisation = $1 and dossier = $2 and criterion = $3 order by number\
            """)
        .execute(Tuple.of(organisation, dossier, criterion))
        .map(rows -> list(rows, QuestionStore::message));
  }

  /// Notes how far a person has read; it never goes back. False: there is no such message.
  Future<Boolean> read(Place place, UUID account, int number) {
    return mark(pool, place, account, number);
  }

  private Future<Boolean> mark(SqlClient client, Place place, UUID account, int number) {
    return client
        .preparedQuery(
            """
            insert into referencing.read_mark (organisation, dossier, criterion, account, number, at)
            select organisation, dossier, criterion, $4, number, $6 from referencing.message
            where organisation = $1 and dossier = $2 and criterion = $3 and number = $5
            on conflict (dossier, criterion, account) do update
              set number = greatest(read_mark.number, excluded.number), at = excluded.at\
            """)
        .execute(
            Tuple.of(
                place.organisation(),
                place.dossier(),
                place.criterion(),
                account,
                number,
                clock.instant().atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.rowCount() == 1);
  }

  /// How far this person has read, by criterion; 0: not at all.
  public Future<List<Mark>> marks(UUID organisation, UUID dossier, UUID account) {
    return pool.preparedQuery(
            """
            select t.criterion, coalesce(r.number, 0) as number, t.messages
            from referencing.thread t left join referencing.read_mark r
              on r.dossier = t.dossier and r.criterion = t.criterion and r.account = $3
            where t.organisation = $1 and t.dossier = $2 order by t.criterion\
            """)
        .execute(Tuple.of(organisation, dossier, account))
        .map(rows ->
            list(
                rows,
                row ->
                    new Mark(
                        row.getString("criterion"),
                        row.getInteger("number"),
                        row.getInteger("messages"))));
  }

  /// How far somebody has read in a thread.
  public record Mark(String criterion, int read, int messages) {
    public int unread() {
      return messages - read;
    }
  }

  /// The thread of a criterion; empty: nobody wrote yet.
  public Future<Optional<Discussion>> find(UUID organisation, UUID dossier, String criterion) {
    return of(organisation, dossier)
        .map(all -> all.stream().filter(one -> one.criterion().equals(criterion)).findFirst());
  }

  private static Future<Void> lock(SqlClient tx, UUID dossier) {
    return tx.preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 0))")
        .execute(Tuple.of("referencing.question " + dossier))
        .mapEmpty();
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
    List<T> all = new ArrayList<>();
    for (Row row : rows) {
      all.add(read.apply(row));
    }
    return all;
  }

  private static Instant instant(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  private static Discussion discussion(Row row) {
    return new Discussion(
        row.getUUID("organisation"),
        row.getUUID("dossier"),
        row.getString("criterion"),
        row.getBoolean("open"),
        Turn.valueOf(row.getString("turn")),
        row.getBoolean("waits"),
        row.getInteger("messages"),
        instant(row, "changed_at"));
  }

  private static Message message(Row row) {
    return new Message(
        row.getInteger("number"),
        Message.Side.valueOf(row.getString("side")),
        row.getUUID("author"),
        Message.Act.valueOf(row.getString("act")),
        row.getString("words"),
        row.getBoolean("stops_clock"),
        instant(row, "at"));
  }
}
