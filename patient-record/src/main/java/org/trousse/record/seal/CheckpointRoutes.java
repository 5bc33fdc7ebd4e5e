package org.trousse.record.seal;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/// `GET /audit/checkpoint`, the trail's newest signed head, and `GET /audit/key`, whose signature
/// it is. Both are for everybody: they say how much was noted, and nothing of what.
public final class CheckpointRoutes {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final PublishLane outside;

  public CheckpointRoutes(PublishLane outside) {
    this.outside = outside;
  }

  public void mount(Router router) {
    router.get("/audit/checkpoint").handler(this::checkpoint);
    router.get("/audit/key").handler(this::key);
  }

  private void checkpoint(RoutingContext context) {
    String newest = outside.newest();
    if (newest == null) {
      head(context, 404, "no-store")
          .end("Rien n'est encore scellé. / Nothing is sealed yet.\n")
          .onFailure(context::fail);
    } else {
      head(context, 200, "public, max-age=1").end(newest).onFailure(context::fail);
    }
  }

  private void key(RoutingContext context) {
    head(context, 200, "public, max-age=3600").end(outside.key() + "\n").onFailure(context::fail);
  }

  private static HttpServerResponse head(RoutingContext context, int status, String caching) {
    return context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", TEXT)
        .putHeader("Cache-Control", caching)
        .putHeader("Access-Control-Allow-Origin", "*")
        .putHeader("X-Content-Type-Options", "nosniff");
  }
}
