package org.trousse.platform.apps;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Who signs software statements: our own catalogue, and those that the operator trusts besides.
public final class CatalogueKeysLane {
  private final JsonArray others;
  private final AtomicReference<@Nullable AppsModule> own = new AtomicReference<>();

  /// @param others a JWK Set
  public CatalogueKeysLane(String others) {
    this.others = new JsonObject(others).getJsonArray("keys");
  }

  /// The catalogue is open.
  public void of(AppsModule apps) {
    own.set(apps);
  }

  /// A JWK Set as it is now.
  public Future<String> jwks() {
    JsonArray all = others.copy();
    AppsModule apps = own.get();
    if (apps != null) {
      new JsonObject(apps.keys()).getJsonArray("keys").forEach(all::add);
    }
    return Future.succeededFuture(new JsonObject().put("keys", all).encode());
  }
}
