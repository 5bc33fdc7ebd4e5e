package org.trousse.consent.client;

import io.vertx.core.Future;
import java.util.Optional;
import org.trousse.consent.app.App;

/// The apps by client id.
@FunctionalInterface
public interface FindsApp {
  Future<Optional<App>> find(String clientId);
}
