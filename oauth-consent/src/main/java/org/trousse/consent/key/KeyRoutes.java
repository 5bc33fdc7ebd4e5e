package org.trousse.consent.key;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/// The public keys, for whoever verifies what this server signed. They come from memory, so they
/// are there while the database is not.
public final class KeyRoutes {
  public static final String JWKS = "/oauth/jwks";

  /// The keys of all receipts ever given.
  public static final String RECEIPT_KEYS = "/oauth/receipt-keys";

  private final SignerCaller signer;

  public KeyRoutes(SignerCaller signer) {
    this.signer = signer;
  }

  public void mount(Router router) {
    router.get(JWKS).handler(context -> send(context, signer::jwks));
    router.get(RECEIPT_KEYS).handler(context -> send(context, signer::receiptKeys));
  }

  private static void send(RoutingContext context, Supplier<String> keys) {
    context
        .response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "public, max-age=" + KeyLife.CACHED.toSeconds())
        .putHeader("Access-Control-Allow-Origin", "*")
        .end(keys.get())
        .onFailure(context::fail);
  }
}
