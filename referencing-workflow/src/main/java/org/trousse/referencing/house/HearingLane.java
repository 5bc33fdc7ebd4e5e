package org.trousse.referencing.house;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Actor.OfficerRole;
import org.trousse.referencing.history.DossierLane;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.register.OfficerStore;
import org.trousse.referencing.question.Written;
import org.trousse.referencing.text.Text;

/// Stops and starts a dossier's clock with the messages that ask for it, in their transaction. A
/// clock that does not run here is no reason to refuse a message.
final class HearingLane {
  private final DossierLane dossiers;

  HearingLane(DossierLane dossiers) {
    this.dossiers = dossiers;
  }

  Future<Void> heard(SqlConnection tx, Written written) {
    if (written.startsClock()) {
      return dossiers.act(tx, written.dossier(), new Act.Resume(), new Actor.Platform()).mapEmpty();
    }
    return written.stopsClock()
        ? OfficerStore.officer(tx, written.message().author())
            .compose(officer -> stop(tx, written, officer))
        : Future.succeededFuture();
  }

  private Future<Void> stop(SqlConnection tx, Written written, Optional<Officer> asks) {
    if (asks.isEmpty()) {
      return Future.succeededFuture();
    }
    UUID account = asks.get().account();
    OfficerRole role = OfficerRole.valueOf(asks.get().role().name());
    Text why =
        new Text(
            "Une question attend votre réponse sur le critère " + written.criterion() + ".",
            "A question about criterion " + written.criterion() + " waits for your answer.");
    return dossiers
        .act(tx, written.dossier(), new Act.Stop(why), new Actor.Officer(account, role, Set.of()))
        .mapEmpty();
  }
}
