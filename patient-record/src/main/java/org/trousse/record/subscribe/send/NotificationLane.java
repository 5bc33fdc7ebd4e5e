package org.trousse.record.subscribe.send;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.record.audit.Event;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.subscribe.Backoff;
import org.trousse.record.subscribe.Fault;
import org.trousse.record.subscribe.Progress;
import org.trousse.record.subscribe.Reach;
import org.trousse.record.subscribe.Standing;
import org.trousse.record.subscribe.Standing.Held;
import org.trousse.record.subscribe.Subscription;
import org.trousse.record.subscribe.SubscriptionEvent;
import org.trousse.record.subscribe.notice.Notification;
import org.trousse.record.subscribe.notice.NotificationType;
import org.trousse.record.subscribe.notice.Signature;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// Tells apps of new readings: one notification of a subscription at a time, so that they arrive in
/// order. What there is to tell stands in rows, so it does not matter which process stored the
/// reading, nor which one dies; a claim that nobody settles is open again after a minute. Rights
/// are asked about before each attempt; who cannot know them waits.
public final class NotificationLane {
  /// Asked without a token.
  @FunctionalInterface
  public interface KnowsStanding {
    /// What the patient lets the app read now. Never a guess: [Standing.Unknown] when it is not
    /// confirmed.
    Future<Standing> standing(String app, PatientId patient);
  }

  /// Where apps may be called.
  @FunctionalInterface
  public interface AllowsEndpoint {
    Future<Reach> reach(String app, URI endpoint);
  }

  /// What must be known of who subscribes.
  ///
  /// @param publicly which addresses anybody on the internet could reach too
  public record Rights(
      KnowsStanding standing, AllowsEndpoint endpoints, Predicate<InetAddress> publicly) {
    /// Where no app is known.
    public static final Rights NOBODY =
        new Rights(
            (app, patient) -> Future.succeededFuture(new Standing.Ended()),
            (app, endpoint) -> Future.succeededFuture(Reach.NOWHERE),
            address -> false);
  }

  /// What it works with.
  ///
  /// @param idKey of FHIR ids
  /// @param ids of Bundles and of claims
  /// @param random from 0 to 1
  public record Tools(
      SubscriptionStore store,
      TrailStore trail,
      EndpointCaller caller,
      Rights rights,
      Signature signature,
      SecretKey idKey,
      String base,
      InstantSource clock,
      Supplier<UUID> ids,
      DoubleSupplier random) {
    /// Never the keys.
    @Override
    public String toString() {
      return "Tools(" + base + ")";
    }
  }

  /// Notifications on their way from one process.
  static final int AT_ONCE = 16;

  /// Of one app, which has no more taken up while so many are on their way.
  private static final int AT_ONCE_OF_APP = 4;

  /// Longer than any attempt takes.
  private static final Duration LEASE = Duration.ofSeconds(75);

  private static final Duration UNKNOWN_WAIT = Duration.ofSeconds(1);
  private static final Duration PAUSED_WAIT = Duration.ofSeconds(5);

  /// Of an app that may read nothing of what it subscribed to.
  private static final Duration NOTHING_WAIT = Duration.ofMinutes(1);

  private static final long SWEEP_MS = Duration.ofHours(1).toMillis();
  private static final Logger LOG = LoggerFactory.getLogger(NotificationLane.class);

  private final Vertx vertx;
  private final Context loop;
  private final Tools tools;
  private final Notification notification;
  private final UUID own;
  private final Promise<Void> drained = Promise.promise();
  private final Map<String, Integer> byApp = new HashMap<>();
  private long timer;
  private long sweeper;
  private int inFlight;
  private boolean claiming;
  private boolean closed;
  private boolean failing;

  private NotificationLane(Vertx vertx, Tools tools) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.tools = tools;
    this.notification = new Notification(tools.base(), tools.ids());
    this.own = tools.ids().get();
  }

  /// Starts to tell.
  ///
  /// @param everyMillis between two looks at what there is to do
  public static NotificationLane start(Vertx vertx, Tools tools, long everyMillis) {
    NotificationLane lane = new NotificationLane(vertx, tools);
    lane.loop.runOnContext(now -> {
      lane.timer = vertx.setPeriodic(everyMillis, tick -> lane.round());
      lane.sweeper = vertx.setPeriodic(SWEEP_MS, tick -> lane.sweep());
    });
    return lane;
  }

  /// Completes when nothing is on its way any more.
  public Future<Void> close() {
    loop.runOnContext(now -> {
      closed = true;
      vertx.cancelTimer(timer);
      vertx.cancelTimer(sweeper);
      endWhenDrained();
    });
    return drained.future();
  }

  private void endWhenDrained() {
    if (closed && inFlight == 0 && !claiming) {
      drained.tryComplete();
    }
  }

  private void sweep() {
    tools.store().sweep(now()).onFailure(this::said);
  }

  private void round() {
    int room = AT_ONCE - inFlight;
    if (closed || claiming || room == 0) {
      return;
    }
    claiming = true;
    Instant now = now();
    tools
        .store()
        .claim(own, now, now.plus(LEASE), room, AT_ONCE_OF_APP, busy())
        .onSuccess(claimed -> claimed.forEach(this::serve))
        .onComplete(done -> {
          claiming = false;
          said(done.cause());
          endWhenDrained();
        });
  }

  private Set<String> busy() {
    Set<String> busy = new HashSet<>();
    byApp.forEach((app, count) -> {
      if (count >= AT_ONCE_OF_APP) {
        busy.add(app);
      }
    });
    return busy;
  }

  private void serve(Subscription one) {
    inFlight++;
    byApp.merge(one.app(), 1, Integer::sum);
    standing(one)
        .compose(standing -> step(one, standing))
        .compose(progress -> tools.store().settle(one, own, progress, now()).map(progress))
        .onComplete(done -> {
          inFlight--;
          byApp.computeIfPresent(
              one.app(), (app, count) -> count == 1 ? null : (Integer) (count - 1));
          said(done.cause());
          Instant next = done.succeeded() ? done.result().nextAt() : null;
          if (next != null && !next.isAfter(now())) {
            round();
          }
          endWhenDrained();
        });
  }

  /// Who cannot answer does not know.
  private Future<Standing> standing(Subscription one) {
    return tools
        .rights()
        .standing()
        .standing(one.app(), one.patient())
        .otherwise(new Standing.Unknown());
  }

  private Future<Progress> step(Subscription one, Standing standing) {
    Progress progress = one.progress();
    Instant now = now();
    return switch (standing) {
      case Standing.Unknown() -> Future.succeededFuture(progress.waiting(now.plus(UNKNOWN_WAIT)));
      case Standing.Paused() -> Future.succeededFuture(progress.waiting(now.plus(PAUSED_WAIT)));
      case Standing.Ended() -> Future.succeededFuture(progress.off(Fault.GRANT_ENDED));
      case Held held when !held.grant().equals(one.grant()) ->
          Future.succeededFuture(progress.off(Fault.GRANT_ENDED));
      case Held held when one.isExpired(now) -> Future.succeededFuture(progress.off(Fault.EXPIRED));
      case Held held ->
          tools
              .store()
              .number(one, held, now)
              .compose(counted -> tell(one.at(progress.counted(counted)), held));
    };
  }

  private Future<Progress> tell(Subscription one, Held held) {
    Progress progress = one.progress();
    if (held.of(one.wanted().kinds()).isEmpty()) {
      return Future.succeededFuture(progress.waiting(now().plus(NOTHING_WAIT)));
    }
    return switch (one.next(now())) {
      case NOTHING -> Future.succeededFuture(progress.idle(one.wanted().heartbeatSeconds(), now()));
      case HANDSHAKE -> send(one, held, NotificationType.HANDSHAKE, List.of(), progress.told());
      case HEARTBEAT -> send(one, held, NotificationType.HEARTBEAT, List.of(), progress.told());
      case EVENTS ->
          tools
              .store()
              .events(one, progress.told(), progress.counted(), one.wanted().count())
              .compose(found -> events(one, held, found));
    };
  }

  /// Events that may not be told any more are left out, here as in `$events`.
  private Future<Progress> events(Subscription one, Held held, List<SubscriptionEvent> found) {
    Progress progress = one.progress();
    long last = found.size() < one.wanted().count() ? progress.counted() : found.getLast().number();
    List<SubscriptionEvent> tellable =
        found.stream()
            .filter(event -> held.reads(event.key().measure(), event.effectiveAt()))
            .toList();
    if (tellable.isEmpty()) {
      return Future.succeededFuture(progress.leftOut(last, now()));
    }
    return noted(one, tellable)
        .compose(done ->
            send(one.at(progress.noted(last)), held, NotificationType.EVENTS, tellable, last));
  }

  /// Rulings 23: in the trail before it leaves, and once however often it is tried.
  private Future<Void> noted(Subscription one, List<SubscriptionEvent> events) {
    Map<Measure, Integer> counts = new EnumMap<>(Measure.class);
    events.stream()
        .filter(event -> event.number() > one.progress().noted())
        .forEach(event -> counts.merge(event.key().measure(), 1, Integer::sum));
    return counts.isEmpty()
        ? Future.succeededFuture()
        : tools
            .trail()
            .write(
                List.of(
                    new Event(
                        now(),
                        tools.ids().get(),
                        one.patient(),
                        "notify",
                        one.app(),
                        one.appName(),
                        null,
                        null,
                        true,
                        counts,
                        "Subscription/" + one.id())));
  }

  private Future<Progress> send(
      Subscription one,
      Held held,
      NotificationType type,
      List<SubscriptionEvent> events,
      long last) {
    return tools
        .rights()
        .endpoints()
        .reach(one.app(), one.wanted().endpoint())
        .compose(reach ->
            reach == Reach.NOWHERE
                ? Future.succeededFuture(one.progress().error(Fault.NOT_DECLARED))
                : post(one, held, reach, type, events).map(came -> came(one, came, last)));
  }

  /// Rights are asked about again, last of all.
  private Future<Answered> post(
      Subscription one,
      Held held,
      Reach reach,
      NotificationType type,
      List<SubscriptionEvent> events) {
    Instant at = now();
    String id = id(one, type, events, at);
    FhirIds names = FhirIds.of(tools.idKey().getEncoded(), one.app());
    String body = notification.bundle(one, type, events, names.readings(), at);
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/fhir+json",
            "User-Agent",
            "Trousse",
            "webhook-id",
            id,
            "webhook-timestamp",
            Long.toString(at.getEpochSecond()),
            "webhook-signature",
            tools.signature().of(one.id(), id, at, body));
    return tools
        .caller()
        .post(
            one.wanted().endpoint(),
            reach,
            one.wanted().timeout(),
            headers,
            body,
            () -> standing(one).map(held::equals));
  }

  /// The same for each attempt at the same content.
  private static String id(
      Subscription one, NotificationType type, List<SubscriptionEvent> events, Instant at) {
    return switch (type) {
      case HANDSHAKE -> "handshake-" + one.id() + "-" + one.version();
      case HEARTBEAT -> "heartbeat-" + one.id() + "-" + at.getEpochSecond();
      default ->
          "events-" + one.id() + "-" + events.getFirst().number() + "-" + events.getLast().number();
    };
  }

  private Progress came(Subscription one, Answered answered, long last) {
    Progress progress = one.progress();
    Instant now = now();
    return switch (answered) {
      case Answered.Arrived() -> progress.arrived(last, one.wanted().heartbeatSeconds(), now);
      case Answered.Gone() -> progress.off(Fault.GONE);
      case Answered.Refused(int status, String retryAfter) ->
          progress.failed(now, Backoff.asked(retryAfter, now), tools.random().getAsDouble());
      case Answered.Withheld() -> progress.waiting(now);
      case Answered.Silent() -> progress.failed(now, null, tools.random().getAsDouble());
    };
  }

  private Instant now() {
    return tools.clock().instant().truncatedTo(ChronoUnit.MICROS);
  }

  /// One line when it stops working and one when it works again.
  private void said(@Nullable Throwable failure) {
    if (failure != null && !failing && !closed) {
      LOG.warn("notifications cannot be sent", failure);
    } else if (failure == null && failing) {
      LOG.info("notifications are sent again");
    }
    failing = failure != null;
  }
}
