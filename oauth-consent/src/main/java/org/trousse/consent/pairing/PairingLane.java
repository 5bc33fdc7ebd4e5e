package org.trousse.consent.pairing;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.client.ClientAuthenticationCaller.FindsApp;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.grant.NewGrant;
import org.trousse.consent.pairing.Pairing.Approval;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.token.GrantsScope;

/// The person's side of a pairing. The page notes the decision, as for any other consent.
public final class PairingLane {
  private final PairingStore pairings;
  private final GrantStore grants;
  private final GrantsScope scopes;
  private final FindsApp apps;
  private final Guesses guesses = new Guesses();

  public PairingLane(PairingStore pairings, GrantStore grants, GrantsScope scopes, FindsApp apps) {
    this.pairings = pairings;
    this.grants = grants;
    this.scopes = scopes;
    this.apps = apps;
  }

  /// What waits with this code.
  ///
  /// @param account who typed it
  /// @param address of the browser
  public Future<Pairing> look(String typed, UUID account, String address) {
    String who = account.toString();
    if (!guesses.take(who, address)) {
      return Future.succeededFuture(new Pairing.TooMany());
    }
    return UserCode.read(typed)
        .map(this::find)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .map(found -> {
          if (found.isEmpty()) {
            return new Pairing.Wrong();
          }
          guesses.right(who, address);
          return found.get();
        });
  }

  private Future<Optional<Pairing.Found>> find(UserCode code) {
    return pairings
        .waiting(code)
        .compose(waiting ->
            waiting
                .map(
                    one -> apps.find(one.clientId()).map(app -> app.flatMap(a -> of(code, one, a))))
                .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  private Optional<Pairing.Found> of(UserCode code, PairingStore.Waiting waiting, App app) {
    return app.status() == AppStatus.ACTIVE
        ? Optional.of(
            new Pairing.Found(
                code,
                app,
                waiting.asked(),
                scopes.grant(waiting.asked(), declared(app), null).permissions(),
                waiting.device(),
                waiting.address(),
                waiting.createdAt()))
        : Optional.empty();
  }

  static Set<Permission> declared(App app) {
    return app.entry().wants().stream().map(AppEntry.Want::permission).collect(Collectors.toSet());
  }

  /// Gives the grant and lets the device have its tokens. Empty when the code was decided already,
  /// is too old, or nothing that was asked is allowed.
  public Future<Optional<Grant>> approve(UserCode code, Approval approval) {
    return find(code)
        .compose(found ->
            found
                .map(pairing -> approve(pairing, approval))
                .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  private Future<Optional<Grant>> approve(Pairing.Found pairing, Approval approval) {
    return grants
        .live(approval.patient(), pairing.app().clientId())
        .compose(before -> {
          Set<Permission> allowed = allowed(pairing, approval, before);
          return allowed.isEmpty()
              ? Future.succeededFuture(Optional.empty())
              : pairings
                  .decide(pairing.code(), true)
                  .compose(taken ->
                      taken
                          ? give(pairing.code(), answer(pairing.app(), allowed, approval))
                          : Future.succeededFuture(Optional.empty()));
        });
  }

  /// Of what the device asked for, and of what stood already: a device more narrows nothing.
  private static Set<Permission> allowed(
      Pairing.Found pairing, Approval approval, Optional<Grant> before) {
    Set<Permission> may = new HashSet<>(pairing.permissions());
    before.ifPresent(grant -> may.addAll(grant.permissions()));
    may.retainAll(approval.permissions());
    return may;
  }

  private static NewGrant answer(App app, Set<Permission> allowed, Approval approval) {
    return new NewGrant(
        approval.patient(),
        app.clientId(),
        app.version(),
        approval.account(),
        allowed,
        approval.historyFrom(),
        approval.offline(),
        approval.duration(),
        approval.notAfter(),
        approval.language(),
        approval.shown());
  }

  private Future<Optional<Grant>> give(UserCode code, NewGrant answer) {
    return grants
        .give(answer)
        .compose(grant -> pairings.granted(code, grant.id()).map(done -> Optional.of(grant)));
  }

  /// Tells the device that the patient refused; false when it was decided already.
  public Future<Boolean> refuse(UserCode code) {
    return pairings.decide(code, false);
  }
}
