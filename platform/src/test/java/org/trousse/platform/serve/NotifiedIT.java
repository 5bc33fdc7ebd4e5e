package org.trousse.platform.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.platform.revocation.Node;
import org.trousse.platform.revocation.Subject;
import org.trousse.platform.revocation.Subjects;
import org.trousse.platform.revocation.Web;

/// The second, for notifications: a patient taps at one node, and neither node tells the app any
/// more, whichever of them was at it.
@Tag("alone")
final class NotifiedIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SECOND = Duration.ofSeconds(1);

  /// Readings come on so long after the tap.
  private static final Duration AFTER = Duration.ofSeconds(3);

  /// What came to the app's server.
  private record Told(Instant at, String body) {}

  private static final Set<Permission> OF_WEIGHT =
      Set.of(Permission.read(DataKind.BODY_WEIGHT), Permission.add(DataKind.BODY_WEIGHT));

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static TwoNodes nodes;
  private static Subjects subjects;
  private static HttpServer server;
  private static final List<Told> TOLD = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    nodes = new TwoNodes(folder, true);
    subjects = nodes.subjects(new Web());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", NotifiedIT::take);
    server.start();
  }

  @AfterAll
  static void close() {
    server.stop(0);
    nodes.close();
  }

  private static void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      TOLD.add(new Told(Instant.now(), new String(body, StandardCharsets.UTF_8)));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /// A subject whose app subscribed to weights, and a token of the patient's own.
  private record Subscribed(Subject subject, String own, String id) {
    List<Told> events() {
      return TOLD.stream()
          .filter(one -> one.body().contains(id))
          .filter(one -> one.body().contains("event-notification"))
          .toList();
    }
  }

  private static Subscribed subscribed() {
    Subject subject = subjects.fresh().join();
    String own = "own-" + UUID.randomUUID();
    nodes.first.readers().welcome(own, subject.patient());
    nodes.second.readers().welcome(own, subject.patient());
    HttpResponse<String> answer =
        post(
            nodes.firstNode,
            subject.access(),
            "Subscription",
            """
            {"resourceType":"Subscription","status":"requested","reason":"a test",
            "criteria":"%s/fhir/SubscriptionTopic/new-reading",
            "_criteria":{"extension":[{
            "url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-filter-criteria",
            "valueString":"Observation?code=29463-7"}]},
            "channel":{"type":"rest-hook","endpoint":"http://127.0.0.1:%d/hook",
            "payload":"application/fhir+json","_payload":{"extension":[{
            "url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content",
            "valueCode":"id-only"}]}}}\
            """
                .formatted(nodes.firstNode.issuer(), server.getAddress().getPort()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    String id =
        answer.headers().firstValue("Location").orElseThrow().replaceFirst(".*/Subscription/", "");
    Subscribed one = new Subscribed(subject, own, id);
    weigh(one, nodes.firstNode);
    await().atMost(PATIENCE).until(() -> !one.events().isEmpty());
    return one;
  }

  /// By the patient, who may add whatever the app may.
  private static void weigh(Subscribed one, Node node) {
    HttpResponse<String> answer =
        post(
            node,
            one.own(),
            "Observation",
            """
            {"resourceType":"Observation","status":"final",
            "identifier":[{"system":"urn:example:test","value":"%s"}],
            "category":[{"coding":[{
            "system":"http://terminology.hl7.org/CodeSystem/observation-category",
            "code":"vital-signs"}]}],
            "code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},
            "subject":{"reference":"Patient/%s"},"effectiveDateTime":"%s",
            "valueQuantity":{"value":71.375,"unit":"kg",
            "system":"http://unitsofmeasure.org","code":"kg"}}\
            """
                .formatted(
                    UUID.randomUUID(),
                    one.subject().patient().text(),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static HttpResponse<String> post(Node node, String token, String type, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(node.url() + "/fhir/" + type))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString(json))
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /// Taps while readings come at both nodes; what was told later than a second after the tap.
  private static List<Told> toldAfter(Subscribed one, Function<Subject, Future<?>> tap) {
    tap.apply(one.subject()).await();
    Instant tapped = Instant.now();
    while (Instant.now().isBefore(tapped.plus(AFTER))) {
      weigh(one, nodes.firstNode);
      weigh(one, nodes.secondNode);
    }
    return one.events().stream().filter(told -> told.at().isAfter(tapped.plus(SECOND))).toList();
  }

  @Test
  void an_ended_permission_is_told_of_nothing_within_a_second() {
    Subscribed one = subscribed();

    List<Told> late =
        toldAfter(
            one,
            subject ->
                nodes.second.consent().grants().end(subject.grant(), subject.account(), "patient"));

    assertThat(late).isEmpty();
    assertThat(one.events()).allMatch(told -> !told.body().contains("71.3"));
  }

  @Test
  void a_kind_that_is_taken_away_is_told_no_more_within_a_second() {
    Subscribed one = subscribed();

    List<Told> late =
        toldAfter(
            one,
            subject ->
                nodes
                    .second
                    .consent()
                    .grants()
                    .narrow(subject.grant(), subject.account(), OF_WEIGHT));

    assertThat(late).isEmpty();
  }

  @Test
  void a_suspended_app_is_told_when_the_suspension_is_over_and_not_before() {
    Subscribed one = subscribed();

    List<Told> late =
        toldAfter(
            one,
            subject -> nodes.second.consent().changeApp(subject.clientId(), AppStatus.SUSPENDED));
    int before = one.events().size();
    nodes.second.consent().changeApp(one.subject().clientId(), AppStatus.ACTIVE).await();

    assertThat(late).isEmpty();
    await().atMost(PATIENCE).until(() -> one.events().size() > before);
  }

  /// The red control: a tap that does nothing.
  @Test
  void an_app_that_goes_on_being_told_would_be_noticed() {
    Subscribed one = subscribed();

    List<Told> late = toldAfter(one, subject -> Future.succeededFuture());

    assertThat(late).isNotEmpty();
  }
}
