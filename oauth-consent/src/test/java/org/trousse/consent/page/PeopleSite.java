package org.trousse.consent.page;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.consent.Ground;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.feed.FeedLane;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.page.authorise.Approval;
import org.trousse.consent.page.authorise.Asked;
import org.trousse.consent.page.authorise.AuthoriseRoutes.DecidesRequests;
import org.trousse.consent.page.pairing.PairingRoutes.DecidesPairings;
import org.trousse.consent.signin.SignInLane.Charge;
import org.trousse.consent.signin.SignInSettings;
import org.trousse.consent.signin.SignedIn;
import org.trousse.sdk.PatientId;

/// The pages on loopback over a real database; requests and devices wait in memory. All people are
/// synthetic.
final class PeopleSite implements AutoCloseable {
  static final String CODE = "WDJB-MJHT";

  final Ground ground = new Ground();
  final List<Decision> noted = new ArrayList<>();
  final Map<PatientId, Person> people = new ConcurrentHashMap<>();
  final Map<String, Asked> requests = new ConcurrentHashMap<>();
  final Map<String, UUID> readers = new ConcurrentHashMap<>();
  final List<Approval> approved = new ArrayList<>();
  final Map<String, Asked> devices = new ConcurrentHashMap<>();
  final GrantStore grants;
  final PagesModule module;

  private final FeedLane feed;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  PeopleSite() {
    ChangeStore changes = new ChangeStore(ground.pool());
    feed = new FeedLane(ground.vertx(), changes, null);
    feed.open().await();
    grants = new GrantStore(ground.pool(), changes, Clock.systemUTC());
    module =
        new PagesModule(
            new PagesModule.Ground(
                ground.vertx(),
                ground.pool(),
                Ground.hash(),
                changes,
                feed,
                grants,
                needs(),
                Clock.systemUTC()),
            new SignInSettings("http://localhost:8080", List.of(), true, null));
    Router router = Router.router(ground.vertx());
    module.mount(router, requests(), pairings());
    server =
        ground.vertx().createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  /// Signs an adult in, and makes their record.
  String adult(String given) {
    PatientId patient = ground.patient();
    Person person = new Person(given, "Exemple", LocalDate.of(1980, 2, 3));
    people.put(patient, person);
    return module
        .enterDemo(person, patient, null, null, "Mozilla/5.0 (Android) Firefox/140")
        .await()
        .orElseThrow();
  }

  /// Signs a parent in who acts for a child.
  String parent(LocalDate childBorn) {
    PatientId child = ground.patient();
    people.put(child, new Person("Zoé", "Exemple", childBorn));
    PatientId own = ground.patient();
    Person person = new Person("Inès", "Exemple", LocalDate.of(1985, 5, 6));
    people.put(own, person);
    return module
        .enterDemo(person, own, new Charge(child, childBorn), null, null)
        .await()
        .orElseThrow();
  }

  String csrf(String cookie) {
    return module.session(cookie).await().orElseThrow().csrf();
  }

  PatientId patient(String cookie) {
    return Objects.requireNonNull(module.session(cookie).await().orElseThrow().patient());
  }

  UUID account(String cookie) {
    return module.session(cookie).await().orElseThrow().account();
  }

  HttpResponse<String> get(@Nullable String cookie, String path) throws Exception {
    return send(request(cookie, path).GET());
  }

  /// Fields as `name, value, name, value`.
  HttpResponse<String> post(@Nullable String cookie, String path, String... fields)
      throws Exception {
    return send(posted(cookie, path, fields));
  }

  HttpRequest.Builder posted(@Nullable String cookie, String path, String... fields) {
    StringBuilder form = new StringBuilder();
    for (int at = 0; at < fields.length; at += 2) {
      form.append(at == 0 ? "" : "&").append(fields[at]).append('=');
      form.append(URLEncoder.encode(fields[at + 1], StandardCharsets.UTF_8));
    }
    return request(cookie, path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form.toString()));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpRequest.Builder request(@Nullable String cookie, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
    return cookie == null ? request : request.header("Cookie", "trousse_session=" + cookie);
  }

  private DecidesRequests requests() {
    return new DecidesRequests() {
      @Override
      public Future<Optional<Asked>> asked(String handle, SignedIn who) {
        boolean mine = readers.computeIfAbsent(handle, one -> who.account()).equals(who.account());
        return Future.succeededFuture(
            Optional.ofNullable(requests.get(handle)).filter(asked -> mine));
      }

      @Override
      public Future<Optional<String>> approve(String handle, SignedIn who, Approval approval) {
        approved.add(approval);
        return answered(handle, "code=c");
      }

      @Override
      public Future<Optional<String>> refuse(String handle, SignedIn who) {
        return answered(handle, "error=access_denied");
      }

      private Future<Optional<String>> answered(String handle, String query) {
        return Future.succeededFuture(
            Optional.ofNullable(requests.remove(handle))
                .map(asked -> "https://carnet.example/retour?" + query));
      }
    };
  }

  private DecidesPairings pairings() {
    return new DecidesPairings() {
      @Override
      public Future<Look> look(String typed, UUID account, String address) {
        Asked asked = devices.get(typed.toUpperCase(Locale.ROOT).replace("-", ""));
        Look look =
            typed.startsWith("flood")
                ? new Look.TooMany(60)
                : asked == null ? new Look.Wrong() : new Look.Waiting(asked);
        return Future.succeededFuture(look);
      }

      @Override
      public Future<Boolean> approve(String code, Asked asked, Approval approval) {
        approved.add(approval);
        return Future.succeededFuture(devices.remove(code.replace("-", "")) != null);
      }

      @Override
      public Future<Boolean> refuse(String code) {
        return Future.succeededFuture(devices.remove(code.replace("-", "")) != null);
      }
    };
  }

  private ConsentModule.Needs needs() {
    return new ConsentModule.Needs(
        new ConsentModule.KnowsPatients() {
          @Override
          public Future<Optional<Person>> find(PatientId patient) {
            return Future.succeededFuture(Optional.ofNullable(people.get(patient)));
          }

          @Override
          public Future<PatientId> welcome(Person person) {
            return Future.succeededFuture(ground.patient());
          }
        },
        decision -> {
          noted.add(decision);
          return Future.succeededFuture();
        },
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
        (language, title, path, body) ->
            "<!DOCTYPE html><title>" + title + "</title><!--" + path + "-->" + body);
  }

  @Override
  public void close() {
    module.close();
    server.close().await();
    feed.close();
    ground.close();
  }
}
