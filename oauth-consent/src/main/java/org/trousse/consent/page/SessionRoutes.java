package org.trousse.consent.page;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.NotesDecisions;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.page.PageRoutes.Page;
import org.trousse.consent.page.PageRoutes.Visit;
import org.trousse.consent.signin.Account.Delegation;
import org.trousse.consent.signin.SessionStore;
import org.trousse.consent.signin.SessionStore.Listed;
import org.trousse.consent.signin.SignInLane;
import org.trousse.consent.signin.SignedIn;
import org.trousse.consent.signin.provider.Provider;
import org.trousse.sdk.PatientId;

/// One's sessions and their end, signing out, and what to do when a device is lost.
public final class SessionRoutes {
  /// Asks for the page that says until when one stays signed in.
  static final String STAY = "rester";

  private final PageRoutes pages;
  private final SignInLane people;
  private final SessionStore sessions;
  private final GrantStore grants;
  private final NotesDecisions notes;
  private final Clock clock;

  /// One session, in words.
  public record Line(UUID id, String agent, String since, String seen, String ends, boolean here) {}

  /// What the page of sessions shows.
  public record SessionsView(
      Words words, SignedIn who, Optional<Whose> whose, List<Line> lines, String done) {
    public Optional<Line> here() {
      return lines.stream().filter(Line::here).findFirst();
    }

    public List<Line> others() {
      return lines.stream().filter(line -> !line.here()).toList();
    }
  }

  /// What the page for a lost device shows.
  public record LostView(Words words, String csrf, int apps, @Nullable String helpPhone) {}

  public SessionRoutes(
      PageRoutes pages,
      SignInLane people,
      SessionStore sessions,
      GrantStore grants,
      NotesDecisions notes,
      Clock clock) {
    this.pages = pages;
    this.people = people;
    this.sessions = sessions;
    this.grants = grants;
    this.notes = notes;
    this.clock = clock;
  }

  public void mount(Router router) {
    // whatever is asked for keeps the session; this page says so
    pages.get(
        router,
        Spot.SESSIONS,
        visit -> show(visit, visit.parameter(STAY).equals("oui") ? "session.stayed" : ""));
    pages.post(router, Spot.SESSIONS, this::act);
    pages.get(router, Spot.LOST_DEVICE, this::showLost);
    pages.post(router, Spot.LOST_DEVICE, this::closeEverything);
  }

  private Future<Void> show(Visit visit, String done) {
    Future<Optional<Whose>> whose = pages.whose(visit);
    Future<List<Listed>> listed = sessions.of(visit.who().account());
    return Future.all(whose, listed)
        .compose(both -> {
          Words words = visit.words();
          List<Line> lines = new ArrayList<>();
          for (Listed one : listed.result()) {
            lines.add(line(one, words, one.id().equals(visit.who().session())));
          }
          SessionsView view = new SessionsView(words, visit.who(), whose.result(), lines, done);
          Page page = Page.of(words.text("session.title"), Spot.SESSIONS, "sessions.jte", view);
          return pages.send(visit.context(), words, page.leadingTo(farewell(visit.who())));
        });
  }

  private static Line line(Listed one, Words words, boolean here) {
    String agent = one.agent().isEmpty() ? words.text("session.unknown") : one.agent();
    return new Line(
        one.id(),
        agent,
        words.moment(one.since()),
        words.moment(one.seen()),
        words.moment(one.ends()),
        here);
  }

  /// Where signing out may lead: the provider ends its own session.
  private String farewell(SignedIn who) {
    return people
        .settings()
        .provider(who.provider())
        .map(Provider::endpoints)
        .flatMap(at -> Optional.ofNullable(at.endSession()))
        .map(end -> end.getScheme() + "://" + end.getRawAuthority())
        .orElse("");
  }

  private Future<?> act(Visit visit) {
    String end = visit.field("fin");
    return switch (end) {
      case "ici" -> signOut(visit);
      case "autres" -> endOthers(visit).compose(done -> show(visit, "session.others.done"));
      default -> endOne(visit, end);
    };
  }

  private Future<?> signOut(Visit visit) {
    String home = "/" + visit.words().tag() + "/";
    return people
        .signOut(visit.cookie(), visit.who())
        .onSuccess(farewell -> {
          pages.keep(visit.context(), "");
          PageRoutes.seeOther(visit.context(), farewell.map(URI::toString).orElse(home));
        });
  }

  private Future<Void> endOthers(Visit visit) {
    SignedIn who = visit.who();
    return sessions
        .of(who.account())
        .compose(all ->
            Future.all(
                all.stream()
                    .filter(one -> !one.id().equals(who.session()))
                    .map(one -> sessions.end(who.account(), one.id()))
                    .toList()))
        .mapEmpty();
  }

  private Future<?> endOne(Visit visit, String text) {
    Optional<UUID> id = uuid(text);
    if (id.isEmpty()) {
      visit.context().fail(400);
      return Future.succeededFuture();
    }
    return sessions
        .end(visit.who().account(), id.get())
        .compose(ended -> show(visit, ended ? "session.one.done" : "session.one.gone"));
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException nonsense) {
      return Optional.empty();
    }
  }

  private Future<Void> showLost(Visit visit) {
    return running(visit.who())
        .compose(running -> {
          Words words = visit.words();
          LostView view =
              new LostView(
                  words, visit.who().csrf(), running.size(), people.settings().helpPhone());
          Page page = Page.of(words.text("lost.title"), Spot.LOST_DEVICE, "lostDevice.jte", view);
          return pages.send(visit.context(), words, page);
        });
  }

  /// Every app on every record that the person looks after is paused, then every session ends.
  private Future<?> closeEverything(Visit visit) {
    SignedIn who = visit.who();
    return running(who)
        .compose(running -> Future.all(running.stream().map(grant -> pause(grant, who)).toList()))
        .compose(paused -> sessions.endAll(who.account()))
        .compose(ended -> {
          pages.keep(visit.context(), "");
          return pages.notice(visit.context(), visit.words(), 200, "lost.done", Spot.LOST_DEVICE);
        });
  }

  private Future<?> pause(Grant grant, SignedIn who) {
    return grants
        .pause(grant.id(), who.account())
        .compose(paused ->
            notes.note(
                new Decision(
                    clock.instant(),
                    grant.patient(),
                    "pause",
                    grant.clientId(),
                    null,
                    who.account(),
                    null,
                    true,
                    "lost device")));
  }

  private Future<List<Grant>> running(SignedIn who) {
    return people
        .mandates(who)
        .compose(mandates -> {
          List<PatientId> patients =
              new ArrayList<>(mandates.stream().map(Delegation::patient).toList());
          Optional.ofNullable(who.own()).ifPresent(patients::add);
          List<Future<List<Grant>>> all = patients.stream().map(grants::of).toList();
          return Future.all(all)
              .map(done ->
                  all.stream()
                      .flatMap(one -> one.result().stream())
                      .filter(grant -> grant.status() == GrantStatus.ACTIVE)
                      .toList());
        });
  }
}
