package org.trousse.consent.serve;

import io.vertx.core.Future;
import java.util.UUID;
import org.trousse.consent.app.App;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.NewGrant;
import org.trousse.consent.page.authorise.Approval;
import org.trousse.consent.page.authorise.Asked;
import org.trousse.consent.page.pairing.PairingRoutes.DecidesPairings;
import org.trousse.consent.pairing.Pairing;
import org.trousse.consent.pairing.PairingLane;
import org.trousse.consent.pairing.UserCode;

/// Between the pairing page and the devices that wait.
final class PairingsLane implements DecidesPairings {
  private static final long GUESSES_BACK_SECONDS = 600;

  /// Whether or not it asks for `offline_access`: a device that was registered has a password of
  /// its own, so the page must not say that it stops when the person signs out.
  private static final boolean SENDS_BY_ITSELF = true;

  private final PairingLane pairings;
  private final AnswersLane answers;

  PairingsLane(PairingLane pairings, AnswersLane answers) {
    this.pairings = pairings;
    this.answers = answers;
  }

  @Override
  public Future<Look> look(String typed, UUID account, String address) {
    return pairings
        .look(typed, account, address)
        .map(pairing ->
            switch (pairing) {
              case Pairing.Found found -> new Look.Waiting(asked(found));
              case Pairing.Wrong wrong -> new Look.Wrong();
              case Pairing.TooMany tooMany -> new Look.TooMany(GUESSES_BACK_SECONDS);
            });
  }

  private static Asked asked(Pairing.Found found) {
    return new Asked(
        found.app(),
        found.permissions(),
        SENDS_BY_ITSELF,
        false,
        null,
        new Asked.Device(found.device(), found.address(), found.code().shown()));
  }

  @Override
  public Future<Boolean> approve(String code, Asked asked, Approval approval) {
    Pairing.Approval answer =
        new Pairing.Approval(
            approval.account(),
            approval.patient(),
            approval.permissions(),
            approval.historyFrom(),
            asked.offline() && approval.duration() != Duration.ONCE,
            approval.duration(),
            approval.notAfter(),
            approval.language(),
            approval.shown());
    return UserCode.read(code)
        .map(read ->
            pairings
                .approve(read, answer)
                .compose(grant ->
                    grant
                        .map(given -> receipt(asked.app(), given, approval))
                        .orElseGet(() -> Future.succeededFuture(false))))
        .orElseGet(() -> Future.succeededFuture(false));
  }

  private Future<Boolean> receipt(App app, Grant grant, Approval approval) {
    NewGrant answer =
        new NewGrant(
            grant.patient(),
            grant.clientId(),
            grant.appVersion(),
            grant.account(),
            grant.permissions(),
            grant.historyFrom(),
            grant.offline(),
            grant.duration(),
            approval.language(),
            approval.shown());
    return answers.receipt(app, grant, answer).map(kept -> true);
  }

  @Override
  public Future<Boolean> refuse(String code) {
    return UserCode.read(code).map(pairings::refuse).orElseGet(() -> Future.succeededFuture(false));
  }
}
