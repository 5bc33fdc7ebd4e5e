package org.trousse.consent.applications;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.Happened;
import org.trousse.consent.ConsentModule.KnowsPatients;
import org.trousse.consent.ConsentModule.Needs;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.consent.ConsentModule.ReadsLog;
import org.trousse.consent.ConsentModule.ReopensSpace;
import org.trousse.consent.ConsentModule.Used;
import org.trousse.consent.Ground;
import org.trousse.consent.app.App;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.feed.FeedLane;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.grant.NewGrant;
import org.trousse.consent.grant.RightsStore;
import org.trousse.consent.journal.DashboardModule;
import org.trousse.consent.message.MessageLane;
import org.trousse.consent.page.PagesModule;
import org.trousse.consent.page.authorise.Approval;
import org.trousse.consent.page.authorise.Asked;
import org.trousse.consent.page.authorise.AuthoriseRoutes.DecidesRequests;
import org.trousse.consent.page.pairing.PairingRoutes.DecidesPairings;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.signin.SignInLane.Charge;
import org.trousse.consent.signin.SignInSettings;
import org.trousse.consent.signin.SignedIn;
import org.trousse.sdk.PatientId;

/// The dashboard on loopback over a real database; the record's log is a list. All people and apps
/// are synthetic.
public final class DashboardSite implements AutoCloseable {
  public final Ground ground = new Ground();
  public final List<Decision> noted = new CopyOnWriteArrayList<>();
  public final List<Happened> happened = new CopyOnWriteArrayList<>();
  public final List<Used> used = new CopyOnWriteArrayList<>();
  public final PlayedRecord record = new PlayedRecord();
  public final Map<String, App> apps = new ConcurrentHashMap<>();
  public final GrantStore grants;
  public final RightsStore rights;
  public final MessageLane messages;

  private final Map<PatientId, Person> people = new ConcurrentHashMap<>();
  private final FeedLane feed;
  private final PagesModule pages;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  public DashboardSite() {
    Clock clock = Clock.systemUTC();
    ChangeStore changes = new ChangeStore(ground.pool());
    feed = new FeedLane(ground.vertx(), changes, ground.connect());
    feed.open().await();
    grants = new GrantStore(ground.pool(), changes, clock);
    rights = new RightsStore(ground.pool(), feed, clock);
    Needs needs = needs();
    pages =
        new PagesModule(
            new PagesModule.Ground(
                ground.vertx(), ground.pool(), Ground.hash(), changes, feed, grants, needs, clock),
            new SignInSettings("http://localhost:8080", List.of(), true, null));
    DashboardModule dashboard =
        new DashboardModule(
            new DashboardModule.Ground(
                ground.vertx(),
                ground.pool(),
                grants,
                id -> Future.succeededFuture(Optional.ofNullable(apps.get(id))),
                rights::grant,
                this::answer,
                needs,
                clock));
    Router router = Router.router(ground.vertx());
    pages.mount(router, new NoRequests(), new NoPairings());
    dashboard.mount(router, pages);
    messages = dashboard.messages();
    server =
        ground.vertx().createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  private Future<?> answer(App app, Approval approval) {
    return grants.give(
        new NewGrant(
            approval.patient(),
            app.clientId(),
            app.version(),
            approval.account(),
            approval.permissions(),
            approval.historyFrom(),
            true,
            approval.duration(),
            approval.notAfter(),
            approval.language(),
            approval.shown()));
  }

  /// The app of [Samples], in the catalogue and here.
  public void app(App app) {
    ground.app(app.clientId());
    ground
        .pool()
        .preparedQuery(
            """
            update consent.app set version = $2, status = $3,
              entry = jsonb_build_object('software_id', $4::text)
            where client_id = $1\
            """)
        .execute(
            Tuple.of(app.clientId(), app.version(), app.status().word(), app.entry().softwareId()))
        .await();
    apps.put(app.clientId(), app);
  }

  /// Signs an adult in, and makes their record.
  public String adult() {
    PatientId patient = ground.patient();
    Person person = new Person("Maud", "Exemple", LocalDate.of(1980, 2, 3));
    people.put(patient, person);
    return pages.enterDemo(person, patient, null, null, null).await().orElseThrow();
  }

  /// Signs a parent in who acts for a child.
  public String parent(LocalDate childBorn) {
    PatientId child = ground.patient();
    PatientId own = ground.patient();
    Person person = new Person("Inès", "Exemple", LocalDate.of(1985, 5, 6));
    people.put(child, new Person("Zoé", "Exemple", childBorn));
    people.put(own, person);
    return pages
        .enterDemo(person, own, new Charge(child, childBorn), null, null)
        .await()
        .orElseThrow();
  }

  public SignedIn who(String cookie) {
    return pages.session(cookie).await().orElseThrow();
  }

  /// Allows the app as of now.
  public Grant give(String cookie, Duration duration, Permission... permissions) {
    return give(cookie, Samples.CLIENT, duration, permissions);
  }

  public Grant give(String cookie, String client, Duration duration, Permission... permissions) {
    SignedIn who = who(cookie);
    return grants
        .give(
            new NewGrant(
                Objects.requireNonNull(who.patient()),
                client,
                1,
                who.account(),
                Set.of(permissions),
                null,
                true,
                duration,
                "fr",
                "Autoriser Carnet Démo ?\nLire vos mesures de glycémie"))
        .await();
  }

  /// Moves a grant's beginning, and its versions', into the past.
  public void age(Grant grant, int days) {
    ground
        .pool()
        .preparedQuery(
            """
            with grant_ as (update consent.grant set given_at = given_at - $2::int * interval '1 day'
              where id = $1)
            update consent.grant_version set at = at - $2::int * interval '1 day'
            where grant_id = $1\
            """)
        .execute(Tuple.of(grant.id(), days))
        .await();
  }

  /// Moves a grant's end.
  public void endsAt(Grant grant, Instant end) {
    ground
        .pool()
        .preparedQuery("update consent.grant set ends_at = $2 where id = $1")
        .execute(Tuple.of(grant.id(), end.atOffset(ZoneOffset.UTC)))
        .await();
  }

  public Grant now(Grant grant) {
    return grants.find(grant.id()).await().orElseThrow();
  }

  public HttpResponse<String> get(@Nullable String cookie, String path) throws Exception {
    return send(request(cookie, path).GET());
  }

  /// A form of the apps' page, with its secret. Fields as `name, value, name, value`.
  public HttpResponse<String> act(String cookie, Grant grant, String... fields) throws Exception {
    StringBuilder form = new StringBuilder("jeton=" + who(cookie).csrf() + "&app=" + grant.id());
    for (int at = 0; at < fields.length; at += 2) {
      form.append('&').append(fields[at]).append('=');
      form.append(URLEncoder.encode(fields[at + 1], StandardCharsets.UTF_8));
    }
    return post(cookie, form.toString());
  }

  public HttpResponse<String> post(String cookie, String form) throws Exception {
    return post(cookie, "/fr/applications", form);
  }

  /// A form of another page.
  public HttpResponse<String> post(String cookie, String path, String form) throws Exception {
    return send(
        request(cookie, path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(@Nullable String cookie, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
    return cookie == null ? request : request.header("Cookie", "trousse_session=" + cookie);
  }

  public Needs needs() {
    return new Needs(
        new KnowsPatients() {
          @Override
          public Future<Optional<Person>> find(PatientId patient) {
            return Future.succeededFuture(Optional.ofNullable(people.get(patient)));
          }

          @Override
          public Future<PatientId> welcome(Person person) {
            return Future.succeededFuture(ground.patient());
          }
        },
        (clientId, patient) -> patient.text(),
        token -> Optional.empty(),
        decision -> {
          noted.add(decision);
          return Future.succeededFuture();
        },
        new ReadsLog() {
          @Override
          public Future<List<Happened>> happened(
              PatientId patient, @Nullable String app, Instant from, Instant to, int limit) {
            return Future.succeededFuture(
                happened.stream()
                    .filter(one -> app == null || app.equals(one.clientId()))
                    .filter(one -> !one.at().isBefore(from) && one.at().isBefore(to))
                    .limit(limit)
                    .toList());
          }

          @Override
          public Future<List<Used>> used(PatientId patient, Instant since, Instant counted) {
            return Future.succeededFuture(
                used.stream().filter(one -> !one.last().isBefore(since)).toList());
          }
        },
        record,
        ReopensSpace.ALWAYS,
        (language, title, path, body) ->
            "<!DOCTYPE html><title>" + title + "</title><!--" + path + "-->" + body);
  }

  /// No app asks in these tests.
  private static final class NoRequests implements DecidesRequests {
    @Override
    public Future<Optional<Asked>> asked(String handle, SignedIn who) {
      return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Optional<String>> approve(String handle, SignedIn who, Approval approval) {
      return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Optional<String>> refuse(String handle, SignedIn who) {
      return Future.succeededFuture(Optional.empty());
    }
  }

  /// No device asks in these tests.
  private static final class NoPairings implements DecidesPairings {
    @Override
    public Future<Look> look(String typed, UUID account, String address) {
      return Future.succeededFuture(new Look.Wrong());
    }

    @Override
    public Future<Boolean> approve(String code, Asked asked, Approval approval) {
      return Future.succeededFuture(false);
    }

    @Override
    public Future<Boolean> refuse(String code) {
      return Future.succeededFuture(false);
    }
  }

  @Override
  public void close() {
    pages.close();
    server.close().await();
    feed.close();
    ground.close();
  }
}
