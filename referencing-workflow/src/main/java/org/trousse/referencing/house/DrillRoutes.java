package org.trousse.referencing.house;

import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.door.AnswerLane;
import org.trousse.referencing.door.DoorProblemKind;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.drill.AnswerCaller;
import org.trousse.referencing.drill.DrillStore.Drill;
import org.trousse.referencing.history.HistoryStore;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.revision.RevisionLane;

/// Where a vendor's answer to a drill comes in later, signed by its app's keys, and where the keys
/// are that drills are signed by.
final class DrillRoutes {
  private static final int BODY_BYTES_MAX = 4_096;

  private final OutsideLane outside;
  private final HistoryStore history;
  private final RevisionLane revisions;
  private final AnswerCaller answers;

  DrillRoutes(
      Vertx vertx, OutsideLane outside, HistoryStore history, RevisionLane revisions, Clock clock) {
    this.outside = outside;
    this.history = history;
    this.revisions = revisions;
    this.answers = new AnswerCaller(vertx, outside.drills(), clock);
  }

  void mount(Router router) {
    router.get("/referencing/drill-keys").handler(this::keys);
    router
        .post("/referencing/drills/:id/answer")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
        .handler(this::answer)
        .failureHandler(context -> AnswerLane.refuse(context, DoorProblemKind.NOT_READABLE));
  }

  private void keys(RoutingContext context) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/jwk-set+json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=60")
        .end(new JWKSet(outside.drillKey()).toString())
        .onFailure(context::fail);
  }

  /// Whatever is wrong with an answer, it looks as if there were no such drill.
  private void answer(RoutingContext context) {
    String jws = Objects.requireNonNullElse(context.body().asString(), "").strip();
    DossierDoorLane.uuid(context.pathParam("id"))
        .map(id -> outside.drills().find(id))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .compose(drill ->
            drill.map(one -> answered(one, jws)).orElseGet(() -> Future.succeededFuture(false)))
        .compose(done ->
            done
                ? context.response().setStatusCode(204).end()
                : AnswerLane.refuse(context, DoorProblemKind.NO_SUCH_THING))
        .onFailure(cause -> AnswerLane.withhold(context, cause));
  }

  private Future<Boolean> answered(Drill drill, String jws) {
    return history
        .find(drill.dossier())
        .compose(found -> {
          var evidence = found.map(one -> one.evidence()).orElse(null);
          return evidence == null
              ? Future.succeededFuture(Optional.<Manifest>empty())
              : revisions.manifest(drill.dossier(), evidence.manifest());
        })
        .compose(this::keys)
        .compose(keys ->
            keys.isEmpty()
                ? Future.succeededFuture(false)
                : answers.answer(drill.id(), keys.get(), jws));
  }

  private Future<Optional<String>> keys(Optional<Manifest> manifest) {
    Manifest.Exchange exchange = manifest.map(Manifest::exchange).orElse(null);
    if (exchange == null) {
      return Future.succeededFuture(Optional.empty());
    }
    URI place = exchange.jwksUri();
    return place == null
        ? Future.succeededFuture(Optional.ofNullable(exchange.jwks()))
        : outside
            .caller()
            .get(place)
            .map(sight ->
                sight instanceof Sight.Page page && page.status() == 200
                    ? Optional.of(page.body())
                    : Optional.empty());
  }
}
