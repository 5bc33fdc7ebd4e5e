package org.trousse.consent.page;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.feed.FeedLane;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.page.authorise.AuthoriseLane;
import org.trousse.consent.page.authorise.AuthoriseRoutes;
import org.trousse.consent.page.authorise.AuthoriseRoutes.DecidesRequests;
import org.trousse.consent.page.authorise.DraftStore;
import org.trousse.consent.page.closure.ClosureRoutes;
import org.trousse.consent.page.pairing.PairingRoutes;
import org.trousse.consent.page.pairing.PairingRoutes.DecidesPairings;
import org.trousse.consent.page.relative.ActivationStore;
import org.trousse.consent.page.relative.RelativesRoutes;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.signin.AccountStore;
import org.trousse.consent.signin.ReturnAddress;
import org.trousse.consent.signin.SessionStore;
import org.trousse.consent.signin.SignInLane;
import org.trousse.consent.signin.SignInLane.Charge;
import org.trousse.consent.signin.SignInSettings;
import org.trousse.consent.signin.SignInStore;
import org.trousse.consent.signin.SignedIn;
import org.trousse.consent.signin.provider.ProviderCaller;
import org.trousse.sdk.PatientId;

/// People's side of the house, wired: signing in, sessions, and the pages of this room.
public final class PagesModule {
  private static final long PURGE_MILLIS = 10 * 60_000;

  private final Ground ground;
  private final SignInLane people;
  private final SessionStore sessions;
  private final AccountStore accounts;
  private final DraftStore drafts;
  private final ActivationStore activations;
  private final long purging;

  /// What it stands on.
  public record Ground(
      Vertx vertx,
      Pool pool,
      KeyedHash hash,
      ChangeStore changes,
      FeedLane feed,
      GrantStore grants,
      ConsentModule.Needs needs,
      Clock clock) {}

  /// Throws IllegalArgumentException when the settings have a fault: see
  /// [SignInSettings#firstFault].
  public PagesModule(Ground ground, SignInSettings settings) {
    settings
        .firstFault()
        .ifPresent(fault -> {
          throw new IllegalArgumentException(fault);
        });
    this.ground = ground;
    this.accounts = new AccountStore(ground.pool(), ground.hash(), ground.clock());
    this.sessions =
        new SessionStore(
            ground.pool(), ground.hash(), ground.changes(), ground.feed(), ground.clock());
    this.drafts = new DraftStore(ground.pool(), ground.hash(), ground.clock());
    this.activations =
        new ActivationStore(ground.pool(), ground.changes(), ground.hash(), ground.clock());
    SignInStore underWay = new SignInStore(ground.pool(), ground.hash(), ground.clock());
    this.people =
        new SignInLane(
            settings,
            underWay,
            new SignInLane.Stores(accounts, sessions),
            new ProviderCaller(ground.vertx(), ground.clock()),
            ground.needs(),
            ground.clock());
    this.purging =
        ground
            .vertx()
            .setPeriodic(
                PURGE_MILLIS,
                tick ->
                    Future.join(
                        underWay.purge(), sessions.purge(), drafts.purge(), activations.purge()));
  }

  /// Adds the pages to the router of the calling event loop.
  public void mount(Router router, DecidesRequests requests, DecidesPairings pairings) {
    PageRoutes pages = pages();
    AuthoriseLane lane = authorise();
    new SignInRoutes(pages, people, ground.needs().patients()::find).mount(router);
    new SessionRoutes(
            pages, people, sessions, ground.grants(), ground.needs().notes(), ground.clock())
        .mount(router);
    new ClosureRoutes(pages, people, ground.grants(), ground.needs().notes(), ground.clock())
        .mount(router);
    new RelativesRoutes(
            pages,
            new RelativesRoutes.Stores(activations, accounts, sessions, ground.grants()),
            ground.needs(),
            ground.clock())
        .mount(router);
    new AuthoriseRoutes(pages, lane, requests, drafts).mount(router);
    new PairingRoutes(pages, lane, pairings, ground.needs().notes(), ground.clock()).mount(router);
  }

  /// For pages that ask again for what an app wants.
  public AuthoriseLane authorise() {
    return new AuthoriseLane(pages(), ground.grants(), people, ground.clock());
  }

  /// What other houses' pages of who is signed in begin with: the line that warns before the
  /// session of who does nothing ends.
  public static String sessionEnd(Locale language) {
    return SessionEnd.idle(Words.in(language)).html();
  }

  /// Where to sign in, and which page of ours comes next.
  public static String signIn(Locale language, String returnTo) {
    return Spot.SIGN_IN.address(
        Words.in(language), "retour", ReturnAddress.orElse(returnTo, "/" + language + "/"));
  }

  /// For other pages of this house.
  public PageRoutes pages() {
    return new PageRoutes(people, ground.needs(), ground.clock());
  }

  /// Who this cookie belongs to; empty: nobody.
  public Future<Optional<SignedIn>> session(@Nullable String cookie) {
    return people.session(cookie);
  }

  /// See [SignInLane#enterDemo].
  public Future<Optional<String>> enterDemo(
      ConsentModule.Person person,
      @Nullable PatientId own,
      @Nullable Charge child,
      @Nullable String former,
      @Nullable String userAgent) {
    return people.enterDemo(person, own, child, former, userAgent);
  }

  /// See [SignInLane#demoAccount].
  public Future<UUID> demoAccount(ConsentModule.Person person) {
    return people.demoAccount(person);
  }

  /// Ends a session.
  public Future<Void> end(String cookie) {
    return sessions.end(cookie).mapEmpty();
  }

  public AccountStore accounts() {
    return accounts;
  }

  /// Codes for the service desk's paper.
  public ActivationStore activations() {
    return activations;
  }

  public void close() {
    ground.vertx().cancelTimer(purging);
  }
}
