package org.trousse.consent.proof;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.secret.UsedOnceStore;

/// Takes DPoP proofs, each once on all nodes together: one insert a request.
public final class ProofCaller {
  private final Vertx vertx;
  private final UsedOnceStore used;
  private final Clock clock;

  public ProofCaller(Vertx vertx, UsedOnceStore used, Clock clock) {
    this.vertx = vertx;
    this.used = used;
    this.clock = clock;
  }

  /// Whether this proof was made for this request, just now and for the first time.
  ///
  /// @param proof the `DPoP` header; several of them joined by a comma are no proof
  /// @param url of the request, as clients know it
  /// @param token the access token that came with it; null at the token endpoint
  public Future<ProofOutcome> prove(
      String proof, String method, String url, @Nullable String token) {
    ProofChecks.For request = new ProofChecks.For(method, url, token, clock.instant());
    return vertx
        .executeBlocking(() -> ProofChecks.fault(proof, request), false)
        .map(Objects::requireNonNull)
        .compose(fault ->
            fault.isPresent()
                ? Future.succeededFuture(new ProofOutcome.Refused(fault.get()))
                : firstTime(ProofChecks.held(proof)));
  }

  private Future<ProofOutcome> firstTime(ProofChecks.Held held) {
    return used.first("dpop", held.jkt() + ' ' + held.jti(), held.iat().plus(ProofChecks.AGE_MAX))
        .map(first ->
            first
                ? new ProofOutcome.Proven(held.jkt())
                : new ProofOutcome.Refused("jti came before"));
  }
}
