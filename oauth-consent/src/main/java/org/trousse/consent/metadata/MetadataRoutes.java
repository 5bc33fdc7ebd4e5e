package org.trousse.consent.metadata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/// The discovery documents. They are written once, so they are there while the database is not, and
/// any web origin may read them. To be mounted before whatever takes all of `/fhir`.
public final class MetadataRoutes {
  private static final String CACHE = "public, max-age=300";

  private final ServerFacts facts;

  public MetadataRoutes(ServerFacts facts) {
    this.facts = facts;
  }

  public void mount(Router router) {
    serve(router, "/.well-known/oauth-authorization-server", facts.authorizationServer());
    serve(router, "/.well-known/openid-configuration", facts.openidProvider());
    serve(router, "/.well-known/oauth-protected-resource", facts.protectedResource());
    serve(router, "/.well-known/oauth-protected-resource/fhir", facts.protectedResource());
    serve(router, "/fhir/.well-known/smart-configuration", facts.smart());
  }

  private static void serve(Router router, String path, ObjectNode document) {
    String json = document.toString();
    router.get(path).handler(context -> open(context).end(json).onFailure(context::fail));
    router
        .options(path)
        .handler(context ->
            open(context)
                .setStatusCode(204)
                .putHeader("Access-Control-Allow-Methods", "GET")
                .putHeader("Access-Control-Allow-Headers", "*")
                .end()
                .onFailure(context::fail));
  }

  private static HttpServerResponse open(RoutingContext context) {
    return context
        .response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", CACHE)
        .putHeader("Access-Control-Allow-Origin", "*");
  }
}
