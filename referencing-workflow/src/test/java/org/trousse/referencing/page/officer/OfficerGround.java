package org.trousse.referencing.page.officer;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.trousse.referencing.complaint.ComplaintStore;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.door.VisitorLane;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Walk;
import org.trousse.referencing.dossier.clock.Statistics.StepTimes;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.PeopleGround;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.register.ApiKeyStore;
import org.trousse.referencing.member.register.InvitationStore;
import org.trousse.referencing.member.register.MemberStore;
import org.trousse.referencing.member.register.OfficerLane;
import org.trousse.referencing.member.register.OfficerStore;
import org.trousse.referencing.member.register.WhoLane;
import org.trousse.referencing.member.register.WhoLane.Person;
import org.trousse.referencing.page.PageRoutes;
import org.trousse.referencing.page.officer.OfficerPagesModule.Parts;
import org.trousse.referencing.page.officer.OfficerPagesModule.Tellers;
import org.trousse.referencing.question.QuestionLane;
import org.trousse.referencing.question.QuestionStore;
import org.trousse.referencing.specification.SpecificationRoutes;

/// The officers' pages on a real socket, over a desk in memory and real people. A session's cookie
/// is its account here.
final class OfficerGround implements AutoCloseable {
  static final UUID REVIEWER = Walk.REVIEWER.account();
  static final UUID SEAT = Walk.SEAT.account();
  static final UUID SECOND_SEAT = Walk.SECOND_SEAT.account();
  static final UUID LEAD = Walk.LEAD.account();
  static final UUID NOBODY = new UUID(1, 1);

  final PeopleGround people = new PeopleGround();
  final FakeDesk desk = new FakeDesk();
  final UUID vendor;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  OfficerGround() {
    people
        .pool()
        .preparedQuery(
            """
            insert into referencing.organisation (id, legal_name, registration, country, created_at)
            values ($1, 'Example Vendor SAS', '000000000', 'FR', now())\
            """)
        .execute(Tuple.of(Walk.ORGANISATION))
        .await();
    vendor = people.member(Walk.ORGANISATION, Role.OWNER);
    OfficerStore officers = new OfficerStore(people.pool(), people.clock());
    officers.appoint(REVIEWER, Officer.Role.REVIEWER, false, OfficerStore.OPERATOR).await();
    officers.appoint(SEAT, Officer.Role.COMMITTEE, true, OfficerStore.OPERATOR).await();
    officers.appoint(SECOND_SEAT, Officer.Role.COMMITTEE, true, OfficerStore.OPERATOR).await();
    officers.appoint(LEAD, Officer.Role.LEAD, false, OfficerStore.OPERATOR).await();
    Router router = Router.router(people.vertx());
    new OfficerPagesModule(parts(officers)).mount(router);
    new SpecificationRoutes(
            SpecificationReader.published(),
            OfficerGround::frame,
            () -> Future.succeededFuture(List.of()))
        .mount(router);
    server =
        people.vertx().createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  private Parts parts(OfficerStore officers) {
    MemberStore members = new MemberStore(people.pool(), people.clock());
    ApiKeyStore keys = new ApiKeyStore(people.pool(), PeopleGround.hash(), people.clock());
    WhoLane who = new WhoLane(OfficerGround::person, members, officers, keys);
    InvitationStore invitations =
        new InvitationStore(people.pool(), PeopleGround.hash(), people.clock());
    QuestionStore questions =
        new QuestionStore(people.pool(), (tx, written) -> Future.succeededFuture(), people.clock());
    return new Parts(
        new PageRoutes.Ground(
            new VisitorLane(who, "session"),
            OfficerGround::frame,
            (language, back) -> "/sign-in?back=" + back),
        URI.create("https://trousse.example"),
        desk,
        new QuestionLane(questions),
        new OfficerLane(officers, invitations, people.clock()),
        SpecificationReader.published(),
        new ComplaintStore(people.pool()),
        tellers(),
        people.clock());
  }

  private static Tellers tellers() {
    return new Tellers(
        () -> Future.succeededFuture(List.of(new StepTimes(State.EXPERT_REVIEW, 31, 12.5, 19))),
        (dossier, criterion) -> Future.succeededFuture(List.of()),
        accounts -> Future.failedFuture("names are away"),
        () -> Future.succeededFuture(Map.of(Walk.ORGANISATION, "Example Vendor SAS")),
        software -> Future.succeededFuture(Map.of("synthetic-app-8", 3)));
  }

  private static Future<Optional<Person>> person(String cookie) {
    return Future.succeededFuture(
        cookie.length() == 36
            ? Optional.of(new Person(UUID.fromString(cookie), "Example Person", "token"))
            : Optional.empty());
  }

  static String frame(Locale language, String title, String path, String body) {
    return "<html lang=\"%s\"><title>%s</title><!--%s--><main>%s</main></html>"
        .formatted(language.getLanguage(), title, path, body);
  }

  HttpResponse<String> get(UUID account, String path) {
    return send(request(path).header("Cookie", "session=" + account).GET());
  }

  /// Sends a form with the session's token; `fields` are names and values in turn.
  HttpResponse<String> post(UUID account, String path, String... fields) {
    List<String> all = new ArrayList<>(List.of("csrf", "token"));
    all.addAll(List.of(fields));
    return bare(account, path, all);
  }

  HttpResponse<String> bare(UUID account, String path, List<String> fields) {
    List<String> pairs = new ArrayList<>();
    for (int at = 0; at < fields.size(); at += 2) {
      pairs.add(
          fields.get(at) + "=" + URLEncoder.encode(fields.get(at + 1), StandardCharsets.UTF_8));
    }
    return send(
        request(path)
            .header("Cookie", "session=" + account)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(String.join("&", pairs))));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static String dossier(Walk walk) {
    return "/en/referencing/queue/" + walk.dossier.id();
  }

  static String seen(Walk walk) {
    return org.trousse.referencing.dossier.DossierRules.snapshot(walk.dossier);
  }

  @Override
  public void close() {
    client.close();
    people.close();
  }
}
