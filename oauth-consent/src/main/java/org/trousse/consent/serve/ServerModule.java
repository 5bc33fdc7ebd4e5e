package org.trousse.consent.serve;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.Needs;
import org.trousse.consent.ConsentModule.Settings;
import org.trousse.consent.ConsentModule.Ways;
import org.trousse.consent.app.AppStore;
import org.trousse.consent.app.ClientKeysCaller;
import org.trousse.consent.authorize.AuthorizationLane;
import org.trousse.consent.authorize.AuthorizationLane.CodeOrder;
import org.trousse.consent.authorize.AuthorizeRoutes;
import org.trousse.consent.authorize.PushRoutes;
import org.trousse.consent.authorize.RequestStore;
import org.trousse.consent.client.ClientAuthenticationCaller;
import org.trousse.consent.client.FormRoutes;
import org.trousse.consent.client.Limits;
import org.trousse.consent.door.DoorLane;
import org.trousse.consent.door.UseStore;
import org.trousse.consent.exchange.TokenLane;
import org.trousse.consent.exchange.TokenRoutes;
import org.trousse.consent.feed.Change;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.feed.FeedLane;
import org.trousse.consent.fhir.ConsentRoutes;
import org.trousse.consent.fhir.RelatedPersons;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.grant.RightsStore;
import org.trousse.consent.inspect.GrantRoutes;
import org.trousse.consent.inspect.IntrospectionRoutes;
import org.trousse.consent.inspect.RevocationRoutes;
import org.trousse.consent.journal.DashboardModule;
import org.trousse.consent.key.KeyRoutes;
import org.trousse.consent.key.KeySeal;
import org.trousse.consent.key.SignerCaller;
import org.trousse.consent.key.SigningKeyStore;
import org.trousse.consent.message.MessageLane;
import org.trousse.consent.metadata.MetadataRoutes;
import org.trousse.consent.metadata.ServerFacts;
import org.trousse.consent.observe.ObservedStore;
import org.trousse.consent.outbound.OutboundCaller;
import org.trousse.consent.page.PagesModule;
import org.trousse.consent.pairing.DeviceRoutes;
import org.trousse.consent.pairing.PairingLane;
import org.trousse.consent.pairing.PairingStore;
import org.trousse.consent.proof.ProofCaller;
import org.trousse.consent.registration.RegistrationRoutes;
import org.trousse.consent.registration.RegistrationStore;
import org.trousse.consent.registration.StatementCaller;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.secret.UsedOnceStore;
import org.trousse.consent.signin.Account;
import org.trousse.consent.token.CodeStore;
import org.trousse.consent.token.GrantsScope;
import org.trousse.consent.token.NewCode;
import org.trousse.consent.token.RefreshStore;
import org.trousse.consent.token.TokenStore;
import org.trousse.sdk.PatientId;

/// The authorization server and the patient's pages, wired.
public final class ServerModule {
  private static final long SWEEP_MILLIS = 60_000;

  /// The catalogue's name in its statements: their `iss`, below ours.
  private static final String CATALOGUE = "/catalogue";

  private static final int CLIENT_CALLS = 10;

  private final Vertx vertx;
  private final Settings settings;
  private final Needs needs;
  private final Clock clock;
  private final KeyedHash hash;
  private final SmartScopes scopes = new SmartScopes();
  private final FeedLane feed;
  private final GrantStore grants;
  private final RightsStore rights;
  private final AppStore apps;
  private final ObservedStore observations;
  private final RequestStore requests;
  private final TokenStore tokens;
  private final CodeStore codes;
  private final RefreshStore refreshes;
  private final PairingStore pairings;
  private final UsedOnceStore usedOnce;
  private final UseStore uses;
  private final ProofCaller proofs;
  private final ClientAuthenticationCaller clients;
  private final DoorLane door;
  private final SignerCaller signer;
  private final PagesModule pages;
  private final OutboundCaller outbound;
  private final RegistrationStore registrations;
  private final AnswersLane answers;
  private final DashboardModule dashboard;
  private final Limits addresses;
  private final Limits visitors;
  private final Limits callers;
  private volatile Map<String, Set<String>> origins = Map.of();
  private long sweeping;

  private ServerModule(
      Vertx vertx, Settings settings, Ways ways, Needs needs, Clock clock, SignerCaller signer) {
    this.vertx = vertx;
    this.settings = settings;
    this.needs = needs;
    this.clock = clock;
    this.signer = signer;
    this.hash = new KeyedHash(settings.hashKey());
    ChangeStore changes = new ChangeStore(ways.doors());
    this.feed = new FeedLane(ways.feedVertx(), new ChangeStore(ways.feed()), ways.listening());
    this.grants = new GrantStore(ways.doors(), changes, clock);
    this.rights = new RightsStore(ways.doors(), feed, clock);
    this.apps = new AppStore(ways.doors(), changes);
    this.observations = new ObservedStore(ways.doors());
    feed.onChange(apps::heard);
    this.requests = new RequestStore(ways.doors(), hash, clock);
    this.tokens = new TokenStore(ways.doors(), hash, changes, scopes, clock);
    this.codes = new CodeStore(ways.doors(), hash, scopes, clock);
    this.refreshes = new RefreshStore(ways.doors(), hash, scopes, clock);
    this.pairings = new PairingStore(ways.doors(), hash, tokens, clock);
    this.usedOnce = new UsedOnceStore(ways.doors(), hash);
    this.uses = new UseStore(vertx, ways.doors(), clock);
    this.proofs = new ProofCaller(vertx, usedOnce, clock);
    this.outbound = new OutboundCaller(vertx);
    ClientKeysCaller keys = new ClientKeysCaller(outbound::get, clock);
    this.clients =
        new ClientAuthenticationCaller(
            vertx, apps::find, keys::keys, usedOnce, settings.publicUrl(), clock);
    this.door = new DoorLane(tokens, rights, feed, apps::find, proofs, uses, hash, clock);
    this.pages =
        new PagesModule(
            new PagesModule.Ground(vertx, ways.doors(), hash, changes, feed, grants, needs, clock),
            settings.signIn());
    this.registrations = new RegistrationStore(ways.doors(), apps, hash);
    this.answers = new AnswersLane(grants, signer, needs.notes(), settings.publicUrl(), clock);
    this.dashboard =
        new DashboardModule(
            new DashboardModule.Ground(
                vertx, ways.doors(), grants, apps::find, rights::grant, answers, needs, clock));
    this.addresses = new Limits(settings.callsPerMinuteMax());
    this.visitors = new Limits(settings.callsPerMinuteMax());
    this.callers = new Limits(CLIENT_CALLS * settings.callsPerMinuteMax());
  }

  /// Opens it: keys first, without which it must not start.
  public static Future<ServerModule> open(
      Vertx vertx, Settings settings, Ways ways, Needs needs, Clock clock) {
    KeySeal seal = new KeySeal(settings.sealKey(), new SecureRandom());
    return SignerCaller.open(vertx, new SigningKeyStore(ways.doors(), seal), clock)
        .compose(signer -> {
          ServerModule server = new ServerModule(vertx, settings, ways, needs, clock, signer);
          return server.follow().map(server);
        });
  }

  private Future<Void> follow() {
    feed.onChange(change -> {
      if (change.kind() == Change.Kind.APP || change.kind() == Change.Kind.UNKNOWN) {
        readOrigins();
      }
    });
    uses.open();
    dashboard.open();
    sweeping = vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
    return feed.open().compose(open -> readOrigins());
  }

  private Future<Void> readOrigins() {
    return apps.origins().onSuccess(found -> origins = Map.copyOf(found)).mapEmpty();
  }

  private void sweep() {
    Future.join(
        requests.purge(), tokens.sweep(), pairings.sweep(), usedOnce.sweep(clock.instant()));
  }

  /// Adds everything to the router of the calling event loop.
  public void mount(Router router) {
    String issuer = settings.publicUrl();
    new CrowdRoutes(visitors, addresses, pages.pages()).mount(router);
    FormRoutes forms = new FormRoutes(apps::knowsOrigin, addresses);
    AuthorizationLane authorization =
        new AuthorizationLane(
            requests, apps::find, grants, this::issue, signer::sign, needs.notes(), issuer, clock);
    new MetadataRoutes(new ServerFacts(issuer)).mount(router);
    new KeyRoutes(signer).mount(router);
    new PushRoutes(requests, new PushingLane(clients, proofs), issuer).mount(router);
    new AuthorizeRoutes(
            requests,
            apps::find,
            authorization,
            cookie -> pages.session(cookie).map(who -> who.map(RequestsLane::session)),
            needs.layout(),
            issuer)
        .mount(router);
    mountTokens(router, forms, issuer);
    StatementCaller statements =
        new StatementCaller(vertx, settings.catalogueKeys(), issuer + CATALOGUE, issuer, clock);
    new RegistrationRoutes(statements, registrations, apps, issuer).mount(router);
    mountPages(router, authorization);
    new ConsentRoutes(door, grants, apps::find, needs.owners(), needs.names(), people(), issuer)
        .mount(router);
  }

  private void mountPages(Router router, AuthorizationLane authorization) {
    PairingLane pairing = new PairingLane(pairings, grants, scopes, apps::find);
    pages.mount(router, new RequestsLane(authorization, clock), new PairingsLane(pairing, answers));
    dashboard.mount(router, pages);
  }

  private void mountTokens(Router router, FormRoutes forms, String issuer) {
    TokenLane.NamesPeople names = names();
    TokenLane lane =
        new TokenLane(
            tokens,
            grants,
            hash,
            new TokenLane.Needs(signer::sign, names, needs.notes()),
            issuer,
            clock);
    DeviceRoutes devices =
        new DeviceRoutes(
            forms, clients, pairings, scopes, callers, issuer, issuer + "/fr/appareil");
    devices.mount(router);
    new TokenRoutes(
            forms,
            clients,
            proofs,
            codes,
            refreshes,
            Map.of(DeviceRoutes.GRANT_TYPE, devices::exchange),
            lane,
            callers,
            issuer)
        .mount(router);
    new IntrospectionRoutes(
            forms, clients, door, tokens, scopes, names, needs.notes(), hash, issuer, clock)
        .mount(router);
    new RevocationRoutes(forms, clients, tokens, grants, needs.notes(), issuer, clock)
        .mount(router);
    new GrantRoutes(door, grants, scopes, needs.notes(), issuer, clock).mount(router);
  }

  private Future<String> issue(CodeOrder order) {
    return codes.issue(
        new NewCode(
            order.clientId(),
            order.grantId(),
            order.redirectUri(),
            order.challenge(),
            order.dpopJkt(),
            order.nonce(),
            new GrantsScope.Asked(order.scope(), order.details()),
            order.authTime(),
            order.session()));
  }

  private TokenLane.NamesPeople names() {
    return new TokenLane.NamesPeople() {
      @Override
      public String patient(String clientId, PatientId patient) {
        return needs.names().name(clientId, patient);
      }

      @Override
      public String user(String clientId, UUID account, PatientId patient, boolean own) {
        return own
            ? "Patient/" + patient(clientId, patient)
            : "RelatedPerson/" + RelatedPersons.id(hash, clientId, account);
      }
    };
  }

  private ConsentRoutes.KnowsPeople people() {
    return new ConsentRoutes.KnowsPeople() {
      @Override
      public Future<Optional<Account>> find(UUID account) {
        return pages.accounts().find(account);
      }

      @Override
      public String name(String clientId, UUID account) {
        return RelatedPersons.id(hash, clientId, account);
      }
    };
  }

  /// Calls with the app, and the patient where one alone is concerned.
  public void onRights(BiConsumer<String, @Nullable PatientId> listener) {
    feed.onChange(change -> {
      if (change.kind() == Change.Kind.APP) {
        listener.accept(change.key(), null);
      }
      change.grant().ifPresent(key -> listener.accept(key.clientId(), key.patient()));
    });
  }

  /// From memory.
  public boolean allowsOrigin(@Nullable String clientId, String origin) {
    Map<String, Set<String>> known = origins;
    return clientId == null
        ? known.values().stream().anyMatch(some -> some.contains(origin))
        : known.getOrDefault(clientId, Set.of()).contains(origin);
  }

  public DoorLane door() {
    return door;
  }

  public RightsStore rights() {
    return rights;
  }

  public GrantStore grants() {
    return grants;
  }

  public ObservedStore observations() {
    return observations;
  }

  public AppStore apps() {
    return apps;
  }

  /// What the users of an app are told.
  public MessageLane messages() {
    return dashboard.messages();
  }

  public PagesModule pages() {
    return pages;
  }

  public SignerCaller signer() {
    return signer;
  }

  public Future<Void> close() {
    vertx.cancelTimer(sweeping);
    dashboard.close();
    feed.close();
    signer.close();
    pages.close();
    return uses.close().eventually(outbound::close);
  }
}
