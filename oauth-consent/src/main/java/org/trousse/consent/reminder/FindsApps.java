package org.trousse.consent.reminder;

import io.vertx.core.Future;
import java.util.Optional;
import org.trousse.consent.app.App;

/// Apps by their client id, whatever their status.
@FunctionalInterface
public interface FindsApps {
  Future<Optional<App>> find(String clientId);
}
