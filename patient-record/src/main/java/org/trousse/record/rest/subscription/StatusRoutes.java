package org.trousse.record.rest.subscription;

import static org.trousse.record.rest.edge.EdgeRoutes.notAllowed;
import static org.trousse.record.rest.edge.EdgeRoutes.refuse;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.hl7.fhir.r4.model.Parameters;
import org.trousse.record.create.HapiCaller;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.door.ReadingAccess;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.rest.edge.EdgeRoutes;
import org.trousse.record.rest.subscription.SubscriberRoutes.Subscriber;
import org.trousse.record.subscribe.Subscription;
import org.trousse.record.subscribe.Subscription.Status;
import org.trousse.record.subscribe.SubscriptionEvent;
import org.trousse.record.subscribe.front.SubscriptionModule.Desk;
import org.trousse.record.subscribe.notice.Notification;
import org.trousse.record.subscribe.notice.NotificationType;
import org.trousse.record.subscribe.send.SubscriptionStore;
import org.trousse.sdk.measure.Measure;

/// `$status` and `$events` (operations of the Subscriptions R5 Backport): where a subscription
/// stands, and what an app missed. One instance for each event loop.
final class StatusRoutes {
  private static final String TYPE = "/fhir/Subscription/";

  /// What was asked, in the address and in a Parameters resource.
  private record Asked(List<Entry<String, String>> parameters) {
    List<String> all(String name) {
      return parameters.stream()
          .filter(one -> one.getKey().equals(name))
          .flatMap(one -> List.of(one.getValue().split(",", -1)).stream())
          .toList();
    }
  }

  private final SubscriberRoutes subscribers;
  private final Desk desk;
  private final HapiCaller hapi;
  private final DoorRoutes door;
  private final Notification notification;
  private final Clock clock;

  StatusRoutes(
      SubscriberRoutes subscribers,
      Desk desk,
      HapiCaller hapi,
      DoorRoutes door,
      String base,
      Clock clock) {
    this.subscribers = subscribers;
    this.desk = desk;
    this.hapi = hapi;
    this.door = door;
    this.notification = new Notification(base, UUID::randomUUID);
    this.clock = clock;
  }

  /// Before the routes of single Subscriptions.
  void mount(Router router) {
    mount(router, "$status", this::statuses);
    mount(router, ":id/$status", this::status);
    mount(router, ":id/$events", this::events);
  }

  /// What an operation does.
  @FunctionalInterface
  private interface Operation {
    void answer(RoutingContext context, Guest guest, Asked asked);
  }

  private void mount(Router router, String path, Operation operation) {
    BiConsumer<RoutingContext, Guest> answer =
        (context, guest) ->
            asked(context)
                .onSuccess(asked -> {
                  if (asked.parameters().isEmpty() || !asked.parameters().contains(WRONG)) {
                    operation.answer(context, guest, asked);
                  } else {
                    refuse(context, NO_PARAMETERS);
                  }
                })
                .onFailure(context::fail);
    router.get(TYPE + path).handler(door.opened(answer));
    router
        .post(TYPE + path)
        .handler(BodyHandler.create(false).setBodyLimit(SubscriptionRoutes.BYTES_MAX))
        .handler(door.opened(answer));
    router.route(TYPE + path).handler(context -> notAllowed(context, "GET, POST"));
  }

  /// Stands for a body that is no Parameters.
  private static final Entry<String, String> WRONG = Map.entry("", "");

  private static final Refusal NO_PARAMETERS =
      Refusal.invalid(
          "Attendu une ressource Parameters : un nom et une valeur simple par paramètre.",
          "Expected a Parameters resource: a name and a simple value for each parameter.");

  private Future<Asked> asked(RoutingContext context) {
    List<Entry<String, String>> all = new ArrayList<>(context.queryParams().entries());
    String body = context.body() == null ? "" : EdgeRoutes.body(context);
    if (body.isBlank()) {
      return Future.succeededFuture(new Asked(all));
    }
    return hapi.<Parameters, List<Entry<String, String>>>read(
            Parameters.class, body, StatusRoutes::entries, wrong -> List.of(WRONG))
        .map(sent -> {
          all.addAll(sent);
          return new Asked(all);
        });
  }

  private static List<Entry<String, String>> entries(Parameters sent) {
    return sent.getParameter().stream()
        .map(one ->
            one.getName() == null || one.getValue() == null || !one.getValue().isPrimitive()
                ? WRONG
                : Map.entry(one.getName(), one.getValue().primitiveValue()))
        .toList();
  }

  /// Of all of them, or of those that `id` and `status` name.
  private void statuses(RoutingContext context, Guest guest, Asked asked) {
    List<String> ids = asked.all("id");
    List<String> words = asked.all("status");
    subscribers.subscriber(
        context,
        guest,
        "status: Subscription",
        who ->
            subscribers
                .all(who)
                .compose(all ->
                    Future.all(
                            all.stream()
                                .filter(one -> ids.isEmpty() || ids.contains(one.id().toString()))
                                .map(one -> counted(who, one))
                                .toList())
                        .map(counted -> counted.<Subscription>list()))
                .map(all ->
                    all.stream()
                        .filter(one ->
                            words.isEmpty() || words.contains(one.progress().status().word()))
                        .toList())
                .compose(found -> noted(guest).map(found))
                .onSuccess(found -> statuses(context, guest, found))
                .onFailure(context::fail));
  }

  private void status(RoutingContext context, Guest guest, Asked asked) {
    subscribers.own(
        context,
        guest,
        "status: Subscription",
        (who, one) ->
            counted(who, one)
                .compose(counted -> noted(guest).map(counted))
                .onSuccess(counted -> statuses(context, guest, List.of(counted)))
                .onFailure(context::fail));
  }

  private Future<Void> noted(Guest guest) {
    return door.note(guest, "read", true, Map.of(), "Subscription");
  }

  private void statuses(RoutingContext context, Guest guest, List<Subscription> found) {
    EdgeRoutes.send(context, 200, notification.statuses(found, guest.ids().readings()));
  }

  /// With what came since somebody last looked.
  private Future<Subscription> counted(Subscriber who, Subscription one) {
    return one.progress().status() == Status.OFF
        ? Future.succeededFuture(one)
        : desk.store()
            .number(one, who.held(), clock.instant())
            .map(counted -> one.at(one.progress().counted(counted)));
  }

  /// The events from one number to another, both included; 1,000 at most.
  private void events(RoutingContext context, Guest guest, Asked asked) {
    OptionalLong since = number(asked.all("eventsSinceNumber"), 1);
    OptionalLong until = number(asked.all("eventsUntilNumber"), Long.MAX_VALUE);
    if (since.isEmpty() || until.isEmpty()) {
      refuse(context, NO_NUMBER);
      return;
    }
    subscribers.own(
        context,
        guest,
        "events: Subscription",
        (who, one) ->
            counted(who, one)
                .compose(counted ->
                    found(who, counted, since.getAsLong(), until.getAsLong())
                        .onSuccess(events -> events(context, guest, counted, events)))
                .onFailure(context::fail));
  }

  private static final Refusal NO_NUMBER =
      Refusal.invalid(
          "eventsSinceNumber et eventsUntilNumber : attendu un numéro d'événement, dès 1.",
          "eventsSinceNumber and eventsUntilNumber: expected the number of an event, from 1 on.");

  /// Empty: it is no number.
  private static OptionalLong number(List<String> said, long otherwise) {
    if (said.isEmpty()) {
      return OptionalLong.of(otherwise);
    }
    String one = said.getFirst();
    return said.size() == 1 && one.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(one))
        : OptionalLong.empty();
  }

  /// As far as the token and its permission let them be read, then in the trail.
  private Future<List<SubscriptionEvent>> found(
      Subscriber who, Subscription one, long since, long until) {
    return desk.store()
        .events(one, Math.max(since, 1) - 1, until, SubscriptionStore.EVENTS_MAX)
        .map(found -> found.stream().filter(event -> reads(who, event)).toList())
        .compose(found ->
            door.note(who.guest(), "notify", true, counts(found), "Subscription/" + one.id())
                .map(found));
  }

  private static boolean reads(Subscriber who, SubscriptionEvent event) {
    Measure measure = event.key().measure();
    return who.held().reads(measure, event.effectiveAt())
        && ReadingAccess.read(who.guest().opened(), measure, event.effectiveAt()) == Access.ALLOWED;
  }

  private static Map<Measure, Integer> counts(List<SubscriptionEvent> events) {
    Map<Measure, Integer> counts = new EnumMap<>(Measure.class);
    events.forEach(event -> counts.merge(event.key().measure(), 1, Integer::sum));
    return counts;
  }

  private void events(
      RoutingContext context, Guest guest, Subscription one, List<SubscriptionEvent> events) {
    EdgeRoutes.send(
        context,
        200,
        notification.bundle(
            one, NotificationType.EVENTS_AGAIN, events, guest.ids().readings(), clock.instant()));
  }
}
