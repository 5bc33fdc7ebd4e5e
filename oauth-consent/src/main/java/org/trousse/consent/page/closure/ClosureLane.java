package org.trousse.consent.page.closure;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.NotesDecisions;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.signin.Account.Delegation;
import org.trousse.consent.signin.SignInLane;
import org.trousse.consent.signin.SignedIn;
import org.trousse.sdk.PatientId;

/// Closes the account of who is signed in, for good: everything that it allowed ends.
final class ClosureLane {
  private final SignInLane people;
  private final GrantStore grants;
  private final NotesDecisions notes;
  private final Clock clock;

  /// What would end.
  ///
  /// @param own on the person's own record
  /// @param children on records of children, allowed by this person
  record Running(List<Grant> own, List<Grant> children) {}

  ClosureLane(SignInLane people, GrantStore grants, NotesDecisions notes, Clock clock) {
    this.people = people;
    this.grants = grants;
    this.notes = notes;
    this.clock = clock;
  }

  Future<Running> running(SignedIn who) {
    Future<List<Grant>> own = live(Optional.ofNullable(who.own()).stream().toList());
    return people
        .mandates(who)
        .compose(mandates -> live(mandates.stream().map(Delegation::patient).toList()))
        .map(all -> all.stream().filter(one -> one.account().equals(who.account())).toList())
        .compose(children -> own.map(mine -> new Running(mine, children)));
  }

  private Future<List<Grant>> live(List<PatientId> patients) {
    List<Future<List<Grant>>> all = patients.stream().map(grants::of).toList();
    return Future.all(all)
        .map(done ->
            all.stream()
                .flatMap(one -> one.result().stream())
                .filter(grant -> grant.status() != GrantStatus.ENDED)
                .toList());
  }

  /// Nobody could stop an app that the person allowed for a child once they cannot sign in: those
  /// end first, then the account with all the rest. The log has every end before this completes.
  Future<Void> close(SignedIn who, PatientId own) {
    return running(who)
        .compose(running ->
            Future.all(
                running.children().stream()
                    .map(grant -> grants.end(grant.id(), who.account(), "account"))
                    .toList()))
        .compose(children ->
            grants
                .closeAccount(own, who.account())
                .compose(ended -> noted(who, own, ended, children.<Optional<Grant>>list())));
  }

  private Future<Void> noted(
      SignedIn who, PatientId own, List<Grant> ended, List<Optional<Grant>> children) {
    List<Future<Void>> noted = new ArrayList<>();
    noted.add(note(who, own, "close-account", null));
    children.stream()
        .flatMap(Optional::stream)
        .forEach(grant -> noted.add(note(who, grant.patient(), "revoke", grant.clientId())));
    ended.forEach(grant -> noted.add(note(who, own, "revoke", grant.clientId())));
    return Future.all(noted).mapEmpty();
  }

  private Future<Void> note(
      SignedIn who, PatientId patient, String what, @Nullable String clientId) {
    return notes.note(
        new Decision(
            clock.instant(),
            patient,
            what,
            clientId,
            null,
            who.account(),
            null,
            true,
            clientId == null ? "" : "account closed"));
  }
}
