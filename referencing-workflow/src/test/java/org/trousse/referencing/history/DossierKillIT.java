package org.trousse.referencing.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.Replay;
import org.trousse.referencing.dossier.Walk;

/// kill -9 of a process that acts on dossiers, at random instants. What it says was acknowledged
/// must stand in the history, once; the dossier must be what its history makes of it; and others
/// must have heard. Beside it a process that acknowledges before it commits, which the same check
/// must find out.
///
/// `-Dcycles=50` kills more often, `-Dfault.seed=…` repeats a run's instants.
@Timeout(1_000)
final class DossierKillIT {
  private static final int CYCLES = Integer.getInteger("cycles", 3);
  private static final int CONTROL_CYCLES_MAX = 20;
  private static final long SEED = Long.getLong("fault.seed", System.nanoTime());
  private static final int PROGRESS = 40;
  private static final long PROGRESS_NANOS_MAX = 60_000_000_000L;
  private static final String BUSY =
      "select count(*) from pg_stat_activity"
          + " where usename = 'trousse_referencing' and state <> 'idle'";

  @TempDir private Path folder;

  private final RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

  @Test
  void keeps_every_acknowledged_act_once_and_tells_of_it() throws Exception {
    try (HistoryGround ground = new HistoryGround()) {
      for (int cycle = 1; cycle <= CYCLES; cycle++) {
        killOnce(ground, "honest");
        assertThat(missing(ground)).as("seed %d, cycle %d", SEED, cycle).isEmpty();
        dossiersAreWhatTheirHistoryMakesOfThem(ground);
        whatIsMarkedAsDeliveredWasHeard(ground);
      }

      OutboxLane outbox =
          new OutboxLane(
              ground.vertx,
              ground.pool,
              DossierChild.needs(DossierChild.Lines.in(folder.resolve("deliveries"))),
              Clock.systemUTC());
      while (outbox.deliverOne().await()) {
        // until there is no more
      }

      assertThat(ground.count("select count(*) from referencing.outbox where done_at is null"))
          .isZero();
      whatIsMarkedAsDeliveredWasHeard(ground);
    }
  }

  @Test
  void would_find_out_a_process_that_acknowledges_before_the_commit() throws Exception {
    try (HistoryGround ground = new HistoryGround()) {
      for (int cycle = 1; cycle <= CONTROL_CYCLES_MAX; cycle++) {
        killOnce(ground, "eager");
        if (!missing(ground).isEmpty()) {
          return;
        }
      }
      throw new AssertionError("the check finds nothing, seed " + SEED);
    }
  }

  /// Starts the process, lets it get on, and kills it at a random instant.
  private void killOnce(HistoryGround ground, String manner) throws Exception {
    Path log = folder.resolve("child.log");
    Process child = start(ground, manner, log);
    try {
      int wanted = lines("ledger").size() + PROGRESS;
      long end = System.nanoTime() + PROGRESS_NANOS_MAX;
      while (lines("ledger").size() < wanted) {
        if (System.nanoTime() > end || !child.isAlive()) {
          throw new AssertionError("no progress\n" + Files.readString(log));
        }
        Thread.sleep(20);
      }
      Thread.sleep(chance.nextInt(300));
    } finally {
      child.destroyForcibly().onExit().join();
    }
    while (ground.count(BUSY) > 0) {
      Thread.sleep(20); // what the dead process began is not over yet
    }
  }

  private Process start(HistoryGround ground, String manner, Path log) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            DossierChild.class.getName(),
            ground.postgres.host(),
            Integer.toString(ground.postgres.port()),
            ground.postgres.database(),
            folder.resolve("ledger").toString(),
            folder.resolve("deliveries").toString(),
            manner)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /// Whole lines only: the last may have been cut by the kill.
  private List<String> lines(String file) throws IOException {
    Path path = folder.resolve(file);
    if (!Files.exists(path)) {
      return List.of();
    }
    String all = Files.readString(path, StandardCharsets.UTF_8);
    return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
  }

  /// What was acknowledged and does not stand there as it was acknowledged.
  private List<String> missing(HistoryGround ground) throws IOException {
    Set<String> kept = new HashSet<>();
    for (int number = 1; number <= DossierChild.DOSSIERS; number++) {
      for (Event event : ground.history.events(Walk.identity(number).id()).await()) {
        assertThat(kept.add(DossierChild.line(event))).as("twice: %s", event).isTrue();
      }
    }
    List<String> missing = new ArrayList<>(lines("ledger"));
    missing.removeAll(kept);
    return missing;
  }

  private static void dossiersAreWhatTheirHistoryMakesOfThem(HistoryGround ground) {
    for (int number = 1; number <= DossierChild.DOSSIERS; number++) {
      List<Event> events = ground.history.events(Walk.identity(number).id()).await();

      assertThat(ground.history.find(Walk.identity(number).id()).await())
          .isEqualTo(events.isEmpty() ? Optional.empty() : Optional.of(Replay.of(events)));
    }
  }

  /// A publication says what stands when it leaves, so a newer one tells the older too.
  private void whatIsMarkedAsDeliveredWasHeard(HistoryGround ground)
      throws IOException, SQLException {
    Set<String> heard = new HashSet<>(lines("deliveries"));
    Map<String, Integer> newest = new HashMap<>();
    for (String line : heard) {
      String[] words = line.split(" ", 3);
      newest.merge(words[0] + " " + words[1], Integer.valueOf(words[2]), Math::max);
    }
    try (Connection connection = ground.postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select o.lane, o.dossier, o.version, d.software from referencing.outbox o"
                    + " join referencing.dossier d on d.id = o.dossier"
                    + " where o.done_at is not null")) {
      while (rows.next()) {
        String lane = rows.getString(1);
        String whose = lane.equals("standing") ? rows.getString(4) : rows.getString(2);
        int version = rows.getInt(3);
        boolean told =
            lane.equals("publication")
                ? newest.getOrDefault(lane + " " + whose, 0) >= version
                : heard.contains(lane + " " + whose + " " + version);
        assertThat(told).as("%s %s %d", lane, whose, version).isTrue();
      }
    }
  }
}
