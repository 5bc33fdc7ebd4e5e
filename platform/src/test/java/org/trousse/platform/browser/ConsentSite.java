package org.trousse.platform.browser;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.app.AppEntry.Want;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.feed.FeedLane;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.grant.NewGrant;
import org.trousse.consent.page.PagesModule;
import org.trousse.consent.page.authorise.Approval;
import org.trousse.consent.page.authorise.Asked;
import org.trousse.consent.page.authorise.AuthoriseRoutes.DecidesRequests;
import org.trousse.consent.page.pairing.PairingRoutes.DecidesPairings;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.signin.SignInLane.Charge;
import org.trousse.consent.signin.SignInSettings;
import org.trousse.consent.signin.SignedIn;
import org.trousse.consent.signin.provider.Provider;
import org.trousse.platform.page.Assets;
import org.trousse.platform.page.DemoPerson;
import org.trousse.platform.page.DemoPickerRoutes;
import org.trousse.platform.page.ErrorRoutes;
import org.trousse.platform.page.PageLayout;
import org.trousse.platform.page.StaticRoutes;
import org.trousse.sdk.PatientId;
import org.trousse.testkit.TestPostgres;

/// Signing in and allowing, in the platform's frame and over a real database. One invented app asks
/// two invented people: an adult, and a parent who acts for a child.
final class ConsentSite implements AutoCloseable {
  static final String CODE = "WDJB-MJHT";
  static final DemoPerson ADULT = person("adult", "Démo Odile");
  static final DemoPerson PARENT = person("parent", "Démo Inès");

  private static final String CLIENT = "carnet-demo";
  static final PatientId ODILE = new PatientId(11);
  private static final PatientId INES = new PatientId(12);
  private static final PatientId CHILD = new PatientId(13);
  private static final LocalDate CHILD_BORN = LocalDate.of(2019, 4, 17);
  private static final Map<PatientId, Person> PEOPLE =
      Map.of(
          ODILE, new Person("Démo Odile", "Exemple", LocalDate.of(1984, 3, 12)),
          INES, new Person("Démo Inès", "Exemple", LocalDate.of(1985, 6, 7)),
          CHILD, new Person("Démo Zoé", "Exemple", CHILD_BORN));

  private static final List<Provider> PROVIDERS =
      List.of(
          Provider.franceConnect("https://identity.example/api/v2", "trousse", "not-a-secret"),
          Provider.proSanteConnect(
              "https://professionals.example/realm",
              URI.create("https://wallet.example/auth"),
              "trousse",
              "not-a-secret"));

  private final TestPostgres postgres = TestPostgres.migrated("consent");
  final Vertx vertx = Vertx.vertx();
  final Pool pool;
  final GrantStore grants;
  final PagesModule module;
  final Router router;
  private final Map<String, Asked> requests = new ConcurrentHashMap<>();
  final FeedLane feed;
  private final int port;
  private final PagesModule providersModule;
  private final int providersPort;

  ConsentSite() {
    pool = connected();
    pool.query(
            """
            insert into consent.app (client_id, profile, status, version, entry, created_at,
              changed_at)
            values ('carnet-demo', 'smart-public', 'active', 1, '{}', now(), now())\
            """)
        .execute()
        .await();
    ChangeStore changes = new ChangeStore(pool);
    feed = new FeedLane(vertx, changes, null);
    feed.open().await();
    grants = new GrantStore(pool, changes, Clock.systemUTC());
    PageLayout layout = PageLayout.forPeople(Assets.load(), true);
    PagesModule.Ground ground =
        new PagesModule.Ground(
            vertx,
            pool,
            new KeyedHash(new SecretKeySpec(new byte[32], "HmacSHA256")),
            changes,
            feed,
            grants,
            needs(layout),
            Clock.systemUTC());
    module = new PagesModule(ground, new SignInSettings("http://localhost", List.of(), true, null));
    router = routes(layout);
    port = listen(router);
    providersModule =
        new PagesModule(
            ground, new SignInSettings("http://localhost", PROVIDERS, false, "01 99 00 00 00"));
    Router withProviders = Router.router(vertx);
    new StaticRoutes(Assets.load()).mount(withProviders);
    providersModule.mount(withProviders, requests(), pairings());
    providersPort = listen(withProviders);
  }

  private int listen(Router served) {
    return vertx
        .createHttpServer()
        .requestHandler(served)
        .listen(0, "127.0.0.1")
        .await()
        .actualPort();
  }

  /// Where people sign in when there are identity providers, which never answer here.
  String signInPage(String language) {
    String page = language.equals("fr") ? "/fr/connexion" : "/en/sign-in";
    return "http://127.0.0.1:" + providersPort + page;
  }

  private Router routes(PageLayout layout) {
    Router router = Router.router(vertx);
    new StaticRoutes(Assets.load()).mount(router);
    new ErrorRoutes(layout).mount(router);
    new DemoPickerRoutes(layout, List.of(ADULT, PARENT), sessions()).mount(router);
    module.mount(router, requests(), pairings());
    router
        .get("/app/back")
        .handler(context -> context.end("<!DOCTYPE html><title>app</title><p>back"));
    return router;
  }

  private Pool connected() {
    PgConnectOptions connect =
        new PgConnectOptions()
            .setHost(postgres.host())
            .setPort(postgres.port())
            .setDatabase(postgres.database())
            .setUser("trousse_consent")
            .setPassword(TestPostgres.PASSWORD);
    return PgBuilder.pool()
        .connectingTo(connect)
        .with(new PoolOptions().setMaxSize(4))
        .using(vertx)
        .build();
  }

  String address(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /// A request of the app that waits for an answer; its handle.
  String request() {
    String handle = UUID.randomUUID().toString().replace("-", "_");
    requests.put(handle, asked(null));
    return handle;
  }

  /// The adult has allowed one item before.
  void allowedBefore() {
    grants
        .give(
            new NewGrant(
                ODILE,
                CLIENT,
                1,
                UUID.randomUUID(),
                Set.of(Permission.add(DataKind.GLUCOSE)),
                null,
                true,
                Duration.DAYS_30,
                "fr",
                "text"))
        .await();
  }

  private Asked asked(Asked.@Nullable Device device) {
    Set<Permission> all =
        Set.of(
            Permission.read(DataKind.IDENTITY),
            Permission.read(DataKind.GLUCOSE),
            Permission.add(DataKind.GLUCOSE),
            Permission.read(DataKind.BODY_WEIGHT));
    URI back = device == null ? URI.create(address("/app/back")) : null;
    return new Asked(app(), all, true, false, back, device);
  }

  private static App app() {
    AppEntry entry =
        new AppEntry(
            CLIENT,
            "Carnet Démo",
            "Éditions Exemple SAS",
            "DEMO-0001",
            new Text(
                "tenir un carnet de glycémie et le montrer à votre soignant.",
                "keep a glucose diary and show it to your nurse."),
            List.of(),
            Set.of(),
            null,
            null,
            "RS256",
            true,
            List.of(
                want(Permission.read(DataKind.IDENTITY), false),
                want(Permission.read(DataKind.GLUCOSE), true),
                want(Permission.add(DataKind.GLUCOSE), false),
                want(Permission.read(DataKind.BODY_WEIGHT), false)),
            List.of(
                new Text("l’hébergeur de l’éditeur, en France.", "the editor’s host, in France.")),
            URI.create("https://carnet.example/donnees"),
            null);
    return new App(CLIENT, SecurityProfile.SMART_PUBLIC, AppStatus.ACTIVE, 1, entry);
  }

  private static Want want(Permission permission, boolean needed) {
    return new Want(
        permission,
        needed,
        new Text("dessiner la courbe de vos 14 derniers jours.", "draw the curve of 14 days."),
        new Text("cette page du carnet reste vide.", "that page of the diary stays empty."));
  }

  private static DemoPerson person(String id, String name) {
    return new DemoPerson(id, name, "Une personne inventée.", "An invented person.", id);
  }

  private DemoPickerRoutes.Sessions sessions() {
    return new DemoPickerRoutes.Sessions() {
      @Override
      public Future<Optional<String>> open(
          DemoPerson person, @Nullable String former, @Nullable String userAgent) {
        boolean parent = person.id().equals("parent");
        PatientId own = parent ? INES : ODILE;
        return module.enterDemo(
            Objects.requireNonNull(PEOPLE.get(own)),
            own,
            parent ? new Charge(CHILD, CHILD_BORN) : null,
            former,
            userAgent);
      }

      @Override
      public Future<Optional<String>> name(String cookie) {
        return module.session(cookie).map(found -> found.map(SignedIn::name));
      }

      @Override
      public Future<Void> end(String cookie) {
        return module.end(cookie);
      }
    };
  }

  private DecidesRequests requests() {
    return new DecidesRequests() {
      @Override
      public Future<Optional<Asked>> asked(String handle, SignedIn who) {
        return Future.succeededFuture(Optional.ofNullable(requests.get(handle)));
      }

      @Override
      public Future<Optional<String>> approve(String handle, SignedIn who, Approval approval) {
        return answered(handle, "code");
      }

      @Override
      public Future<Optional<String>> refuse(String handle, SignedIn who) {
        return answered(handle, "access_denied");
      }

      private Future<Optional<String>> answered(String handle, String with) {
        return Future.succeededFuture(
            Optional.ofNullable(requests.remove(handle)).map(a -> address("/app/back?" + with)));
      }
    };
  }

  private DecidesPairings pairings() {
    return new DecidesPairings() {
      @Override
      public Future<Look> look(String typed, UUID account, String address) {
        Asked.Device device = new Asked.Device("Lecteur du salon", "Lyon, France", CODE);
        return Future.succeededFuture(
            typed.equalsIgnoreCase(CODE) ? new Look.Waiting(asked(device)) : new Look.Wrong());
      }

      @Override
      public Future<Boolean> approve(String code, Asked asked, Approval approval) {
        return Future.succeededFuture(true);
      }

      @Override
      public Future<Boolean> refuse(String code) {
        return Future.succeededFuture(true);
      }
    };
  }

  static ConsentModule.Needs needs(PageLayout layout) {
    return new ConsentModule.Needs(
        new ConsentModule.KnowsPatients() {
          @Override
          public Future<Optional<Person>> find(PatientId patient) {
            return Future.succeededFuture(Optional.ofNullable(PEOPLE.get(patient)));
          }

          @Override
          public Future<PatientId> welcome(Person person) {
            return Future.failedFuture("nobody new comes here");
          }
        },
        decision -> Future.succeededFuture(),
        new ConsentModule.ReadsLog() {
          @Override
          public Future<List<ConsentModule.Happened>> happened(
              PatientId patient, @Nullable String client, Instant from, Instant to, int limit) {
            return Future.succeededFuture(List.of());
          }

          @Override
          public Future<List<ConsentModule.Used>> used(
              PatientId patient, Instant since, Instant counted) {
            return Future.succeededFuture(List.of());
          }
        },
        layout::frame);
  }

  @Override
  public void close() {
    module.close();
    providersModule.close();
    feed.close();
    vertx.close().await();
    postgres.close();
  }
}
