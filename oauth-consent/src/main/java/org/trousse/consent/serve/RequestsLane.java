package org.trousse.consent.serve;

import io.vertx.core.Future;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.trousse.consent.authorize.AuthorizationLane;
import org.trousse.consent.authorize.AuthorizationLane.Session;
import org.trousse.consent.page.authorise.Approval;
import org.trousse.consent.page.authorise.Asked;
import org.trousse.consent.page.authorise.AuthoriseRoutes.DecidesRequests;
import org.trousse.consent.signin.SignedIn;

/// Between the consent page and the requests that wait.
final class RequestsLane implements DecidesRequests {
  private final AuthorizationLane requests;
  private final Clock clock;

  RequestsLane(AuthorizationLane requests, Clock clock) {
    this.requests = requests;
    this.clock = clock;
  }

  /// Who sits at the browser, in the words of the authorization endpoint.
  static Session session(SignedIn who) {
    return new Session(who.session(), who.account(), who.patient(), who.since());
  }

  @Override
  public Future<Optional<Asked>> asked(String handle, SignedIn who) {
    return requests
        .claim(handle, who.account())
        .compose(ours -> ours ? requests.asked(handle) : Future.succeededFuture(Optional.empty()))
        .map(asked -> asked.map(one -> asked(one, who)));
  }

  private Asked asked(AuthorizationLane.Asked asked, SignedIn who) {
    return new Asked(
        asked.app(),
        asked.permissions(),
        asked.offline(),
        asked.needsNewSignIn(who.since(), clock.instant()),
        URI.create(asked.leadsTo()),
        null);
  }

  @Override
  public Future<Optional<String>> approve(String handle, SignedIn who, Approval approval) {
    return requests.approve(
        handle,
        new AuthorizationLane.Approval(
            session(who),
            approval.patient(),
            approval.permissions(),
            approval.historyFrom(),
            approval.duration(),
            approval.notAfter(),
            approval.language(),
            approval.shown()));
  }

  @Override
  public Future<Optional<String>> refuse(String handle, SignedIn who) {
    return Optional.ofNullable(who.patient())
        .map(patient -> requests.refuse(handle, session(who), patient))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }
}
