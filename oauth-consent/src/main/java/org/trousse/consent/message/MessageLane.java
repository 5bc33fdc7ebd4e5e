package org.trousse.consent.message;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.consent.app.App;
import org.trousse.consent.reminder.ReminderLane.FindsApps;
import org.trousse.consent.signin.SignedIn;
import org.trousse.sdk.PatientId;

/// Takes a message in one short step and tells a whole country of it in many: a part of the grants
/// in each transaction, with a breath between two, from where the last one ended. Any number of
/// nodes may run it.
public final class MessageLane {
  private static final Logger LOG = LoggerFactory.getLogger(MessageLane.class);

  /// Grants in one transaction.
  static final int PART = 1_000;

  /// Between two parts, so that doors find the database free: some 20,000 grants a second.
  private static final long BREATH_MILLIS = 20;

  /// How often messages are looked for that nobody here was told of.
  private static final long POLL_MILLIS = 5_000;

  private final Vertx vertx;
  private final MessageStore store;
  private final FindsApps apps;
  private final int part;
  private long timer = -1;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean open;

  public MessageLane(Vertx vertx, MessageStore store, FindsApps apps) {
    this(vertx, store, apps, PART);
  }

  /// @param part grants in one transaction
  MessageLane(Vertx vertx, MessageStore store, FindsApps apps, int part) {
    this.vertx = vertx;
    this.store = store;
    this.apps = apps;
    this.part = part;
  }

  public void open() {
    open = true;
    timer = vertx.setPeriodic(0, POLL_MILLIS, tick -> poke());
  }

  public void close() {
    open = false;
    vertx.cancelTimer(timer);
  }

  /// Completes when the message is kept; reminders follow. The same message again does nothing.
  public Future<Void> tell(AppMessage message) {
    return store.keep(message).onSuccess(fresh -> poke()).mapEmpty();
  }

  private void poke() {
    if (open && busy.compareAndSet(false, true)) {
      work();
    }
  }

  private void work() {
    store
        .tell(part)
        .onComplete(turn -> {
          if (turn.failed()) {
            LOG.warn("users of an app are not told yet: {}", turn.cause().getClass().getName());
          }
          if (open && turn.succeeded() && turn.result().worked()) {
            vertx.setTimer(BREATH_MILLIS, later -> work());
          } else {
            busy.set(false);
          }
        });
  }

  /// What this person must read about the apps on the record that they look at.
  public Future<List<Told>> told(SignedIn who) {
    PatientId patient = who.patient();
    return patient == null
        ? Future.succeededFuture(List.of())
        : store.sent(patient, who.account()).compose(this::shown);
  }

  private Future<List<Told>> shown(List<Sent> sent) {
    Map<String, App> found = new HashMap<>();
    List<Future<Optional<App>>> loads =
        sent.stream()
            .map(Sent::clientId)
            .distinct()
            .map(id -> apps.find(id).onSuccess(app -> app.ifPresent(one -> found.put(id, one))))
            .toList();
    return Future.all(loads).map(done -> MessageRules.shown(sent, found));
  }

  /// See [MessageStore#understand].
  public Future<Void> understand(PatientId patient, String about, SignedIn who) {
    return store.understand(patient, about, who.account());
  }
}
