package org.trousse.record.rest.subscription;

import static org.trousse.record.rest.edge.EdgeRoutes.refuse;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.door.ReadingAccess;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.subscribe.Standing;
import org.trousse.record.subscribe.Standing.Held;
import org.trousse.record.subscribe.Subscription;
import org.trousse.record.subscribe.front.SubscriptionModule.Desk;

/// Who may have subscriptions: apps, each its own of the patient whose token it holds. One that is
/// another app's, or another patient's, is as unknown as one that does not exist.
final class SubscriberRoutes {
  /// An app at the door, with what its patient lets it read.
  ///
  /// @param app client id
  record Subscriber(Guest guest, String app, Held held) {}

  private static final Refusal APPS_ONLY =
      new Refusal(
          403,
          "forbidden",
          "Seule une application s'abonne, avec le jeton que le patient lui a donné.",
          "Only an app subscribes, with the token that the patient gave it.");

  private final Desk desk;
  private final DoorRoutes door;

  SubscriberRoutes(Desk desk, DoorRoutes door) {
    this.desk = desk;
    this.door = door;
  }

  /// Lets apps through whose patient lets them read anything at all.
  ///
  /// @param what they want, for the trail
  void subscriber(RoutingContext context, Guest guest, String what, Consumer<Subscriber> then) {
    String app = guest.opened().clientId();
    Access access = ReadingAccess.readNothing(guest.opened());
    if (app == null) {
      refuse(context, APPS_ONLY);
    } else if (access != Access.HIDDEN) {
      door.deny(context, guest, access, what);
    } else {
      desk.rights()
          .standing()
          .standing(app, guest.patient())
          .onSuccess(standing -> {
            switch (standing) {
              case Held held -> then.accept(new Subscriber(guest, app, held));
              case Standing.Paused() -> door.deny(context, guest, Access.OVER, what);
              case Standing.Ended() -> door.deny(context, guest, Access.OVER, what);
              case Standing.Unknown() -> door.deny(context, guest, Access.STALE, what);
            }
          })
          .onFailure(context::fail);
    }
  }

  /// The app's own subscription that the path names.
  void own(
      RoutingContext context, Guest guest, String what, BiConsumer<Subscriber, Subscription> then) {
    Optional<UUID> id = id(String.valueOf(context.pathParam("id")));
    subscriber(
        context,
        guest,
        what,
        who ->
            all(who)
                .map(
                    all -> all.stream().filter(one -> Optional.of(one.id()).equals(id)).findFirst())
                .onSuccess(found ->
                    found.ifPresentOrElse(
                        one -> then.accept(who, one),
                        () -> door.deny(context, guest, Access.HIDDEN, what)))
                .onFailure(context::fail));
  }

  /// All of an app's own, as its permission of today sees them.
  Future<List<Subscription>> all(Subscriber who) {
    return desk.store()
        .of(who.guest().patient(), who.app())
        .map(all -> all.stream().map(one -> one.under(who.held().grant())).toList());
  }

  /// As we write them, and no other way to write the same.
  private static Optional<UUID> id(String said) {
    try {
      UUID id = UUID.fromString(said.toLowerCase(Locale.ROOT));
      return id.toString().equals(said) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException strange) {
      return Optional.empty();
    }
  }
}
