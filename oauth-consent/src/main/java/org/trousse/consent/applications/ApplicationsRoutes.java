package org.trousse.consent.applications;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.trousse.consent.app.App;
import org.trousse.consent.applications.ApplicationsLane.Open;
import org.trousse.consent.applications.View.Head;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.grant.GrantVersion;
import org.trousse.consent.page.PageRoutes;
import org.trousse.consent.page.PageRoutes.Page;
import org.trousse.consent.page.PageRoutes.Visit;
import org.trousse.consent.page.Spot;
import org.trousse.consent.page.Words;
import org.trousse.consent.page.authorise.Approval;
import org.trousse.consent.page.authorise.AuthoriseLane;

/// The list of apps, one app's page and its sides: `?app=` names the grant, `&page=` the side.
public final class ApplicationsRoutes {
  /// What has just been done, as the address says it after a form.
  static final Set<String> DONE =
      Set.of(
          "pause",
          "reprise",
          "retrait",
          "prolongation",
          "garde",
          "version",
          "change",
          "compris",
          "rien");

  private static final Set<String> FAULTS = Set.of("duree");

  private final PageRoutes pages;
  private final ApplicationsLane lane;
  private final GrantStore grants;
  private final ActionRoutes actions;

  /// Keeps an answer that no request of the app waits for: the patient looked at what a newer
  /// version asks for. Notes it and signs its receipt as for any other answer.
  @FunctionalInterface
  public interface AnswersAgain {
    Future<?> answer(App app, Approval approval);
  }

  public ApplicationsRoutes(
      PageRoutes pages,
      ApplicationsLane lane,
      GrantStore grants,
      AuthoriseLane authorise,
      AnswersAgain answers) {
    this.pages = pages;
    this.lane = lane;
    this.grants = grants;
    this.actions = new ActionRoutes(this, lane, grants, authorise, answers);
  }

  public void mount(Router router) {
    pages.get(router, Spot.APPLICATIONS, visit -> lane.open(visit, this::show));
    pages.post(router, Spot.APPLICATIONS, visit -> lane.open(visit, actions::act));
  }

  private Future<?> show(Open open) {
    if (open.visit().parameter("app").isEmpty()) {
      View.Apps view = ViewText.apps(open.known(), head(open));
      return send(open, "applications.title", "applications.jte", view, "");
    }
    Optional<Grant> grant = grant(open, open.visit().parameter("app"));
    if (grant.isEmpty()) {
      open.visit().context().fail(404);
      return Future.succeededFuture();
    }
    return side(open, grant.get(), open.visit().parameter("page"));
  }

  private Future<?> side(Open open, Grant grant, String page) {
    boolean ended = open.known().standing(grant) == Standing.ENDED;
    return switch (page) {
      case "" -> one(open, grant);
      case "arreter" -> ended ? stopped(open, grant, Optional.empty()) : stop(open, grant);
      case "arretee" -> stopped(open, grant, Optional.empty());
      case "lettre" -> letter(open, grant);
      case "recu", "recu.jws" -> receipt(open, grant, page.equals("recu.jws"));
      case "demande" -> actions.ask(open, grant);
      default -> {
        open.visit().context().fail(404);
        yield Future.succeededFuture();
      }
    };
  }

  /// Only one of this record: another's is as unknown as none.
  static Optional<Grant> grant(Open open, String id) {
    try {
      return open.known().grant(UUID.fromString(id));
    } catch (IllegalArgumentException nonsense) {
      return Optional.empty();
    }
  }

  private static Head head(Open open) {
    String done = open.visit().parameter("fait");
    String fault = open.visit().parameter("faute");
    return open.head(DONE.contains(done) ? done : "", FAULTS.contains(fault) ? fault : "");
  }

  private Future<?> one(Open open, Grant grant) {
    return grants
        .versions(grant.id())
        .compose(versions -> {
          Head head = head(open);
          View.One view = ViewText.one(open.known(), grant, versions, open.visit().who(), head);
          String key = head.fault().isEmpty() ? "applications.one" : "applications.one.fault";
          return send(open, key, "applicationsOne.jte", view, view.card().name());
        });
  }

  private Future<?> stop(Open open, Grant grant) {
    Head head = open.head();
    View.Stop view = new View.Stop(head, ViewText.card(open.known(), grant, head));
    return send(open, "applications.stop.h1", "applicationsStop.jte", view, view.card().name());
  }

  /// @param confirmed when this server's doors refused
  Future<?> stopped(Open open, Grant grant, Optional<Instant> confirmed) {
    if (open.known().standing(grant) != Standing.ENDED) {
      return one(open, grant);
    }
    View.Stopped view = ViewText.stopped(open.known(), grant, confirmed, open.head());
    return send(
        open, "applications.stopped.h1", "applicationsStopped.jte", view, view.card().name());
  }

  private Future<?> letter(Open open, Grant grant) {
    View.Letter view = ViewText.letter(open.known(), grant, open.visit().who(), open.head());
    return send(open, "applications.letter.h1", "applicationsLetter.jte", view, view.card().name());
  }

  private Future<?> receipt(Open open, Grant grant, boolean file) {
    Optional<Integer> number = number(open.visit());
    return grants
        .versions(grant.id())
        .compose(versions -> {
          Optional<GrantVersion> version = ViewText.receipt(versions, number);
          if (version.isEmpty() || (file && version.get().receipt() == null)) {
            open.visit().context().fail(404);
            return Future.succeededFuture();
          }
          return file ? download(open, grant, version.get()) : receipt(open, grant, version.get());
        });
  }

  private static Optional<Integer> number(Visit visit) {
    String text = visit.parameter("version");
    return text.matches("[0-9]{1,6}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private Future<Void> receipt(Open open, Grant grant, GrantVersion version) {
    View.Receipt view = ViewText.receipt(open.known(), grant, version, open.head());
    return send(
        open, "applications.receipt.h1", "applicationsReceipt.jte", view, view.card().name());
  }

  /// RFC 7515 §9.2.1.
  private static Future<Void> download(Open open, Grant grant, GrantVersion version) {
    String name = ViewText.file(open.known().app(grant));
    HttpServerResponse response = open.visit().context().response();
    return response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/jose")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"trousse-" + name + "-v" + version.version() + ".jws\"")
        .end(Objects.requireNonNull(version.receipt()));
  }

  private Future<Void> send(Open open, String key, String template, View view, String app) {
    Visit visit = open.visit();
    Words words = visit.words();
    String title = words.text(key, app);
    return pages.send(
        visit.context(), words, page(visit, Page.of(title, Spot.APPLICATIONS, template, view)));
  }

  /// The language switch stays with the app and the side of its page.
  private static Page page(Visit visit, Page page) {
    String app = visit.parameter("app").isEmpty() ? visit.field("app") : visit.parameter("app");
    if (!app.matches("[0-9a-f-]{36}")) {
      return page;
    }
    String side = visit.parameter("page");
    boolean posted = visit.context().request().method().name().equals("POST");
    String query = posted ? "app=" + app + "&page=arretee" : "app=" + app;
    return page.query(side.matches("[a-z]{1,20}") ? query + "&page=" + side : query);
  }
}
