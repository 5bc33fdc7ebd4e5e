package org.trousse.referencing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.check.behaviour.ValidatesFhir;
import org.trousse.referencing.criterion.Decider;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.history.OutboxLane.Publishes;
import org.trousse.referencing.history.publication.AppStanding;
import org.trousse.referencing.history.publication.Publication;
import org.trousse.referencing.history.publication.UserMessage;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.WhoLane.Person;
import org.trousse.referencing.text.Text;
import org.trousse.testkit.TestPostgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The house on a real database and a real socket, with checks whose outcome a test says. All
/// people and apps are synthetic.
final class DeskGround implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String COOKIE = "session";

  final Set<String> failing = ConcurrentHashMap.newKeySet();
  final List<Publication> published = new CopyOnWriteArrayList<>();
  final List<AppStanding.Change> standings = new CopyOnWriteArrayList<>();
  final List<UserMessage> messages = new CopyOnWriteArrayList<>();
  final ReferencingModule house;
  private final TestPostgres postgres = TestPostgres.migrated("referencing");
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final SetClock clock = new SetClock(Instant.parse("2026-03-02T09:00:00Z"));

  /// A check of one criterion that looks at nothing.
  private record Said(String criterion, Set<String> failing) implements Check {
    @Override
    public List<Look> looks(Subject subject) {
      return List.of();
    }

    @Override
    public Finding judge(Subject subject, Seen seen) {
      FindingDraft draft = new FindingDraft(criterion, subject.now());
      return failing.contains(criterion)
          ? draft
              .fault(new Text("Un défaut.", "A fault."), new Text("Corrigez.", "Mend it."))
              .done()
          : draft.saw("Tout va bien.", "All is well.").done();
    }
  }

  /// An answer of the API. An answer.
  ///
  /// @param link its `Link`; empty: none
  record Reply(int status, JsonNode json, String text, String link) {
    String word(String member) {
      return json.path(member).asString("");
    }

    /// The last part of the problem's type.
    String problem() {
      String type = word("type");
      return type.substring(type.lastIndexOf('/') + 1);
    }
  }

  /// How somebody comes in.
  record Caller(String header, String value, Optional<String> csrf) {
    static Caller person(UUID account) {
      return new Caller("Cookie", COOKIE + "=" + account, Optional.of(formToken(account)));
    }

    static Caller script(String key) {
      return new Caller("Authorization", "Bearer " + key, Optional.empty());
    }
  }

  DeskGround() {
    PgConnectOptions way =
        new PgConnectOptions()
            .setHost(postgres.host())
            .setPort(postgres.port())
            .setDatabase(postgres.database())
            .setUser("trousse_referencing")
            .setPassword(TestPostgres.PASSWORD)
            .setCachePreparedStatements(true);
    pool =
        PgBuilder.pool()
            .connectingTo(way)
            .with(new PoolOptions().setMaxSize(8))
            .using(vertx)
            .build();
    Router router = Router.router(vertx);
    house =
        ReferencingModule.open(
                vertx, settings(), new ReferencingModule.Ways(pool), needs(), checks(), clock)
            .await();
    house.mount(router);
    server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  private static ReferencingModule.Settings settings() {
    return new ReferencingModule.Settings(
        "http://127.0.0.1",
        new SecretKeySpec(new byte[32], "HmacSHA256"),
        COOKIE,
        Set.of(),
        List.of(),
        Optional.empty());
  }

  private ReferencingModule.Needs needs() {
    return new ReferencingModule.Needs(
        cookie ->
            Future.succeededFuture(
                Optional.of(
                    new Person(
                        UUID.fromString(cookie), "Demo", formToken(UUID.fromString(cookie))))),
        accounts -> Future.succeededFuture(Map.of()),
        (language, title, path, body) -> body,
        (language, returnTo) -> "/sign-in?back=" + returnTo,
        done(published),
        change -> add(standings, change),
        message -> add(messages, message),
        software -> Future.succeededFuture(new Answer.Given<>("statement of " + software)),
        ValidatesFhir.NONE,
        address -> false,
        Optional.empty());
  }

  private static Publishes done(List<Publication> published) {
    return publication -> add(published, publication);
  }

  private static <T> Future<Void> add(List<T> all, T one) {
    all.add(one);
    return Future.succeededFuture();
  }

  private static String formToken(UUID account) {
    return "token-" + account;
  }

  private List<Check> checks() {
    return SpecificationReader.published().newest().criteria().stream()
        .filter(one -> one.decider() == Decider.MACHINE)
        .<Check>map(one -> new Said(one.id(), failing))
        .toList();
  }

  void pass(Duration time) {
    clock.on(time);
  }

  Reply get(Caller who, String path) {
    return send(who, "GET", path, HttpRequest.BodyPublishers.noBody());
  }

  Reply post(Caller who, String path, Object body) {
    String json = body instanceof String text ? text : JSON.writeValueAsString(body);
    return send(who, "POST", path, HttpRequest.BodyPublishers.ofString(json));
  }

  Reply put(Caller who, String path, String body) {
    return send(who, "PUT", path, HttpRequest.BodyPublishers.ofString(body));
  }

  private Reply send(Caller who, String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.actualPort() + "/referencing" + path))
            .header(who.header(), who.value())
            .header("Accept-Language", "en")
            .method(method, body);
    who.csrf().ifPresent(token -> request.header("X-CSRF-Token", token));
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String text = response.body();
      boolean json =
          response.headers().firstValue("Content-Type").orElse("").contains("json")
              && !text.equals("{");
      return new Reply(
          response.statusCode(),
          json ? JSON.readTree(text) : JSON.createObjectNode(),
          text,
          response.headers().firstValue("Link").orElse(""));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  static String manifest(String name) {
    String resource = "/manifest/" + name + ".json";
    try (InputStream in = DeskGround.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    house.close().await();
    vertx.close().await();
    postgres.close();
  }
}
