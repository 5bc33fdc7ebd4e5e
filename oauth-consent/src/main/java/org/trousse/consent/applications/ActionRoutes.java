package org.trousse.consent.applications;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry.Want;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.applications.ApplicationsLane.Open;
import org.trousse.consent.applications.ApplicationsRoutes.AnswersAgain;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.page.PageRoutes;
import org.trousse.consent.page.Spot;
import org.trousse.consent.page.authorise.Approval;
import org.trousse.consent.page.authorise.Asked;
import org.trousse.consent.page.authorise.AuthoriseLane;
import org.trousse.consent.page.authorise.AuthoriseLane.Decides;
import org.trousse.consent.page.authorise.AuthoriseLane.Desk;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.reminder.LastUseStore;
import org.trousse.consent.signin.ReturnAddress;

/// The forms of the apps' pages. What a form asks for a second time, or too late, changes nothing
/// and says so.
final class ActionRoutes {
  private final ApplicationsRoutes show;
  private final ApplicationsLane lane;
  private final GrantStore grants;
  private final LastUseStore uses;
  private final AuthoriseLane authorise;
  private final AnswersAgain answers;

  ActionRoutes(
      ApplicationsRoutes show,
      ApplicationsLane lane,
      GrantStore grants,
      AuthoriseLane authorise,
      AnswersAgain answers) {
    this.show = show;
    this.lane = lane;
    this.grants = grants;
    this.uses = lane.uses();
    this.authorise = authorise;
    this.answers = answers;
  }

  Future<?> act(Open open) {
    if (open.visit().field("action").equals("compris")) {
      return understand(open);
    }
    boolean again = !open.visit().field("demande").isEmpty();
    Optional<Grant> grant =
        ApplicationsRoutes.grant(open, open.visit().field(again ? "demande" : "app"));
    if (grant.isEmpty()) {
      open.visit().context().fail(404);
      return Future.succeededFuture();
    }
    return again ? answer(open, grant.get()) : act(open, grant.get());
  }

  /// Goes back to the page that showed the message.
  private Future<?> understand(Open open) {
    String about = open.visit().field("avis");
    String list = Spot.APPLICATIONS.address(open.visit().words());
    if (open.told().stream().noneMatch(one -> one.about().equals(about))) {
      PageRoutes.seeOther(open.visit().context(), list + "?fait=rien");
      return Future.succeededFuture();
    }
    String back = ReturnAddress.orElse(open.visit().field("retour"), list + "?fait=compris");
    return lane.understand(open, about)
        .onSuccess(done -> PageRoutes.seeOther(open.visit().context(), back));
  }

  private Future<?> act(Open open, Grant grant) {
    UUID account = open.visit().who().account();
    return switch (open.visit().field("action")) {
      case "arreter" -> stop(open, grant);
      case "pause" -> after(open, grants.pause(grant.id(), account), "pause", "pause", "");
      case "reprendre" -> after(open, grants.resume(grant.id(), account), "resume", "reprise", "");
      case "retirer" -> remove(open, grant);
      case "prolonger" -> extend(open, grant);
      case "garder" -> keep(open, grant);
      case "garder-version" -> decline(open, grant);
      default -> {
        open.visit().context().fail(400);
        yield Future.succeededFuture();
      }
    };
  }

  private Future<?> stop(Open open, Grant grant) {
    UUID id = grant.id();
    return grants
        .end(id, open.visit().who().account(), "patient")
        .compose(ended ->
            ended.isEmpty()
                ? Future.succeededFuture()
                : lane.note(open, ended.get(), "revoke", "by the patient"))
        .compose(noted -> lane.confirmed(open.visit().context().vertx(), id))
        .compose(confirmed ->
            lane.open(
                open.visit(),
                fresh -> show.stopped(fresh, fresh.known().grant(id).orElseThrow(), confirmed)));
  }

  private Future<?> remove(Open open, Grant grant) {
    Set<Permission> without = permissions(open, grant);
    if (without.containsAll(grant.permissions())) {
      seeOther(open, grant, "&page=arreter");
      return Future.succeededFuture();
    }
    return after(
        open,
        grants.narrow(grant.id(), open.visit().who().account(), without),
        "narrow",
        "retrait",
        words(without));
  }

  private static Set<Permission> permissions(Open open, Grant grant) {
    return open.visit().fields("p").stream()
        .flatMap(word -> Permission.of(word).stream())
        .filter(grant.permissions()::contains)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String words(Set<Permission> permissions) {
    return permissions.stream().sorted().map(Permission::word).collect(Collectors.joining(" "));
  }

  private Future<?> extend(Open open, Grant grant) {
    Optional<Duration> chosen =
        Duration.of(open.visit().field("duree"))
            .filter(ViewText.durations(grant, open.visit().who(), open.known().now())::contains);
    if (chosen.isEmpty()) {
      seeOther(open, grant, "&faute=duree#prolonger");
      return Future.succeededFuture();
    }
    UUID account = open.visit().who().account();
    return after(
        open,
        grants.extend(grant.id(), account, chosen.get()),
        "extend",
        "prolongation",
        chosen.get().word());
  }

  /// The answer to "nobody used it, shall it stay?".
  private Future<?> keep(Open open, Grant grant) {
    Set<Permission> kept = permissions(open, grant);
    return Future.all(kept.stream().map(one -> uses.keep(grant.id(), one)).toList())
        .compose(done -> lane.note(open, grant, "keep", words(kept)))
        .onSuccess(noted -> seeOther(open, grant, "&fait=garde"));
  }

  private Future<?> decline(Open open, Grant grant) {
    int version = open.known().app(grant).map(App::version).orElse(grant.appVersion());
    return after(
        open,
        grants.keep(grant.id(), open.visit().who().account(), version),
        "keep",
        "version",
        "app version " + version);
  }

  /// Shows what a newer version asks for, as the page of consent shows it.
  Future<?> ask(Open open, Grant grant) {
    Optional<Asked> asked = asked(open, grant);
    if (asked.isEmpty()) {
      seeOther(open, grant, "&fait=rien");
      return Future.succeededFuture();
    }
    return authorise.show(open.visit(), asked.get(), desk(grant));
  }

  private Future<?> answer(Open open, Grant grant) {
    Optional<Asked> asked = asked(open, grant);
    if (asked.isEmpty()) {
      seeOther(open, grant, "&fait=rien");
      return Future.succeededFuture();
    }
    Decides decides =
        new Decides() {
          @Override
          public Future<?> approve(Approval approval) {
            return answers
                .answer(asked.get().app(), approval)
                .onSuccess(kept -> seeOther(open, grant, "&fait=change"));
          }

          @Override
          public Future<?> refuse() {
            return decline(open, grant);
          }
        };
    return authorise.answer(open.visit(), asked.get(), desk(grant), decides);
  }

  private static Desk desk(Grant grant) {
    String id = grant.id().toString();
    return new Desk(Spot.APPLICATIONS, id, "app=" + id + "&page=demande");
  }

  private static Optional<Asked> asked(Open open, Grant grant) {
    boolean ended = open.known().standing(grant) == Standing.ENDED;
    return open.known()
        .app(grant)
        .filter(app -> !ended && app.status() == AppStatus.ACTIVE)
        .filter(app -> !open.known().more(grant).isEmpty())
        .map(app ->
            new Asked(
                app,
                app.entry().wants().stream().map(Want::permission).collect(Collectors.toSet()),
                grant.offline(),
                false,
                null,
                null));
  }

  private Future<?> after(
      Open open, Future<Optional<Grant>> change, String what, String done, String detail) {
    return change.compose(changed -> {
      Grant grant = changed.orElse(null);
      if (grant == null) {
        seeOther(open, open.visit().field("app"), "&fait=rien");
        return Future.succeededFuture();
      }
      return lane.note(open, grant, what, detail)
          .onSuccess(noted -> seeOther(open, grant, "&fait=" + done));
    });
  }

  private static void seeOther(Open open, Grant grant, String rest) {
    seeOther(open, grant.id().toString(), rest);
  }

  private static void seeOther(Open open, String id, String rest) {
    String own = Spot.APPLICATIONS.address(open.visit().words(), "app", id);
    PageRoutes.seeOther(open.visit().context(), own + rest);
  }
}
