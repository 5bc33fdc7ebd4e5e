package org.trousse.consent.serve;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.stream.Collectors;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.NotesDecisions;
import org.trousse.consent.app.App;
import org.trousse.consent.applications.ApplicationsRoutes.AnswersAgain;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.grant.NewGrant;
import org.trousse.consent.grant.Receipt;
import org.trousse.consent.key.KeyLife;
import org.trousse.consent.key.SignerCaller;
import org.trousse.consent.page.authorise.Approval;
import org.trousse.consent.permission.Permission;

/// Keeps an answer that no request waits for: grant, receipt, audit line.
final class AnswersLane implements AnswersAgain {
  private final GrantStore grants;
  private final SignerCaller signer;
  private final NotesDecisions notes;
  private final String issuer;
  private final Clock clock;

  AnswersLane(
      GrantStore grants, SignerCaller signer, NotesDecisions notes, String issuer, Clock clock) {
    this.grants = grants;
    this.signer = signer;
    this.notes = notes;
    this.issuer = issuer;
    this.clock = clock;
  }

  @Override
  public Future<?> answer(App app, Approval approval) {
    return grants
        .live(approval.patient(), app.clientId())
        .map(live -> newGrant(app, approval, live.filter(Grant::offline).isPresent()))
        .compose(answer ->
            grants
                .give(answer)
                .compose(grant -> receipt(app, grant, answer))
                .compose(grant -> note(app, grant)));
  }

  private static NewGrant newGrant(App app, Approval approval, boolean offline) {
    return new NewGrant(
        approval.patient(),
        app.clientId(),
        app.version(),
        approval.account(),
        approval.permissions(),
        approval.historyFrom(),
        offline && approval.duration() != Duration.ONCE,
        approval.duration(),
        approval.notAfter(),
        approval.language(),
        approval.shown());
  }

  /// Signs what was shown and keeps it with the version.
  Future<Grant> receipt(App app, Grant grant, NewGrant answer) {
    return signer
        .sign(
            KeyLife.RECEIPTS,
            Receipt.TYPE,
            Receipt.claims(issuer, app, grant, answer, clock.instant()))
        .compose(jws -> grants.keepReceipt(grant.id(), grant.version(), jws))
        .map(kept -> grant);
  }

  private Future<Void> note(App app, Grant grant) {
    String permissions =
        grant.permissions().stream()
            .sorted()
            .map(Permission::word)
            .collect(Collectors.joining(" "));
    return notes.note(
        new Decision(
            clock.instant(),
            grant.patient(),
            "amend",
            app.clientId(),
            app.entry().name(),
            grant.account(),
            null,
            true,
            permissions));
  }
}
