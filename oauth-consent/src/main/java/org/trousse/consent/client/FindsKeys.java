package org.trousse.consent.client;

import com.nimbusds.jose.jwk.JWK;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;

/// The public keys of a client, held by value or fetched from its address.
@FunctionalInterface
public interface FindsKeys {
  /// Those that may be the one.
  ///
  /// @param kid which key is looked for: when it is not among those held, they may be fetched again
  ///   once; null when the client names none
  Future<List<JWK>> keys(App app, @Nullable String kid);
}
