package org.trousse.consent.applications;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.Needs;
import org.trousse.consent.ConsentModule.Used;
import org.trousse.consent.app.App;
import org.trousse.consent.applications.View.Head;
import org.trousse.consent.applications.View.Notice;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantState;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.message.MessageLane;
import org.trousse.consent.message.Told;
import org.trousse.consent.message.ToldView;
import org.trousse.consent.page.PageRoutes;
import org.trousse.consent.page.PageRoutes.Visit;
import org.trousse.consent.page.Spot;
import org.trousse.consent.page.Whose;
import org.trousse.consent.reminder.LastUse;
import org.trousse.consent.reminder.LastUseStore;
import org.trousse.consent.reminder.ReminderLane.FindsApps;
import org.trousse.sdk.PatientId;

/// Loads what the pages of apps and of the log stand on.
public final class ApplicationsLane {
  private static final int LOOKS_MAX = 20;
  private static final int LOOK_MILLIS = 50;

  private final PageRoutes pages;
  private final GrantStore grants;
  private final FindsApps apps;
  private final LastUseStore uses;
  private final ChecksGrants doors;
  private final MessageLane messages;
  private final Needs needs;
  private final Clock clock;

  /// What this process's doors hold of a grant.
  @FunctionalInterface
  public interface ChecksGrants {
    Future<Optional<GrantState>> grant(UUID id);
  }

  /// The rows and copies that it reads.
  public record Sources(
      GrantStore grants,
      FindsApps apps,
      LastUseStore uses,
      ChecksGrants doors,
      MessageLane messages) {}

  /// Somebody's visit to a record that they may see.
  public record Open(Visit visit, PatientId patient, Whose whose, Known known, List<Told> told) {
    /// What the page begins with.
    Head head(String done, String fault) {
      List<Notice> notices = Notices.of(known, visit.words());
      ToldView view = ToldView.of(told, visit.who(), visit.words(), "");
      return new Head(visit.words(), visit.who().csrf(), whose, view, notices, done, fault);
    }

    /// With nothing to say of a form.
    public Head head() {
      return head("", "");
    }

    /// Never whose.
    @Override
    public String toString() {
      return "Open(" + visit + ")";
    }
  }

  public ApplicationsLane(PageRoutes pages, Sources sources, Needs needs, Clock clock) {
    this.pages = pages;
    this.grants = sources.grants();
    this.apps = sources.apps();
    this.uses = sources.uses();
    this.doors = sources.doors();
    this.messages = sources.messages();
    this.needs = needs;
    this.clock = clock;
  }

  /// Goes on with the record that the visit is about; whoever acts for nobody chooses first.
  public Future<?> open(Visit visit, Function<Open, Future<?>> then) {
    PatientId patient = visit.who().patient();
    if (patient == null) {
      String here = visit.context().request().uri();
      PageRoutes.seeOther(visit.context(), Spot.FOR_WHOM.address(visit.words(), "retour", here));
      return Future.succeededFuture();
    }
    Future<Optional<Whose>> whose = pages.whose(visit);
    Future<Known> known = known(patient);
    Future<List<Told>> told = messages.told(visit.who());
    return Future.all(whose, known, told)
        .compose(both -> {
          if (whose.result().isEmpty()) {
            visit.context().fail(404);
            return Future.succeededFuture();
          }
          Open open = new Open(visit, patient, whose.result().get(), known.result(), told.result());
          return then.apply(open).mapEmpty();
        });
  }

  /// Puts a message away for whoever looks.
  Future<Void> understand(Open open, String about) {
    return messages.understand(open.patient(), about, open.visit().who());
  }

  LastUseStore uses() {
    return uses;
  }

  private Future<Known> known(PatientId patient) {
    Instant now = clock.instant();
    Future<List<LastUse>> last = uses.of(patient);
    Future<List<Used>> used = needs.log().used(patient, now.minus(LastUse.UNUSED), month(now));
    Future<List<Grant>> all = grants.of(patient);
    Future<Map<String, App>> entries = all.compose(this::entries);
    return Future.all(last, used, entries)
        .map(done -> new Known(all.result(), entries.result(), last.result(), used.result(), now));
  }

  private static Instant month(Instant now) {
    return now.minusSeconds(Known.MONTH_DAYS * 86_400L);
  }

  private Future<Map<String, App>> entries(List<Grant> all) {
    Map<String, App> found = new HashMap<>();
    List<Future<Optional<App>>> loads =
        all.stream()
            .map(Grant::clientId)
            .distinct()
            .map(id -> apps.find(id).onSuccess(app -> app.ifPresent(one -> found.put(id, one))))
            .toList();
    return Future.all(loads).map(done -> found);
  }

  /// Waits until this process's own doors know that a grant has ended, for a second at most.
  Future<Optional<Instant>> confirmed(Vertx vertx, UUID grant) {
    return look(vertx, grant, LOOKS_MAX);
  }

  private Future<Optional<Instant>> look(Vertx vertx, UUID grant, int looks) {
    return doors
        .grant(grant)
        .map(found -> found.filter(state -> state.status() == GrantStatus.ENDED).isPresent())
        .recover(stale -> Future.succeededFuture(false))
        .compose(ended -> {
          if (ended) {
            return Future.succeededFuture(Optional.of(clock.instant()));
          }
          return looks == 0
              ? Future.succeededFuture(Optional.<Instant>empty())
              : vertx.timer(LOOK_MILLIS).compose(later -> look(vertx, grant, looks - 1));
        })
        .map(Objects::requireNonNull);
  }

  /// Keeps in the record's trail what a person decided.
  public Future<Void> note(Open open, Grant grant, String what, String detail) {
    return needs
        .notes()
        .note(
            new Decision(
                clock.instant(),
                grant.patient(),
                what,
                grant.clientId(),
                open.known().name(grant.clientId()),
                open.visit().who().account(),
                null,
                true,
                detail));
  }
}
