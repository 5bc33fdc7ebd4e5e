package org.trousse.referencing.evidence;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.trousse.referencing.door.AnswerLane;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.door.DossierFacts;
import org.trousse.referencing.door.VisitorLane;
import org.trousse.referencing.member.PeopleGround;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.ApiKeyStore;
import org.trousse.referencing.member.register.InvitationStore;
import org.trousse.referencing.member.register.MemberLane;
import org.trousse.referencing.member.register.MemberStore;
import org.trousse.referencing.member.register.OfficerStore;
import org.trousse.referencing.member.register.WhoLane;
import org.trousse.referencing.member.register.WhoLane.Person;
import org.trousse.referencing.member.secret.ApiKey;
import org.trousse.referencing.request.RequestLogRoutes;
import org.trousse.referencing.request.RequestLogStore;
import tools.jackson.databind.json.JsonMapper;

/// The doors of evidence on a real database and a real socket, for vendors with a dossier each.
final class EvidenceDoor {
  static final JsonMapper JSON = JsonMapper.builder().build();
  static final String MANIFEST = "0".repeat(64);

  static final Map<UUID, DossierFacts> DOSSIERS = new ConcurrentHashMap<>();

  static PeopleGround ground;
  static EvidenceStore store;
  static RequestLogStore requests;
  static OfficerStore officers;
  static MemberLane lane;
  static HttpServer server;
  static HttpClient client;

  /// Tests call it in theirs; the annotation tells the null checker that it sets the fields.
  @BeforeAll
  static void open() {
    ground = new PeopleGround();
    store = new EvidenceStore(ground.pool(), ground.clock());
    requests = new RequestLogStore(ground.pool(), ground.clock());
    officers = new OfficerStore(ground.pool(), ground.clock());
    MemberStore members = new MemberStore(ground.pool(), ground.clock());
    ApiKeyStore keys = new ApiKeyStore(ground.pool(), PeopleGround.hash(), ground.clock());
    lane =
        new MemberLane(
            members,
            new InvitationStore(ground.pool(), PeopleGround.hash(), ground.clock()),
            keys,
            ground.clock());
    VisitorLane visitors =
        new VisitorLane(new WhoLane(EvidenceDoor::person, members, officers, keys), "session");
    DossierDoorLane door =
        new DossierDoorLane(
            visitors, id -> Future.succeededFuture(Optional.ofNullable(DOSSIERS.get(id))));
    EvidenceRoutes routes =
        new EvidenceRoutes(
            door,
            new EvidenceLane(ground.vertx(), store),
            new UploadLane(
                ground.vertx(),
                new UploadLane.Limits(Duration.ofSeconds(4), Duration.ofSeconds(1))));
    Router router = Router.router(ground.vertx());
    new RequestLogRoutes(requests, visitors, ground.clock()).mount(router);
    routes.mount(router);
    router
        .post("/page/:id")
        .handler(context ->
            routes.form(
                context,
                (page, entered, outcome) -> {
                  switch (outcome) {
                    case HandIn.Taken taken -> page.response().end(taken.evidence().name());
                    case HandIn.NotTaken(var kind, var why) -> AnswerLane.refuse(page, kind, why);
                  }
                }));
    server =
        ground.vertx().createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    client = HttpClient.newHttpClient();
  }

  static void close() {
    client.close();
    ground.close();
  }

  static Future<Optional<Person>> person(String cookie) {
    return Future.succeededFuture(
        Optional.of(new Person(UUID.fromString(cookie), "Example Person", "token")));
  }

  /// A vendor with a dossier and a key.
  record Ours(UUID organisation, UUID owner, UUID dossier, String key) {}

  static Ours ours() {
    UUID organisation = ground.organisation();
    UUID owner = ground.member(organisation, Role.OWNER);
    UUID dossier = UUID.randomUUID();
    DOSSIERS.put(
        dossier, new DossierFacts(dossier, organisation, true, Set.of("GOV-01", "COD-01")));
    return new Ours(organisation, owner, dossier, key(organisation, owner, Role.EDITOR));
  }

  static String key(UUID organisation, UUID owner, Role role) {
    return ((Given<ApiKey.Made>)
            lane.makeKey(
                    PeopleGround.vendor(organisation, owner, Role.OWNER), organisation, "k", role)
                .await())
        .value()
        .secret()
        .value();
  }

  static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
        .header("Accept-Language", "en");
  }

  static String path(Ours ours) {
    return "/referencing/dossiers/" + ours.dossier() + "/evidence";
  }

  static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request.build(), body);
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static HttpResponse<String> put(Ours ours, String name, byte[] file) {
    return put(ours, ours.key(), "GOV-01", name, file);
  }

  static HttpResponse<String> put(
      Ours ours, String key, String criterion, String name, byte[] file) {
    return send(
        request(path(ours) + "/" + criterion + "?name=" + name)
            .header("Authorization", "Bearer " + key)
            .PUT(BodyPublishers.ofByteArray(file)),
        BodyHandlers.ofString());
  }

  static String id(HttpResponse<String> taken) {
    return JSON.readTree(taken.body()).get("id").asString();
  }

  static HttpResponse<byte[]> get(Ours ours, String key, String piece) {
    return send(
        request(path(ours) + "/GOV-01/" + piece).header("Authorization", "Bearer " + key),
        BodyHandlers.ofByteArray());
  }

  static String files(Ours ours) {
    return ground
        .postgres()
        .ask(
            "select count(*) from referencing.file where organisation = '"
                + ours.organisation()
                + "'");
  }

  static List<Evidence> kept(Ours ours) {
    return store.of(ours.organisation(), ours.dossier()).await();
  }

  private EvidenceDoor() {}
}
