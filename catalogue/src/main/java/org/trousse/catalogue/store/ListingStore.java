package org.trousse.catalogue.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.trousse.catalogue.listing.Decision;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.ListingJson;
import org.trousse.catalogue.listing.Shown;
import org.trousse.catalogue.listing.Standing;
import org.trousse.catalogue.listing.Text;

/// The tables `catalogue.listing` and `catalogue.decision`. Every change takes the next version of
/// the shelf under its row's lock.
public final class ListingStore {
  private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

  private static final String NEXT_VERSION =
      "update catalogue.shelf set version = version + 1 returning version";

  private static final String LOAD =
      """
      select slug, version, content::text as content from catalogue.listing
      where software_id = $1\
      """;

  private static final String SLUGS =
      "select slug from catalogue.listing where slug = $1 or slug like $1 || '-%'";

  private static final String WRITE =
      """
      insert into catalogue.listing
        (software_id, slug, version, changed, standing, content, written_at)
      values ($1, $2, $3, $4, $5, $6::text::jsonb, $7)
      on conflict (software_id) do update
      set version = excluded.version, changed = excluded.changed, standing = excluded.standing,
        content = excluded.content, written_at = excluded.written_at\
      """;

  private static final String DECIDE =
      """
      insert into catalogue.decision (software_id, at, standing, specification, reason, criteria)
      values ($1, $2, $3, $4, $5::text::jsonb, $6) on conflict do nothing\
      """;

  private static final String CHANGED =
      """
      select slug, content::text as content from catalogue.listing where changed > $1\
      """;

  private static final String DECISIONS =
      """
      select d.software_id, at, d.standing, specification, reason::text as reason, criteria
      from catalogue.decision d join catalogue.listing l using (software_id)
      where l.changed > $1 order by at, d.standing\
      """;

  private static final String DECISIONS_OF =
      """
      select software_id, at, standing, specification, reason::text as reason, criteria
      from catalogue.decision where software_id = $1 order by at, standing\
      """;

  private final Pool pool;
  private final Clock clock;

  public ListingStore(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /// An app's new standing.
  ///
  /// @param version of the app's publication, as in [Listing]
  /// @param conditions that hold from then on
  public record Change(String softwareId, long version, List<Text> conditions, Decision decision) {
    public Change {
      conditions = List.copyOf(conditions);
    }
  }

  /// Keeps a listing, unless this version or a later one stands already. Its history is added to
  /// the decisions that are kept.
  public Future<Written> publish(Listing listing) {
    return changing(
        listing.softwareId(),
        (tx, row) -> {
          if (row.isPresent() && row.get().getLong("version") >= listing.version()) {
            return done(new Written.Already());
          }
          Future<String> slug =
              row.map(found -> Future.succeededFuture(found.getString("slug")))
                  .orElseGet(() -> freeSlug(tx, listing.facts().name()));
          return slug.compose(
              free -> write(tx, free, listing).map(done -> (Written) new Written.Stored(free)));
        });
  }

  /// Changes the standing alone.
  public Future<Written> change(Change change) {
    return changing(
        change.softwareId(),
        (tx, row) -> {
          if (row.isEmpty()) {
            return done(new Written.Unknown());
          }
          if (row.get().getLong("version") >= change.version()) {
            return done(new Written.Already());
          }
          Decision decision = change.decision();
          LocalDate day = LocalDate.ofInstant(decision.at(), ZONE);
          String slug = row.get().getString("slug");
          Listing after =
              ListingJson.read(row.get().getString("content"))
                  .standing(change.version(), decision.standing(), day, change.conditions())
                  .with(List.of(decision));
          return write(tx, slug, after).map(done -> (Written) new Written.Stored(slug));
        });
  }

  @FunctionalInterface
  private interface Work {
    Future<Written> with(SqlConnection tx, Optional<Row> row);
  }

  private static Future<Written> done(Written written) {
    return Future.succeededFuture(written);
  }

  /// The lock of the shelf's row comes first, so that one change at a time looks and writes.
  private Future<Written> changing(String softwareId, Work work) {
    return pool.withTransaction(tx ->
            tx.query("select version from catalogue.shelf for update")
                .execute()
                .compose(locked -> tx.preparedQuery(LOAD).execute(Tuple.of(softwareId)))
                .compose(rows -> work.with(tx, first(rows))))
        .map(Objects::requireNonNull);
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }

  private static Future<String> freeSlug(SqlClient tx, String name) {
    String wish = Slug.of(name, slug -> false);
    return tx.preparedQuery(SLUGS)
        .execute(Tuple.of(wish.replaceAll("-2$", "")))
        .map(rows -> {
          Set<String> taken = new HashSet<>();
          rows.forEach(row -> taken.add(row.getString("slug")));
          return Slug.of(name, taken::contains);
        });
  }

  private Future<Void> write(SqlConnection tx, String slug, Listing listing) {
    return tx.query(NEXT_VERSION)
        .execute()
        .compose(rows ->
            tx.preparedQuery(WRITE)
                .execute(
                    Tuple.of(
                        listing.softwareId(),
                        slug,
                        listing.version(),
                        rows.iterator().next().getLong("version"),
                        listing.standing().word(),
                        ListingJson.write(listing),
                        clock.instant().atOffset(ZoneOffset.UTC))))
        .compose(written -> decide(tx, listing));
  }

  private static Future<Void> decide(SqlConnection tx, Listing listing) {
    if (listing.history().isEmpty()) {
      return Future.succeededFuture();
    }
    List<Tuple> rows =
        listing.history().stream()
            .map(one ->
                Tuple.of(
                    listing.softwareId(),
                    one.at().atOffset(ZoneOffset.UTC),
                    one.standing().word(),
                    one.specification(),
                    ListingJson.write(one.reason()),
                    one.criteria().toArray(String[]::new)))
            .toList();
    return tx.preparedQuery(DECIDE).executeBatch(rows).mapEmpty();
  }

  /// One listing as it stands at this instant, with its decisions.
  public Future<Optional<Listing>> load(String softwareId) {
    return pool.preparedQuery(LOAD)
        .execute(Tuple.of(softwareId))
        .compose(rows ->
            pool.preparedQuery(DECISIONS_OF)
                .execute(Tuple.of(softwareId))
                .map(decisions ->
                    first(rows)
                        .map(row -> ListingJson.read(row.getString("content")))
                        .map(listing ->
                            listing.with(
                                decisions(decisions).getOrDefault(softwareId, List.of())))));
  }

  /// What stands on the shelf now.
  Future<Long> version() {
    return pool.query("select version from catalogue.shelf")
        .execute()
        .map(rows -> rows.iterator().next().getLong("version"));
  }

  /// Listings that changed after `version`, with all of their decisions, and the version that they
  /// bring.
  Future<Changes> after(long version) {
    return pool.withTransaction(tx ->
            tx.query("set transaction isolation level repeatable read read only")
                .execute()
                .compose(set -> read(tx, version)))
        .map(Objects::requireNonNull);
  }

  /// What changed.
  record Changes(long version, List<Shown> apps) {}

  private static Future<Changes> read(SqlConnection tx, long version) {
    Future<Long> now =
        tx.query("select version from catalogue.shelf")
            .execute()
            .map(rows -> rows.iterator().next().getLong("version"));
    Future<RowSet<Row>> listings = tx.preparedQuery(CHANGED).execute(Tuple.of(version));
    Future<RowSet<Row>> decided = tx.preparedQuery(DECISIONS).execute(Tuple.of(version));
    return Future.all(now, listings, decided)
        .map(all -> {
          Map<String, List<Decision>> decisions = decisions(decided.result());
          List<Shown> apps = new ArrayList<>();
          for (Row row : listings.result()) {
            Listing listing = ListingJson.read(row.getString("content"));
            List<Decision> own = decisions.getOrDefault(listing.softwareId(), List.of());
            apps.add(new Shown(row.getString("slug"), listing.with(own)));
          }
          return new Changes(now.result(), apps);
        });
  }

  private static Map<String, List<Decision>> decisions(RowSet<Row> rows) {
    Map<String, List<Decision>> decisions = new HashMap<>();
    Function<String, List<Decision>> none = first -> new ArrayList<>();
    for (Row row : rows) {
      decisions
          .computeIfAbsent(row.getString("software_id"), none)
          .add(
              new Decision(
                  row.getOffsetDateTime("at").toInstant(),
                  Standing.of(row.getString("standing")).orElseThrow(),
                  row.getString("specification"),
                  ListingJson.text(row.getString("reason")),
                  List.of(row.getArrayOfStrings("criteria"))));
    }
    return decisions;
  }
}
