package org.trousse.referencing.page.vendor;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.door.DossierDoorLane.FindsDossiers;
import org.trousse.referencing.door.DossierFacts;
import org.trousse.referencing.door.VisitorLane;
import org.trousse.referencing.evidence.EvidenceLane;
import org.trousse.referencing.evidence.EvidenceRoutes;
import org.trousse.referencing.evidence.EvidenceStore;
import org.trousse.referencing.evidence.UploadLane;
import org.trousse.referencing.manifest.ManifestReader;
import org.trousse.referencing.member.PeopleGround;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.register.ApiKeyStore;
import org.trousse.referencing.member.register.InvitationStore;
import org.trousse.referencing.member.register.MemberLane;
import org.trousse.referencing.member.register.MemberStore;
import org.trousse.referencing.member.register.OfficerStore;
import org.trousse.referencing.member.register.WhoLane;
import org.trousse.referencing.member.register.WhoLane.Person;
import org.trousse.referencing.page.PageRoutes;
import org.trousse.referencing.question.QuestionLane;
import org.trousse.referencing.question.QuestionStore;
import org.trousse.referencing.request.RequestLogRoutes;
import org.trousse.referencing.request.RequestLogStore;

/// The vendors' pages on a real database and a real socket, with a played desk. Who sends the
/// cookie of an account is signed in as it.
final class VendorSite implements AutoCloseable {
  static final String TOKEN = "token-of-the-session";

  final PeopleGround ground = new PeopleGround();
  final PlayedDesk desk = new PlayedDesk();
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;

  VendorSite() {
    MemberStore members = new MemberStore(ground.pool(), ground.clock());
    ApiKeyStore keys = new ApiKeyStore(ground.pool(), PeopleGround.hash(), ground.clock());
    OfficerStore officers = new OfficerStore(ground.pool(), ground.clock());
    VisitorLane visitors =
        new VisitorLane(new WhoLane(VendorSite::person, members, officers, keys), "session");
    EvidenceLane evidence =
        new EvidenceLane(
            ground.vertx(),
            new EvidenceStore(ground.pool(), ground.clock()),
            (who, dossier) -> {
              desk.refreshed.add(dossier);
              return Future.succeededFuture();
            });
    FindsDossiers dossiers = id -> Future.succeededFuture(desk.find(id).map(VendorSite::facts));
    RequestLogRoutes requests =
        new RequestLogRoutes(
            new RequestLogStore(ground.pool(), ground.clock()), visitors, ground.clock());
    VendorPagesModule.Lanes lanes =
        new VendorPagesModule.Lanes(
            desk,
            new MemberLane(
                members,
                new InvitationStore(ground.pool(), PeopleGround.hash(), ground.clock()),
                keys,
                ground.clock()),
            evidence,
            new EvidenceRoutes(
                new DossierDoorLane(visitors, dossiers),
                evidence,
                new UploadLane(ground.vertx(), UploadLane.Limits.USUAL)),
            new QuestionLane(
                new QuestionStore(
                    ground.pool(), (tx, written) -> Future.succeededFuture(), ground.clock())),
            requests,
            dossiers,
            desk::text,
            VendorSite::names);
    Router router = Router.router(ground.vertx());
    requests.mount(router);
    new VendorPagesModule(
            lanes,
            new VendorPagesModule.Ground(
                new PageRoutes.Ground(visitors, VendorSite::frame, VendorSite::signIn),
                SpecificationReader.published(),
                new ManifestReader(),
                URI.create("https://trousse.example/"),
                ground.clock()))
        .mount(router);
    server =
        ground.vertx().createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  private static Future<Optional<Person>> person(String cookie) {
    return Future.succeededFuture(
        cookie.equals("over")
            ? Optional.empty()
            : Optional.of(new Person(UUID.fromString(cookie), "Example Person", TOKEN)));
  }

  private static Future<Map<UUID, String>> names(Set<UUID> accounts) {
    return Future.succeededFuture(
        accounts.stream().collect(Collectors.toMap(one -> one, one -> "Example Person")));
  }

  private static DossierFacts facts(org.trousse.referencing.desk.DossierView view) {
    return new DossierFacts(
        view.dossier().id(),
        view.dossier().identity().organisation(),
        true,
        SampleDossiers.SPECIFICATION.criteria().stream()
            .map(Criterion::id)
            .collect(Collectors.toSet()));
  }

  private static String frame(Locale language, String title, String path, String body) {
    return "<!DOCTYPE html><html lang=\"%s\"><title>%s</title><!--%s--><main>%s</main></html>"
        .formatted(language.getLanguage(), title, path, body);
  }

  private static String signIn(Locale language, String returnTo) {
    return "/%s/sign-in?to=%s"
        .formatted(language.getLanguage(), URLEncoder.encode(returnTo, StandardCharsets.UTF_8));
  }

  /// A vendor with a person in it.
  record Ours(UUID organisation, UUID person) {
    String cookie() {
      return person.toString();
    }
  }

  Ours ours(Role role) {
    UUID organisation = ground.organisation();
    return new Ours(organisation, ground.member(organisation, role));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
  }

  HttpResponse<String> get(String cookie, String path) {
    return send(request(path).header("Cookie", "session=" + cookie));
  }

  /// With the session's token.
  HttpResponse<String> post(String cookie, String path, String... pairs) {
    return send(
        request(path)
            .header("Cookie", "session=" + cookie)
            .header("Sec-Fetch-Site", "same-origin")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("csrf=" + TOKEN + "&" + form(pairs))));
  }

  static String form(String... pairs) {
    StringBuilder form = new StringBuilder();
    for (int place = 0; place < pairs.length; place += 2) {
      form.append(place == 0 ? "" : "&")
          .append(pairs[place])
          .append('=')
          .append(URLEncoder.encode(pairs[place + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /// Where an answer leads.
  static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  @Override
  public void close() {
    client.close();
    ground.close();
  }
}
