package org.trousse.record.rest.subscription;

import static org.trousse.record.fhir.JsonBytes.quoted;
import static org.trousse.record.rest.edge.EdgeRoutes.head;
import static org.trousse.record.rest.edge.EdgeRoutes.notAllowed;
import static org.trousse.record.rest.edge.EdgeRoutes.refuse;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.record.create.HapiCaller;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.door.ReadingAccess;
import org.trousse.record.door.ReadingAccess.Searching;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.fhir.Refusal.Issue;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.rest.edge.EdgeRoutes;
import org.trousse.record.rest.subscription.SubscriberRoutes.Subscriber;
import org.trousse.record.search.Asker;
import org.trousse.record.subscribe.Progress;
import org.trousse.record.subscribe.Reach;
import org.trousse.record.subscribe.Subscription;
import org.trousse.record.subscribe.Subscription.Status;
import org.trousse.record.subscribe.Wanted;
import org.trousse.record.subscribe.front.SubscriptionModule.Desk;
import org.trousse.record.subscribe.resource.SubscriptionJson;
import org.trousse.record.subscribe.resource.SubscriptionReader;
import org.trousse.record.subscribe.resource.Topic;
import org.trousse.record.subscribe.resource.Understood;
import org.trousse.sdk.measure.Measure;

/// Subscriptions as resources. One instance for each event loop.
public final class SubscriptionRoutes {
  static final int BYTES_MAX = 16 * 1024;

  private static final String TYPE = "/fhir/Subscription";
  private static final String ONE = TYPE + "/:id";

  private final SubscriberRoutes subscribers;
  private final Desk desk;
  private final HapiCaller hapi;
  private final DoorRoutes door;
  private final String base;
  private final Clock clock;
  private final Supplier<UUID> ids;

  /// @param base the FHIR base address
  public SubscriptionRoutes(Desk desk, HapiCaller hapi, DoorRoutes door, String base, Clock clock) {
    this.subscribers = new SubscriberRoutes(desk, door);
    this.desk = desk;
    this.hapi = hapi;
    this.door = door;
    this.base = base;
    this.clock = clock;
    this.ids = UUID::randomUUID;
  }

  public void mount(Router router) {
    router
        .get("/fhir" + Topic.PATH)
        .handler(context -> EdgeRoutes.send(context, 200, Topic.json(base)));
    router
        .post(TYPE)
        .handler(BodyHandler.create(false).setBodyLimit(BYTES_MAX))
        .handler(EdgeRoutes::onlyFhir)
        .handler(door.opened(this::create));
    router.get(TYPE).handler(door.opened(this::search));
    router.route(TYPE).handler(context -> notAllowed(context, "GET, POST"));
    new StatusRoutes(subscribers, desk, hapi, door, base, clock).mount(router);
    router.get(ONE).handler(door.opened(this::read));
    router
        .put(ONE)
        .handler(BodyHandler.create(false).setBodyLimit(BYTES_MAX))
        .handler(EdgeRoutes::onlyFhir)
        .handler(door.opened(this::update));
    router.delete(ONE).handler(door.opened(this::delete));
    router.route(ONE).handler(context -> notAllowed(context, "GET, PUT, DELETE"));
  }

  private void create(RoutingContext context, Guest guest) {
    String sent = EdgeRoutes.body(context);
    subscribers.subscriber(
        context,
        guest,
        "subscribe",
        who ->
            hapi.<org.hl7.fhir.r4.model.Subscription, Understood>read(
                    org.hl7.fhir.r4.model.Subscription.class,
                    sent,
                    resource -> SubscriptionReader.read(resource, asker(guest)),
                    Understood.Wrong::new)
                .onSuccess(understood -> {
                  switch (understood) {
                    case Understood.Wrong(Refusal refusal) -> wrong(context, guest, refusal);
                    case Understood.Asked asked -> create(context, who, asked);
                  }
                })
                .onFailure(context::fail));
  }

  private Asker asker(Guest guest) {
    return new Asker(guest.patient(), guest.ids(), base, true, clock.instant());
  }

  /// A filter that names somebody else is a matter of rights.
  private void wrong(RoutingContext context, Guest guest, Refusal refusal) {
    boolean another =
        refusal.issues().stream()
            .anyMatch(
                issue -> issue.english().equals(Refusal.NOT_YOURS.issues().getFirst().english()));
    if (another) {
      door.note(guest, "deny", false, Map.of(), "subscribe: another record")
          .onSuccess(noted -> refuse(context, Refusal.NOT_YOURS))
          .onFailure(context::fail);
    } else {
      refuse(context, refusal);
    }
  }

  /// Only for what may be read: by the token, and by the permission that notifications will rest
  /// on.
  private void create(RoutingContext context, Subscriber who, Understood.Asked asked) {
    Guest guest = who.guest();
    Searching allowed = ReadingAccess.search(guest.opened(), asked.wanted().kinds(), asked.named());
    Set<Measure> kinds = who.held().of(allowed.measures());
    if (allowed.access() != Access.ALLOWED || kinds.isEmpty()) {
      Access access = allowed.access() == Access.ALLOWED ? Access.FORBIDDEN : allowed.access();
      door.deny(context, guest, access, "subscribe");
    } else if (asked.status() != Status.REQUESTED && asked.status() != Status.ACTIVE) {
      refuse(context, invalid("Subscription.status", BEGINS));
    } else {
      desk.rights()
          .endpoints()
          .reach(who.app(), asked.wanted().endpoint())
          .onSuccess(reach -> {
            if (reach == Reach.NOWHERE) {
              refuse(context, invalid("Subscription.channel.endpoint", ELSEWHERE));
            } else {
              add(context, who, asked.wanted().of(kinds));
            }
          })
          .onFailure(context::fail);
    }
  }

  /// French, then English.
  private static final List<String> BEGINS =
      List.of("Un abonnement commence par requested.", "A subscription begins as requested.");

  private static final List<String> ELSEWHERE =
      List.of(
          "L'hôte de endpoint n'est pas de ceux que l'application déclare (redirect_uris, origines,"
              + " jwks_uri), ou l'adresse n'est pas en https : déclarez-le, ou prenez-en un autre.",
          "The endpoint's host is not one that the app declares (redirect_uris, origins, jwks_uri),"
              + " or the address is not https: declare it, or take another one.");

  private static final Refusal TOO_MANY =
      new Refusal(
          422,
          "too-costly",
          Subscription.MAX + " abonnements au plus par patient : supprimez-en un d'abord.",
          "At most " + Subscription.MAX + " subscriptions for each patient: delete one first.");

  private static Refusal invalid(String where, List<String> words) {
    return new Refusal(422, List.of(new Issue("value", words.getFirst(), words.getLast(), where)));
  }

  private void add(RoutingContext context, Subscriber who, Wanted wanted) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Guest guest = who.guest();
    Subscription one =
        new Subscription(
            guest.patient(),
            ids.get(),
            who.app(),
            guest.opened().name(),
            who.held().grant(),
            wanted,
            now,
            now,
            1,
            Progress.BEGIN);
    desk.store()
        .add(one)
        .compose(added ->
            door.note(guest, "subscribe", added, Map.of(), "Subscription/" + one.id()).map(added))
        .onSuccess(added -> {
          if (added) {
            context.response().putHeader("Location", base + "/Subscription/" + one.id());
            show(context, 201, one, desk.signature().secret(one.id()));
          } else {
            refuse(context, TOO_MANY);
          }
        })
        .onFailure(context::fail);
  }

  private void show(RoutingContext context, int status, Subscription one, @Nullable String secret) {
    context.response().putHeader("ETag", "W/\"" + one.version() + "\"");
    EdgeRoutes.send(context, status, SubscriptionJson.of(one, base, secret));
  }

  private void read(RoutingContext context, Guest guest) {
    subscribers.own(
        context,
        guest,
        "read: Subscription",
        (who, one) ->
            door.note(guest, "read", true, Map.of(), "Subscription")
                .onSuccess(noted -> show(context, 200, one, null))
                .onFailure(context::fail));
  }

  /// R4 search: `_id`, `status`, `url`, `criteria`; others are left out, as the self link says.
  private void search(RoutingContext context, Guest guest) {
    subscribers.subscriber(
        context,
        guest,
        "search: Subscription",
        who ->
            subscribers
                .all(who)
                .map(all -> all.stream().filter(one -> fits(context, one)).toList())
                .compose(
                    found -> door.note(guest, "search", true, Map.of(), "Subscription").map(found))
                .onSuccess(found -> EdgeRoutes.send(context, 200, bundle(context, found)))
                .onFailure(context::fail));
  }

  private boolean fits(RoutingContext context, Subscription one) {
    return fits(context, "_id", one.id().toString())
        && fits(context, "status", one.progress().status().word())
        && fits(context, "url", one.wanted().endpoint().toString())
        && fits(context, "criteria", Topic.url(base));
  }

  private static boolean fits(RoutingContext context, String name, String value) {
    return context.queryParam(name).stream()
        .allMatch(asked -> List.of(asked.split(",", -1)).contains(value));
  }

  private String bundle(RoutingContext context, List<Subscription> found) {
    String query =
        List.of("_id", "status", "url", "criteria").stream()
            .flatMap(name ->
                context.queryParam(name).stream()
                    .map(value -> name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
            .collect(Collectors.joining("&"));
    String entries =
        found.stream()
            .map(one ->
                "{\"fullUrl\":"
                    + quoted(base + "/Subscription/" + one.id())
                    + ",\"resource\":"
                    + SubscriptionJson.of(one, base, null)
                    + ",\"search\":{\"mode\":\"match\"}}")
            .collect(Collectors.joining(","));
    return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":"
        + found.size()
        + ",\"link\":[{\"relation\":\"self\",\"url\":"
        + quoted(base + "/Subscription" + (query.isEmpty() ? "" : "?" + query))
        + "}]"
        + (entries.isEmpty() ? "" : ",\"entry\":[" + entries + "]")
        + "}";
  }

  /// Only the status changes: off, or requested again after an error.
  private void update(RoutingContext context, Guest guest) {
    String sent = EdgeRoutes.body(context);
    subscribers.own(
        context,
        guest,
        "update: Subscription",
        (who, one) ->
            hapi.<org.hl7.fhir.r4.model.Subscription, Understood>read(
                    org.hl7.fhir.r4.model.Subscription.class,
                    sent,
                    resource -> SubscriptionReader.read(resource, asker(guest)),
                    Understood.Wrong::new)
                .onSuccess(understood -> {
                  switch (understood) {
                    case Understood.Wrong(Refusal refusal) -> wrong(context, guest, refusal);
                    case Understood.Asked asked -> update(context, guest, one, asked);
                  }
                })
                .onFailure(context::fail));
  }

  private void update(
      RoutingContext context, Guest guest, Subscription one, Understood.Asked asked) {
    String match = context.request().getHeader("If-Match");
    Status now = one.progress().status();
    Status wish = asked.status();
    boolean begins = wish == Status.REQUESTED && now == Status.ERROR;
    if (match != null && !match.equals("W/\"" + one.version() + "\"")) {
      refuse(context, OVERTAKEN);
    } else if (!asked.wanted().of(one.wanted().kinds()).equals(one.wanted())) {
      refuse(context, invalid("Subscription", SAME));
    } else if (wish == now) {
      show(context, 200, one, null);
    } else if (wish == Status.OFF || begins) {
      turn(context, guest, one, wish);
    } else {
      refuse(context, invalid("Subscription.status", WISHES));
    }
  }

  private static final Refusal OVERTAKEN =
      new Refusal(
          412,
          "conflict",
          "L'abonnement a changé depuis : relisez-le.",
          "The subscription has changed since: read it again.");

  private static final List<String> SAME =
      List.of(
          "Seul status change ; pour le reste, supprimez l'abonnement et créez-en un autre.",
          "Only status changes; for anything else, delete the subscription and create another.");

  private static final List<String> WISHES =
      List.of(
          "status devient off, ou requested après error ; après off, créez-en un autre.",
          "status becomes off, or requested after error; after off, create another one.");

  private void turn(RoutingContext context, Guest guest, Subscription one, Status wish) {
    String what = wish == Status.OFF ? "unsubscribe" : "subscribe";
    desk.store()
        .turn(one, wish, clock.instant())
        .compose(done -> door.note(guest, what, done, Map.of(), "Subscription/" + one.id()))
        .compose(noted -> desk.store().find(one.patient(), one.app(), one.id()))
        .onSuccess(found ->
            found.ifPresentOrElse(
                turned -> show(context, 200, turned, null),
                () -> refuse(context, Refusal.NOT_FOUND)))
        .onFailure(context::fail);
  }

  private void delete(RoutingContext context, Guest guest) {
    subscribers.own(
        context,
        guest,
        "delete: Subscription",
        (who, one) ->
            desk.store()
                .remove(one)
                .compose(done ->
                    door.note(guest, "unsubscribe", done, Map.of(), "Subscription/" + one.id()))
                .onSuccess(noted -> head(context, 204).end().onFailure(context::fail))
                .onFailure(context::fail));
  }
}
