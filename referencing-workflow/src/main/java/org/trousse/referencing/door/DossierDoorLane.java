package org.trousse.referencing.door;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.WhoLane.Visitor;

/// The way to what belongs to a dossier: who asks, whose dossier it is, and as whom they come.
public final class DossierDoorLane {
  /// A dossier's facts; empty: there is no such one.
  @FunctionalInterface
  public interface FindsDossiers {
    Future<Optional<DossierFacts>> find(UUID dossier);
  }

  /// Somebody who stands before a dossier.
  public record Entered(Visitor visitor, Who who, DossierFacts dossier) {}

  private final VisitorLane visitors;
  private final FindsDossiers dossiers;

  public DossierDoorLane(VisitorLane visitors, FindsDossiers dossiers) {
    this.visitors = visitors;
    this.dossiers = dossiers;
  }

  /// Leads to the dossier of the path's `id`; empty: not, and the refusal was sent. A stranger's
  /// dossier and none at all look the same.
  public Future<Optional<Entered>> enter(RoutingContext context) {
    return enter(context, () -> visitors.enter(context));
  }

  /// The same for a form, whose token its handler must look at ([VisitorLane#brings]).
  public Future<Optional<Entered>> enterByForm(RoutingContext context) {
    return enter(
        context,
        () ->
            visitors
                .look(context)
                .map(found -> {
                  if (found.isEmpty()) {
                    AnswerLane.refuse(context, DoorProblemKind.SIGN_IN);
                  }
                  return found;
                }));
  }

  private Future<Optional<Entered>> enter(
      RoutingContext context, Supplier<Future<Optional<Visitor>>> look) {
    Optional<UUID> id = uuid(context.pathParam("id"));
    return look.get()
        .compose(visitor ->
            visitor.isEmpty()
                ? Future.succeededFuture(Optional.<Entered>empty())
                : id.map(dossiers::find)
                    .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                    .map(facts -> entered(context, visitor.get(), facts)));
  }

  private static Optional<Entered> entered(
      RoutingContext context, Visitor visitor, Optional<DossierFacts> facts) {
    Optional<Entered> entered =
        facts.flatMap(dossier ->
            VisitorLane.towards(context, visitor, dossier.organisation())
                .filter(who -> mayKnow(who, dossier.organisation()))
                .map(who -> new Entered(visitor, who, dossier)));
    if (entered.isEmpty()) {
      AnswerLane.refuse(context, DoorProblemKind.NO_SUCH_THING);
    }
    return entered;
  }

  private static boolean mayKnow(Who who, UUID organisation) {
    return !(who instanceof Who.Vendor vendor) || vendor.organisation().equals(organisation);
  }

  /// Says why not; what an answer gave is for the caller.
  public static void refuse(RoutingContext context, Answer<?> answer) {
    switch (answer) {
      case Answer.NotAllowed<?>(var why) ->
          AnswerLane.refuse(context, DoorProblemKind.NOT_ALLOWED, why);
      case Answer.Refused<?>(var why) -> AnswerLane.refuse(context, DoorProblemKind.NOT_NOW, why);
      case Answer.Unknown<?> _ -> AnswerLane.refuse(context, DoorProblemKind.NO_SUCH_THING);
      case Answer.Given<?> _ -> throw new IllegalStateException("nothing was refused");
    }
  }

  /// An id in a path; empty: nonsense.
  public static Optional<UUID> uuid(@Nullable String text) {
    try {
      return text == null || text.length() != 36
          ? Optional.empty()
          : Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException nonsense) {
      return Optional.empty();
    }
  }
}
