package org.trousse.referencing.browser;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.outbound.OutsideCaller;
import org.trousse.referencing.text.Text;

/// Examines pages, each in a browser of its own that is ended after 20 s at the latest; two at a
/// time, the others wait. It stays on one event loop.
public final class AxeLane {
  static final long PAGE_MS = 20_000;
  static final int AT_ONCE = 2;
  static final int WAITING_MAX = 40;
  private static final long DOOR_MS = 50;
  private static final int MESSAGE_BYTES_MAX = 8 * 1024 * 1024;
  private static final Logger LOG = LoggerFactory.getLogger(AxeLane.class);

  private static final Text TOO_MANY =
      new Text(
          "Trop de pages attendent d’être examinées ; relancez plus tard.",
          "Too many pages wait to be examined; run again later.");
  private static final Text TOO_LATE =
      new Text(
          "La page n’a pas pu être affichée et examinée en 20 secondes.",
          "The page could not be shown and examined within 20 seconds.");
  private static final Text BROKE =
      new Text(
          "Le navigateur de l’exploitant n’a pas démarré, ou s’est arrêté.",
          "The operator’s browser did not start, or stopped.");

  private final Vertx vertx;
  private final Context context;
  private final Path program;
  private final OutsideCaller outside;
  private final WebSocketClient client;
  private final String axe = AxeScript.library();
  private final Deque<Turn> waiting = new ArrayDeque<>();
  private final Set<Chromium> running = new HashSet<>();
  private int active;
  private boolean closed;

  /// One page that somebody wants to know of.
  private record Turn(URI page, Promise<Sight> end) {}

  /// @param program the operator's Chromium
  /// @param outside makes every request of the pages
  public AxeLane(Vertx vertx, Path program, OutsideCaller outside) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.program = program;
    this.outside = outside;
    this.client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxFrameSize(MESSAGE_BYTES_MAX)
                .setMaxMessageSize(MESSAGE_BYTES_MAX));
  }

  /// A [Sight.AxeReport], or [Sight.NotSeen]; never fails.
  public Future<Sight> look(Subject subject, Look.Axe look) {
    Promise<Sight> promise = Promise.promise();
    context.runOnContext(begin -> {
      if (closed || waiting.size() >= WAITING_MAX) {
        promise.complete(new Sight.NotSeen(TOO_MANY));
      } else {
        waiting.add(new Turn(look.page(), promise));
        next();
      }
    });
    return promise.future();
  }

  private void next() {
    while (active < AT_ONCE && !waiting.isEmpty()) {
      Turn turn = waiting.remove();
      active++;
      begin(turn)
          .onComplete(ended -> {
            active--;
            turn.end().complete(ended.succeeded() ? ended.result() : new Sight.NotSeen(BROKE));
            next();
          });
    }
  }

  private Future<Sight> begin(Turn turn) {
    return vertx
        .executeBlocking(() -> Chromium.start(program), false)
        .map(Objects::requireNonNull)
        .onFailure(failure -> LOG.warn("the browser did not start: {}", failure.getMessage()))
        .compose(browser ->
            closed
                ? end(browser).map(ended -> new Sight.NotSeen(BROKE))
                : inBrowser(browser, turn.page()));
  }

  /// Ends the browser whatever came of it.
  private Future<Sight> inBrowser(Chromium browser, URI page) {
    running.add(browser);
    return door(browser)
        .compose(door -> DevtoolsCaller.open(client, door))
        .compose(line -> new PageLane(vertx, line, outside, axe).look(page))
        .timeout(PAGE_MS, TimeUnit.MILLISECONDS)
        .otherwise(AxeLane::notSeen)
        .eventually(() -> end(browser));
  }

  private static Sight notSeen(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return new Sight.NotSeen(TOO_LATE);
    }
    LOG.warn("a page was not examined: {}", failure.getMessage());
    return new Sight.NotSeen(BROKE);
  }

  private Future<String> door(Chromium browser) {
    Promise<String> promise = Promise.promise();
    vertx.setPeriodic(
        DOOR_MS,
        id -> {
          if (!running.contains(browser) || !browser.alive()) {
            vertx.cancelTimer(id);
            promise.tryFail("the browser is gone");
          } else {
            vertx
                .fileSystem()
                .readFile(browser.door().toString())
                .map(bytes -> bytes.toString("UTF-8"))
                .onSuccess(door -> {
                  // written in two strokes
                  if (door.contains("/") && promise.tryComplete(door)) {
                    vertx.cancelTimer(id);
                  }
                });
          }
        });
    return promise.future();
  }

  private Future<?> end(Chromium browser) {
    running.remove(browser);
    return vertx.executeBlocking(
        () -> {
          browser.end();
          return true;
        },
        false);
  }

  /// Ends every browser.
  public Future<Void> close() {
    Promise<Void> promise = Promise.promise();
    context.runOnContext(begin -> {
      closed = true;
      waiting.forEach(turn -> turn.end().complete(new Sight.NotSeen(TOO_MANY)));
      waiting.clear();
      Future.join(running.stream().toList().stream().map(this::end).toList())
          .eventually(client::close)
          .<Void>mapEmpty()
          .onComplete(promise);
    });
    return promise.future();
  }
}
