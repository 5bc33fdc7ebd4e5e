package org.trousse.platform.bench;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.platform.bench.load.LoadGenerator;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.revocation.Answer;
import org.trousse.platform.revocation.Door;
import org.trousse.platform.revocation.Node;
import org.trousse.platform.revocation.Round;
import org.trousse.platform.revocation.Subject;
import org.trousse.platform.revocation.Subjects;
import org.trousse.platform.revocation.Taps;
import org.trousse.platform.revocation.Watch;
import org.trousse.platform.revocation.Web;

/// How long each door of one process stays open after a patient's tap at another, while both work.
final class RevocationFigures {
  private static final String PART = "revocation";
  private static final int METERS = 100;
  private static final int READINGS_PER_SECOND = 300;
  private static final int STAGE_SECONDS = 2;
  private static final int SEARCH_EVERY_MILLIS = 20;
  private static final int PAUSE_MILLIS = 20;
  private static final int WARM_UP = 10;
  private static final int PROGRESS_EVERY = 100;
  private static final double P99_GOAL_MILLIS = 1_000;
  private static final double MAX_GOAL_MILLIS = 2_000;

  /// The load blocks its threads; the common pool, of one thread on two cores, is for the watching.
  private static final Executor OWN_THREADS = task -> Thread.ofPlatform().daemon().start(task);

  private final Subjects subjects;
  private final Taps taps;
  private final Round round;
  private final Map<Door, List<Duration>> times = new EnumMap<>(Door.class);
  private final Map<Taps.Kind, List<Duration>> byKind = new EnumMap<>(Taps.Kind.class);

  private RevocationFigures(Subjects subjects, Taps taps, Round round) {
    this.subjects = subjects;
    this.taps = taps;
    this.round = round;
  }

  static void measure(ServedPlatform first, Path folder, Options options) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (ServedPlatform second = first.startSecond(folder)) {
      Node one = new Node(first.url(), first.mqttPort(), first.url());
      Node two = new Node(second.url(), second.mqttPort(), first.url());
      Web web = new Web();
      DatabaseUrl database = first.database();
      RolePassword passwords = new RolePassword(first.key());
      Pool owner = pool(vertx, database, database.user(), database.password());
      Pool consent = pool(vertx, database, "trousse_consent", passwords.of("trousse_consent"));
      KeyedHash hash =
          new KeyedHash(new SecretKeySpec(first.key().derive("consent secrets"), "HmacSHA256"));
      Subjects subjects = new Subjects(owner, consent, hash, one, web);
      Taps taps = new Taps(owner, consent, hash, one, web);
      Round round = new Round(two, web, new Watch(PAUSE_MILLIS));
      new RevocationFigures(subjects, taps, round).underLoad(second, options.revocations());
    } finally {
      vertx.close().await();
    }
  }

  private static Pool pool(Vertx vertx, DatabaseUrl database, String user, String password) {
    PgConnectOptions connect =
        new PgConnectOptions()
            .setHost(database.host())
            .setPort(database.port())
            .setDatabase(database.database())
            .setUser(user)
            .setPassword(password);
    return PgBuilder.pool()
        .connectingTo(connect)
        .with(new PoolOptions().setMaxSize(1)) // two nodes need nearly all that there are
        .using(vertx)
        .build();
  }

  private void underLoad(ServedPlatform second, int revocations) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong readings = new AtomicLong();
    AtomicLong searches = new AtomicLong();
    try (LoadGenerator load = new LoadGenerator(second.mqttPort())) {
      load.connect(METERS);
      CompletableFuture<Void> publishing =
          CompletableFuture.runAsync(() -> publish(load, over, readings), OWN_THREADS);
      Subject reader = subjects.fresh().join();
      CompletableFuture<Void> searching =
          CompletableFuture.runAsync(() -> search(reader, over, searches), OWN_THREADS);
      revoke(WARM_UP);
      times.clear();
      byKind.clear();
      readings.set(0);
      searches.set(0);
      long start = System.nanoTime();
      revoke(revocations);
      double seconds = (System.nanoTime() - start) / 1e9;
      over.set(true);
      CompletableFuture.allOf(publishing, searching).join();
      report(revocations, seconds, readings.get(), searches.get());
    }
  }

  private static void publish(LoadGenerator load, AtomicBoolean over, AtomicLong readings) {
    try {
      while (!over.get()) {
        readings.addAndGet(load.pace(READINGS_PER_SECOND, STAGE_SECONDS).acknowledged());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void search(Subject reader, AtomicBoolean over, AtomicLong searches) {
    try {
      while (!over.get()) {
        if (round.ask(Door.SEARCH, reader) == Answer.OPEN) {
          searches.incrementAndGet();
        }
        Thread.sleep(SEARCH_EVERY_MILLIS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void revoke(int count) {
    Taps.Kind[] kinds = Taps.Kind.values();
    CompletableFuture<Subject> next = subjects.fresh();
    for (int number = 0; number < count; number++) {
      Taps.Kind kind = kinds[number % kinds.length];
      Subject subject = next.join();
      next = subjects.fresh(); // meanwhile: other patients go on allowing apps
      round
          .play(subject, kind.doors(), taps.ready(kind, subject))
          .forEach((door, time) -> keep(kind, door, time));
      if (number % PROGRESS_EVERY == PROGRESS_EVERY - 1) {
        Report.line(PART, "%,d of %,d".formatted(number + 1, count));
      }
    }
    next.join();
  }

  private void keep(Taps.Kind kind, Door door, Duration time) {
    times.computeIfAbsent(door, first -> new ArrayList<>()).add(time);
    byKind.computeIfAbsent(kind, first -> new ArrayList<>()).add(time);
  }

  private void report(int count, double seconds, long readings, long searches) {
    Report.line(
        PART,
        "%,d revocations in %.0f s; meanwhile %.0f readings and %.0f searches a second"
            .formatted(count, seconds, readings / seconds, searches / seconds));
    times.forEach((door, all) -> line(door.words(), all));
    byKind.forEach((kind, all) -> line(kind.name(), all));
  }

  private static void line(String what, List<Duration> all) {
    double[] sorted = all.stream().mapToDouble(time -> time.toNanos() / 1e6).sorted().toArray();
    double p99 = share(sorted, 0.99);
    double max = sorted[sorted.length - 1];
    Report.line(
        PART,
        "%-28s %5d times: p50 %4.0f ms, p99 %4.0f ms, max %4.0f ms: %s"
            .formatted(
                what,
                sorted.length,
                share(sorted, 0.5),
                p99,
                max,
                p99 <= P99_GOAL_MILLIS && max <= MAX_GOAL_MILLIS ? "met" : "MISSED"));
  }

  private static double share(double[] sorted, double share) {
    return sorted[(int) Math.ceil(sorted.length * share) - 1];
  }
}
