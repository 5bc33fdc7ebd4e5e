package org.trousse.catalogue.statement;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;

/// The public keys, for whoever verifies a statement. They come from memory, so they are there
/// while the database is not.
public final class KeyRoutes {
  public static final String JWKS = "/catalogue/jwks";

  private final StatementCaller statements;

  public KeyRoutes(StatementCaller statements) {
    this.statements = statements;
  }

  public void mount(Router router) {
    router
        .get(JWKS)
        .handler(context ->
            context
                .response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(
                    HttpHeaders.CACHE_CONTROL, "public, max-age=" + KeyRing.CACHED.toSeconds())
                .putHeader("Access-Control-Allow-Origin", "*")
                .end(statements.jwks())
                .onFailure(context::fail));
  }
}
