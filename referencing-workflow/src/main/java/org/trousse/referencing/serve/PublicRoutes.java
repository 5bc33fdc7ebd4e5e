package org.trousse.referencing.serve;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.trousse.referencing.door.AnswerLane;
import org.trousse.referencing.history.DossierLane;

/// `/referencing/…`: what everybody may know of the process.
final class PublicRoutes {
  private final DossierLane dossiers;

  PublicRoutes(DossierLane dossiers) {
    this.dossiers = dossiers;
  }

  void mount(Router router) {
    router.get("/referencing/times").handler(this::times);
    router
        .get("/referencing/moves")
        .handler(context -> AnswerLane.json(context, 200, MoveJson.table()));
  }

  private void times(RoutingContext context) {
    dossiers
        .times()
        .compose(times ->
            AnswerLane.json(
                context, 200, Map.of("steps", times.stream().map(MoveJson::times).toList())))
        .onFailure(cause -> AnswerLane.withhold(context, cause));
  }
}
