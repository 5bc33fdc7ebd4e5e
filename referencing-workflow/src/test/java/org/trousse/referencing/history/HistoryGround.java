package org.trousse.referencing.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.atomic.AtomicInteger;
import org.trousse.referencing.SetClock;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Walk;
import org.trousse.testkit.TestPostgres;

/// A real database with this house's tables, for one test class. All vendors are synthetic.
final class HistoryGround implements AutoCloseable {
  private static final int POOL = 8;
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /// What the vendor of [#walk] saved; the odd blanks must survive.
  static final String MANIFEST = "{ \"name\":\"Synthetic app\" ,\"b\":1,\"a\":2}";

  final TestPostgres postgres = TestPostgres.migrated("referencing");
  final Vertx vertx = Vertx.vertx();
  final Pool pool = node();
  final SetClock clock = new SetClock(Walk.START);
  final DossierStore store = new DossierStore(pool);
  final HistoryStore history = new HistoryStore(pool);
  final DossierLane lane = lane(pool);

  /// Another process's pool on the same database.
  Pool node() {
    return node(vertx, postgres.host(), postgres.port(), postgres.database());
  }

  static Pool node(Vertx vertx, String host, int port, String database) {
    PgConnectOptions way =
        new PgConnectOptions()
            .setHost(host)
            .setPort(port)
            .setDatabase(database)
            .setUser("trousse_referencing")
            .setPassword(TestPostgres.PASSWORD)
            .setCachePreparedStatements(true);
    PoolOptions options = new PoolOptions().setMaxSize(POOL);
    return PgBuilder.pool().connectingTo(way).with(options).using(vertx).build();
  }

  DossierLane lane(Pool node) {
    return new DossierLane(stores(node), () -> {}, clock);
  }

  static DossierLane.Stores stores(Pool node) {
    return new DossierLane.Stores(
        new DossierStore(node), new HistoryStore(node), new ManifestStore(node));
  }

  /// Walks a dossier of its own to a state, in the database; the clock is where the walk ended.
  Walk walk(State state) {
    Walk walk = Walk.to(state, NUMBERS.incrementAndGet());
    clock.set(Walk.START);
    decided(lane.begin(walk.dossier.identity(), Walk.OWNER));
    lane.saveManifest(walk.dossier.id(), MANIFEST, Walk.OWNER).await();
    for (Walk.Done done : walk.acts) {
      clock.set(done.at());
      decided(lane.act(walk.dossier.id(), done.act(), done.by()));
    }
    assertThat(history.find(walk.dossier.id()).await()).contains(walk.dossier);
    return walk;
  }

  /// Does it at the walk's time, in the walk and in the database.
  void act(Walk walk, Actor by, Act act) {
    walk.act(by, act);
    clock.set(walk.now);
    decided(lane.act(walk.dossier.id(), act, by));
  }

  static Dossier decided(Future<Decision> decision) {
    Decision answer = decision.await();
    assertThat(answer).isInstanceOf(Decided.class);
    return ((Decided) answer).dossier();
  }

  long count(String sql) {
    return Long.parseLong(postgres.ask(sql));
  }

  @Override
  public void close() {
    vertx.close().await();
    postgres.close();
  }
}
