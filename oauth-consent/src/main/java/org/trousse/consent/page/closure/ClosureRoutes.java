package org.trousse.consent.page.closure;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.NotesDecisions;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.page.PageRoutes;
import org.trousse.consent.page.PageRoutes.Page;
import org.trousse.consent.page.PageRoutes.Visit;
import org.trousse.consent.page.Spot;
import org.trousse.consent.page.Words;
import org.trousse.consent.signin.SignInLane;
import org.trousse.sdk.PatientId;

/// The page that says what closing an account does, and the form that does it.
public final class ClosureRoutes {
  private final PageRoutes pages;
  private final SignInLane people;
  private final ClosureLane lane;

  /// What the page shows.
  ///
  /// @param apps how many stop on the person's own record
  /// @param children how many stop on records of their children
  public record ClosureView(
      Words words, String csrf, int apps, int children, @Nullable String helpPhone) {}

  public ClosureRoutes(
      PageRoutes pages, SignInLane people, GrantStore grants, NotesDecisions notes, Clock clock) {
    this.pages = pages;
    this.people = people;
    this.lane = new ClosureLane(people, grants, notes, clock);
  }

  public void mount(Router router) {
    pages.get(router, Spot.CLOSE_ACCOUNT, this::show);
    pages.post(router, Spot.CLOSE_ACCOUNT, this::close);
  }

  private Future<?> show(Visit visit) {
    if (visit.who().own() == null) {
      return nothingToClose(visit);
    }
    return lane.running(visit.who())
        .compose(running -> {
          Words words = visit.words();
          ClosureView view =
              new ClosureView(
                  words,
                  visit.who().csrf(),
                  running.own().size(),
                  running.children().size(),
                  people.settings().helpPhone());
          Page page = Page.of(words.text("close.title"), Spot.CLOSE_ACCOUNT, "closure.jte", view);
          return pages.send(visit.context(), words, page);
        });
  }

  private Future<?> close(Visit visit) {
    PatientId own = visit.who().own();
    if (own == null) {
      return nothingToClose(visit);
    }
    return lane.close(visit.who(), own)
        .compose(closed -> {
          pages.takeCookie(visit.context());
          return pages.notice(
              visit.context(), visit.words(), 200, "close.done", Spot.CLOSE_ACCOUNT);
        });
  }

  /// Who has no record here has no account of a patient either.
  private static Future<Void> nothingToClose(Visit visit) {
    visit.context().fail(404);
    return Future.succeededFuture();
  }
}
