package org.trousse.referencing.serve;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.trousse.referencing.door.AnswerLane;
import org.trousse.referencing.door.DoorProblemKind;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.door.DossierDoorLane.Entered;
import org.trousse.referencing.door.VisitorLane;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Decision.Refused;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.WhoLane.Visitor;
import org.trousse.referencing.serve.sitting.SittingJson;
import org.trousse.referencing.text.Text;

/// What each route of the JSON API begins and ends with.
final class GateLane {
  private static final int BODY_BYTES_MAX = 64 * 1024;
  private static final Text VENDORS =
      new Text("Seul l’éditeur du dossier le peut.", "Only the dossier's vendor may do this.");

  private final VisitorLane visitors;
  private final DossierDoorLane door;

  GateLane(VisitorLane visitors, DossierDoorLane door) {
    this.visitors = visitors;
    this.door = door;
  }

  /// A route that takes a small body.
  static void body(Route route, Handler<RoutingContext> then) {
    body(route, BODY_BYTES_MAX, then);
  }

  static void body(Route route, int bytesMax, Handler<RoutingContext> then) {
    route
        .handler(BodyHandler.create(false).setBodyLimit(bytesMax))
        .handler(then)
        .failureHandler(GateLane::failed);
  }

  private static void failed(RoutingContext context) {
    if (context.statusCode() == 413) {
      AnswerLane.refuse(
          context,
          DoorProblemKind.NOT_READABLE,
          new Text("La demande est trop longue.", "The request is too long."));
    } else {
      Throwable cause = context.failure();
      AnswerLane.withhold(context, cause == null ? new IllegalStateException("failed") : cause);
    }
  }

  static byte[] bytes(RoutingContext context) {
    var buffer = context.body() == null ? null : context.body().buffer();
    return buffer == null ? new byte[0] : buffer.getBytes();
  }

  /// Anybody who is known.
  void visit(RoutingContext context, Function<Visitor, Future<Void>> then) {
    visitors
        .enter(context)
        .compose(visitor -> visitor.map(then).orElseGet(Future::succeededFuture))
        .onFailure(cause -> AnswerLane.withhold(context, cause));
  }

  /// Somebody before the dossier of the path.
  void at(RoutingContext context, Function<Entered, Future<Void>> then) {
    door.enter(context)
        .compose(entered -> entered.map(then).orElseGet(Future::succeededFuture))
        .onFailure(cause -> AnswerLane.withhold(context, cause));
  }

  /// The same for its vendor alone.
  void vendorAt(RoutingContext context, BiFunction<Who.Vendor, Entered, Future<Void>> then) {
    at(
        context,
        entered ->
            entered.who() instanceof Who.Vendor vendor
                ? then.apply(vendor, entered)
                : AnswerLane.refuse(context, DoorProblemKind.NOT_ALLOWED, VENDORS));
  }

  /// Says what was given, or why not.
  static <T> Future<Void> tell(RoutingContext context, Answer<T> answer, Function<T, Object> json) {
    if (answer instanceof Given<T>(var value)) {
      return AnswerLane.json(context, 200, json.apply(value));
    }
    DossierDoorLane.refuse(context, answer);
    return Future.succeededFuture();
  }

  static Future<Void> unreadable(RoutingContext context, Text why) {
    return AnswerLane.refuse(context, DoorProblemKind.NOT_READABLE, why);
  }

  /// Says what an act came to.
  static Future<Void> decided(RoutingContext context, Answer<Decision> answer) {
    if (answer instanceof Given<Decision>(var decision)) {
      return switch (decision) {
        case Decided(var events, var after) ->
            AnswerLane.json(context, 200, DossierJson.after(after));
        case Refused(var kind, var words, var lacks) ->
            AnswerLane.refuse(
                context, kind(kind), words, SittingJson.lacks(lacks, AnswerLane.language(context)));
      };
    }
    DossierDoorLane.refuse(context, answer);
    return Future.succeededFuture();
  }

  private static DoorProblemKind kind(Decision.Refusal refusal) {
    return switch (refusal) {
      case UNKNOWN -> DoorProblemKind.NO_SUCH_THING;
      case NOT_YOURS, INTEREST -> DoorProblemKind.NOT_ALLOWED;
      case SAME_PERSON -> DoorProblemKind.SECOND_PERSON;
      case STALE -> DoorProblemKind.STALE;
      case CONFLICT -> DoorProblemKind.JUDGED_MEANWHILE;
      case REASON, CRITERIA, DUE_DATE -> DoorProblemKind.NOT_READABLE;
      case QUORUM -> DoorProblemKind.QUORUM;
      case NOT_YET, NOT_HERE, PROPOSAL -> DoorProblemKind.NOT_NOW;
    };
  }
}
