package org.trousse.consent.door;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.client.ClientAuthenticationCaller.FindsApp;
import org.trousse.consent.door.Opening.Opened;
import org.trousse.consent.door.Opening.Refused;
import org.trousse.consent.door.Opening.Stale;
import org.trousse.consent.door.TokenCopies.Held;
import org.trousse.consent.feed.Change;
import org.trousse.consent.feed.FeedLane;
import org.trousse.consent.grant.GrantState;
import org.trousse.consent.grant.RightsStore;
import org.trousse.consent.grant.Verdict;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.proof.ProofCaller;
import org.trousse.consent.proof.ProofOutcome;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.token.TokenStore;
import org.trousse.sdk.PatientId;

/// Opens doors: after a token's first use nothing is asked of the database but whether its proof is
/// new (rulings 20). Refuses when the feed of changes is silent.
public final class DoorLane {
  private static final int LOADS_MAX = 3;

  private final TokenStore tokens;
  private final RightsStore rights;
  private final FindsApp apps;
  private final ProofCaller proofs;
  private final UseStore uses;
  private final KeyedHash hash;
  private final Clock clock;
  private final TokenCopies copies = new TokenCopies();

  /// Follows `feed` from now on.
  public DoorLane(
      TokenStore tokens,
      RightsStore rights,
      FeedLane feed,
      FindsApp apps,
      ProofCaller proofs,
      UseStore uses,
      KeyedHash hash,
      Clock clock) {
    this.tokens = tokens;
    this.rights = rights;
    this.apps = apps;
    this.proofs = proofs;
    this.uses = uses;
    this.hash = hash;
    this.clock = clock;
    feed.onChange(this::changed);
  }

  /// Whose token is this, and may it open anything now?
  public Future<Opening> open(Presented presented) {
    String scheme = presented.scheme().toLowerCase(Locale.ROOT);
    boolean dpop = scheme.equals("dpop");
    if (!dpop && !scheme.equals("bearer")) {
      return refused("invalid_request", "the scheme is neither Bearer nor DPoP", false);
    }
    if (!rights.fresh()) {
      return Future.succeededFuture(new Stale());
    }
    return find(presented.token(), LOADS_MAX)
        .compose(found ->
            found
                .map(held -> standing(held, presented, dpop))
                .orElseGet(() -> refused("invalid_token", "the token is not good", dpop)))
        .recover(failed ->
            failed instanceof RightsStore.Stale
                ? Future.succeededFuture(new Stale())
                : Future.failedFuture(failed));
  }

  private Future<Optional<Held>> find(String token, int loads) {
    String key = HexFormat.of().formatHex(hash.of(token));
    Optional<Held> held = copies.find(key);
    if (held.isPresent()) {
      return Future.succeededFuture(held);
    }
    long before = copies.changes();
    return tokens
        .live(token)
        .compose(
            live -> live.map(this::held).orElseGet(() -> Future.succeededFuture(Optional.empty())))
        .compose(loaded ->
            loaded.isEmpty() || copies.keep(key, loaded.get(), before) || loads == 1
                ? Future.succeededFuture(loaded)
                : find(token, loads - 1));
  }

  private Future<Optional<Held>> held(TokenStore.LiveToken token) {
    return apps.find(token.clientId())
        .map(app -> app.map(known -> new Held(token, known.entry().name())));
  }

  private Future<Opening> standing(Held held, Presented presented, boolean dpop) {
    if (held.ended() || !clock.instant().isBefore(held.token().expiresAt())) {
      return refused("invalid_token", "the token is not good", dpop);
    }
    return rights
        .grant(held.token().grantId())
        .compose(state ->
            switch (state.map(grant -> grant.live(clock.instant())).orElse(Verdict.ENDED)) {
              case ALLOWED, NOT_GRANTED -> proven(held, state.orElseThrow(), presented, dpop);
              case PAUSED -> refused("invalid_token", "the patient paused this app", dpop);
              case SUSPENDED -> refused("invalid_token", "the app is suspended", dpop);
              case ENDED -> refused("invalid_token", "the token is not good", dpop);
              case STALE -> Future.succeededFuture(new Stale());
            });
  }

  /// RFC 9449 §7: a bound token opens with its key's proof, and with nothing less.
  private Future<Opening> proven(Held held, GrantState state, Presented presented, boolean dpop) {
    String jkt = held.token().jkt();
    String proof = presented.proof();
    if (jkt == null) {
      return dpop
          ? refused("invalid_token", "the token is not bound to a key", true)
          : Future.succeededFuture(new Door(held, state));
    }
    if (!dpop) {
      return refused("invalid_token", "the token is bound to a key", true);
    }
    if (proof == null) {
      return refused("invalid_dpop_proof", "a DPoP proof is needed", true);
    }
    return proofs
        .prove(proof, presented.method(), presented.url(), presented.token())
        .map(outcome ->
            switch (outcome) {
              case ProofOutcome.Refused(var why) -> new Refused("invalid_dpop_proof", why, true);
              case ProofOutcome.Proven(var proved) ->
                  proved.equals(jkt)
                      ? new Door(held, state)
                      : new Refused("invalid_token", "the token is bound to another key", true);
            });
  }

  private static Future<Opening> refused(String error, String description, boolean dpop) {
    return Future.succeededFuture(new Refused(error, description, dpop));
  }

  /// A token may have ended alone (RFC 7009) while its grant lives: who reads with it is told.
  private void changed(Change change) {
    if (change.kind() == Change.Kind.APP) {
      copies.forgetApp(change.key());
    }
    if (change.kind() == Change.Kind.UNKNOWN) {
      copies.forgetAll().forEach(Held::doubt);
    }
    change
        .grant()
        .ifPresent(key -> {
          Collection<Held> inHand = copies.forget(key.id());
          if (!inHand.isEmpty()) {
            tokens
                .live(key.id())
                .onSuccess(live ->
                    inHand.stream()
                        .filter(held -> !live.contains(held.token().id()))
                        .forEach(Held::end))
                .onFailure(unknown -> inHand.forEach(Held::doubt));
          }
        });
  }

  private final class Door implements Opened {
    private final Held held;
    private final GrantState state;

    Door(Held held, GrantState state) {
      this.held = held;
      this.state = state;
    }

    @Override
    public PatientId patient() {
      return state.patient();
    }

    @Override
    public String clientId() {
      return held.token().clientId();
    }

    @Override
    public String appName() {
      return held.appName();
    }

    @Override
    public UUID tokenId() {
      return held.token().id();
    }

    @Override
    public UUID grantId() {
      return held.token().grantId();
    }

    @Override
    public Verdict may(Permission permission) {
      Instant now = clock.instant();
      if (held.ended() || !now.isBefore(held.token().expiresAt())) {
        return Verdict.ENDED;
      }
      if (held.doubtful()) {
        return Verdict.STALE;
      }
      Verdict verdict =
          rights.glance(grantId()).map(grant -> grant.may(permission, now)).orElse(Verdict.STALE);
      if (verdict == Verdict.ALLOWED && !held.token().permissions().contains(permission)) {
        return Verdict.NOT_GRANTED;
      }
      if (verdict == Verdict.ALLOWED) {
        uses.note(grantId(), permission);
      }
      return verdict;
    }

    @Override
    public @Nullable Instant historyFrom() {
      return rights.glance(grantId()).orElse(state).historyFrom();
    }

    @Override
    public boolean hasScope(String word) {
      return Arrays.asList(held.token().asked().scope().split(" ")).contains(word);
    }
  }
}
