package org.trousse.consent.serve;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.authorize.PushRoutes;
import org.trousse.consent.authorize.PushRoutes.Caller;
import org.trousse.consent.client.ClientAuthenticationCaller;
import org.trousse.consent.client.ClientOutcome;
import org.trousse.consent.client.Form;
import org.trousse.consent.client.OAuthError;
import org.trousse.consent.proof.ProofCaller;
import org.trousse.consent.proof.ProofOutcome;

/// Who pushes an authorization request (RFC 9126 §2.1), and with which key (RFC 9449 §10.1).
final class PushingLane implements PushRoutes.AuthenticatesClient {
  private final ClientAuthenticationCaller clients;
  private final ProofCaller proofs;

  PushingLane(ClientAuthenticationCaller clients, ProofCaller proofs) {
    this.clients = clients;
    this.proofs = proofs;
  }

  @Override
  public Future<Caller> authenticate(
      Map<String, String> form,
      @Nullable String authorization,
      List<String> headers,
      String endpoint) {
    return clients
        .authenticate(new Form(form), authorization, endpoint)
        .compose(outcome ->
            switch (outcome) {
              case ClientOutcome.Refused(var error) -> Future.succeededFuture(unknown(error));
              case ClientOutcome.Known known -> proven(known.app(), headers, endpoint);
            });
  }

  private Future<Caller> proven(App app, List<String> headers, String endpoint) {
    if (headers.isEmpty()) {
      return Future.succeededFuture(new PushRoutes.Known(app, null));
    }
    // several are none: the comma between them makes one that nobody signed
    return proofs
        .prove(String.join(",", headers), "POST", endpoint, null)
        .map(outcome ->
            switch (outcome) {
              case ProofOutcome.Proven(var jkt) -> new PushRoutes.Known(app, jkt);
              case ProofOutcome.Refused(var why) -> unknown(OAuthError.invalidProof(why));
            });
  }

  private static Caller unknown(OAuthError error) {
    return new PushRoutes.Unknown(error.status(), error.error(), error.description());
  }
}
