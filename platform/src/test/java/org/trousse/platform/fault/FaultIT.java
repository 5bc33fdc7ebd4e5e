package org.trousse.platform.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trousse.platform.Main;

/// kill -9 at random instants under load. The load's ledger stands outside of the platform: what it
/// says was acknowledged must be in the database, once. Beside it, broken platforms that the same
/// check must find out: a check that cannot fail proves nothing.
///
/// `-Dfault.cycles=20` (or the profile `faults`) kills more often, `-Dfault.seed=…` repeats a run's
/// instants.
final class FaultIT {
  private static final int CYCLES = Integer.getInteger("fault.cycles", 3);
  private static final long SEED = Long.getLong("fault.seed", System.nanoTime());
  private static final int CONTROL_CYCLES_MAX = 20;
  private static final int PROGRESS = 200;
  private static final long LATE_WRITES_MILLIS = 1_000;
  private static final Duration BACK = Duration.ofSeconds(60);
  private static final Duration DRAINED = Duration.ofSeconds(60);
  private static final PlatformChild.Way AS_IT_IS =
      new PlatformChild.Way(Main.class, "256m", Optional.empty());

  @TempDir private static Path folder;

  private final RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

  /// What is killed.
  enum Fault {
    PLATFORM {
      @Override
      void strike(PlatformChild platform) throws IOException {
        platform.kill();
        platform.startAgain();
      }
    },
    POSTGRESQL {
      @Override
      void strike(PlatformChild platform) throws IOException {
        platform.killDatabase();
      }
    },
    BOTH {
      @Override
      void strike(PlatformChild platform) throws IOException {
        platform.killAll();
        platform.startAgain();
      }
    };

    abstract void strike(PlatformChild platform) throws IOException;
  }

  @BeforeAll
  static void an_installation_with_meters() {
    System.out.printf("FaultIT: -Dfault.seed=%d -Dfault.cycles=%d%n", SEED, CYCLES);
    try (Wiring wiring = Wiring.open(folder.resolve("fresh"), 0, record -> record)) {
      wiring.registerMeters();
    }
  }

  @ParameterizedTest
  @EnumSource
  void keeps_every_acknowledged_reading_once_through_a_kill_of(Fault fault) throws Exception {
    try (Trial trial = new Trial(fault.name().toLowerCase(Locale.ROOT), AS_IT_IS)) {
      for (int cycle = 1; cycle <= CYCLES; cycle++) {
        trial.strike(fault);
      }

      Verdict verdict = trial.verdict();

      assertThat(verdict).as("%s, seed %d", trial, SEED).matches(Verdict::holds);
      assertThat(trial.load.refused()).isEmpty();
    }
  }

  @Test
  void would_find_out_a_platform_that_acknowledges_before_the_commit() throws Exception {
    try (Trial trial =
        new Trial("eager", new PlatformChild.Way(EagerPlatform.class, "256m", Optional.empty()))) {
      Verdict verdict = trial.untilItFails(Fault.PLATFORM);

      assertThat(verdict.missing()).isPositive();
    }
  }

  @Test
  void would_find_out_a_database_that_commits_before_its_log_is_written() throws Exception {
    try (Trial trial = new Trial("asynchronous", AS_IT_IS)) {
      trial.progress();
      trial.execute("alter role trousse_record_ingest set synchronous_commit = off");
      trial.execute("alter system set wal_writer_delay = '10s'");
      trial.execute("alter system set wal_writer_flush_after = '1GB'");
      trial.execute("select pg_reload_conf()");
      trial.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where usename = 'trousse_record_ingest'");

      Verdict verdict = trial.untilItFails(Fault.POSTGRESQL);

      assertThat(verdict.missing()).isPositive();
    }
  }

  @Test
  void would_find_out_a_table_without_its_key() throws Exception {
    try (Trial trial = new Trial("keyless", AS_IT_IS)) {
      trial.progress();
      trial.execute("alter table record.reading drop constraint reading_pkey");

      Verdict verdict = trial.untilItFails(Fault.PLATFORM);

      assertThat(verdict.duplicates()).isPositive();
    }
  }

  @Test
  void would_find_out_a_row_that_nobody_sent() throws Exception {
    try (Trial trial = new Trial("altered", AS_IT_IS)) {
      trial.progress();
      trial.load.drain(DRAINED);
      trial.execute(
          "update record.reading set payload = '\\x00' where (device, native_id)"
              + " = (select device, native_id from record.reading limit 1)");

      Verdict verdict = trial.verdict();

      assertThat(verdict.strangers()).isEqualTo(1);
      assertThat(verdict.missing()).as("nor is it what was acknowledged").isEqualTo(1);
      assertThat(verdict.holds()).isFalse();
    }
  }

  /// A platform of its own under load.
  private final class Trial implements AutoCloseable {
    private final String name;
    private final PlatformChild platform;
    private final Ledger ledger;
    private final Load load;

    Trial(String name, PlatformChild.Way way) throws Exception {
      this.name = name;
      Path data = folder.resolve(name);
      copy(folder.resolve("fresh"), data);
      this.platform = new PlatformChild(data, way, chance);
      this.ledger = new Ledger(folder.resolve(name + ".ledger"));
      this.load = new Load(platform.mqttPort(), ledger);
    }

    /// Keeps owners and rights: PostgreSQL insists on them.
    private static void copy(Path from, Path to) throws Exception {
      int status =
          new ProcessBuilder(List.of("cp", "-a", from.toString(), to.toString()))
              .inheritIO()
              .start()
              .waitFor();
      assertThat(status).isZero();
    }

    /// Waits until readings are acknowledged (again).
    void progress() throws InterruptedException {
      long wanted = ledger.counted() + PROGRESS;
      long end = System.nanoTime() + BACK.toNanos();
      while (ledger.counted() < wanted) {
        if (System.nanoTime() > end || !platform.alive()) {
          throw new AssertionError("%s: no progress\n%s".formatted(this, platform.lastWords()));
        }
        Thread.sleep(10);
      }
    }

    /// One fault at a random instant, until readings are acknowledged again.
    void strike(Fault fault) throws Exception {
      progress();
      Thread.sleep(chance.nextInt(200, 1_200));
      long struck = System.nanoTime();
      fault.strike(platform);
      progress();
      System.out.printf(
          "FaultIT: %s: acknowledged again after %d ms%n",
          name, Duration.ofNanos(System.nanoTime() - struck).toMillis());
    }

    /// Faults until the check finds something, or until it should have.
    Verdict untilItFails(Fault fault) throws Exception {
      Verdict verdict = null;
      for (int cycle = 1; cycle <= CONTROL_CYCLES_MAX; cycle++) {
        strike(fault);
        load.drain(DRAINED);
        Thread.sleep(LATE_WRITES_MILLIS);
        verdict = verdict();
        if (!verdict.holds()) {
          return verdict;
        }
        load.produce();
      }
      throw new AssertionError("the check finds nothing in " + this + ": " + verdict);
    }

    Verdict verdict() throws Exception {
      load.drain(DRAINED);
      Verdict verdict = Verdict.of(platform.database(), ledger, load);
      System.out.printf("FaultIT: %s: %s%n", name, verdict);
      return verdict;
    }

    void execute(String sql) throws SQLException {
      try (Connection connection = platform.database().open();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    @Override
    public String toString() {
      return name;
    }

    @Override
    public void close() throws IOException {
      load.close();
      platform.close();
      ledger.close();
    }
  }
}
