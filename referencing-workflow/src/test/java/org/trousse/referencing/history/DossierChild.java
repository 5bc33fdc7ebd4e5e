package org.trousse.referencing.history;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.DossierRules;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Walk;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;

/// A process that acts on dossiers without a pause, and writes what was acknowledged, for a test
/// that kills it.
final class DossierChild {
  static final int DOSSIERS = 4;
  private static final long LIFE_MILLIS_MAX = Duration.ofMinutes(2).toMillis();

  private final Pool pool;
  private final DossierLane lane;
  private final DossierStore store;
  private final Lines ledger;
  private final boolean eager;

  private DossierChild(Pool pool, OutboxLane outbox, Lines ledger, boolean eager) {
    this.pool = pool;
    this.lane = new DossierLane(HistoryGround.stores(pool), outbox::poke, Clock.systemUTC());
    this.store = new DossierStore(pool);
    this.ledger = ledger;
    this.eager = eager;
  }

  /// Lines that are the kernel's when the call returns: no kill takes them back.
  record Lines(FileChannel file) {
    static Lines in(Path path) throws IOException {
      return new Lines(
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    synchronized void add(String line) {
      try {
        file.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /// Arguments: host, port, database, ledger, deliveries, and `eager` for a broken one.
  public static void main(String[] arguments) throws IOException {
    Vertx vertx = Vertx.vertx();
    vertx.setTimer(LIFE_MILLIS_MAX, late -> Runtime.getRuntime().halt(1));
    Pool pool =
        HistoryGround.node(vertx, arguments[0], Integer.parseInt(arguments[1]), arguments[2]);
    OutboxLane outbox =
        new OutboxLane(vertx, pool, needs(Lines.in(Path.of(arguments[4]))), Clock.systemUTC());
    outbox.open();
    DossierChild child =
        new DossierChild(
            pool, outbox, Lines.in(Path.of(arguments[3])), arguments[5].equals("eager"));
    for (int number = 1; number <= DOSSIERS; number++) {
      child.run(Walk.to(State.LISTED, number));
    }
  }

  static OutboxLane.Needs needs(Lines deliveries) {
    return new OutboxLane.Needs(
        publication ->
            heard(deliveries, "publication", publication.dossier(), publication.version()),
        change -> heard(deliveries, "standing", change.software(), change.version()),
        message -> heard(deliveries, "message", message.dossier(), message.version()));
  }

  private static Future<Void> heard(Lines deliveries, String lane, Object whose, int version) {
    deliveries.add(lane + " " + whose + " " + version);
    return Future.succeededFuture();
  }

  /// One act after the other, for ever.
  private void run(Walk walk) {
    UUID id = walk.dossier.id();
    new HistoryStore(pool)
        .find(id)
        .compose(found -> found.isEmpty() ? begin(walk) : next(walk, found.get()))
        .onSuccess(done -> run(walk))
        .onFailure(failed -> {
          failed.printStackTrace();
          Runtime.getRuntime().halt(2);
        });
  }

  private Future<Decision> begin(Walk walk) {
    return lane.begin(walk.dossier.identity(), Walk.OWNER).onSuccess(this::acknowledge);
  }

  private Future<Decision> next(Walk walk, Dossier dossier) {
    if (dossier.version() <= walk.acts.size()) {
      Walk.Done done = walk.acts.get(dossier.version() - 1);
      return manifest(dossier).compose(saved -> act(dossier.id(), done.act(), done.by()));
    }
    if (dossier.proposal() != null) {
      return act(
          dossier.id(), new Act.Confirm(dossier.proposal().number(), Walk.SNAPSHOT), Walk.LEAD);
    }
    MoveName move = dossier.state() == State.SUSPENDED ? MoveName.LIFT : MoveName.SUSPEND;
    return act(
        dossier.id(), new Act.Go(move, Walk.grounds(dossier, ReasonCode.COURT)), Walk.REVIEWER);
  }

  /// Before the first act after the beginning; saved twice it is one version.
  private Future<?> manifest(Dossier dossier) {
    return dossier.version() > 1
        ? Future.succeededFuture()
        : lane.saveManifest(dossier.id(), HistoryGround.MANIFEST, Walk.OWNER);
  }

  private Future<Decision> act(UUID id, Act act, Actor by) {
    return eager
        ? store.change(
            id,
            found -> {
              Decision decision =
                  DossierRules.decide(
                      found, act, by, Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS));
              acknowledge(decision); // nothing is committed yet
              return decision;
            })
        : lane.act(id, act, by).onSuccess(this::acknowledge);
  }

  private void acknowledge(Decision decision) {
    if (!(decision instanceof Decided(List<Event> events, var after))) {
      throw new IllegalStateException(decision.toString());
    }
    events.forEach(event -> ledger.add(line(event)));
  }

  static String line(Event event) {
    return event.dossier()
        + " "
        + event.number()
        + " "
        + event.at()
        + " "
        + HistoryJson.kind(event.fact());
  }
}
