package org.trousse.referencing.page.officer;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.trousse.referencing.check.CheckRun;
import org.trousse.referencing.check.CheckRunLane.Start;
import org.trousse.referencing.desk.DeskLane;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.desk.QueueLine;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.Walk;
import org.trousse.referencing.history.HistoryPage;
import org.trousse.referencing.member.Access;
import org.trousse.referencing.member.AccessRules;
import org.trousse.referencing.member.Action;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.Who.OfficerWho;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.page.officer.view.DossierViews;

/// A desk in memory: the real rules on walked dossiers, without stores and machines.
final class FakeDesk implements DeskLane {
  final Map<UUID, Walk> dossiers = new ConcurrentHashMap<>();
  final Map<UUID, UUID> taken = new HashMap<>();

  void put(Walk walk) {
    dossiers.put(walk.dossier.id(), walk);
  }

  private static Actor actor(Who who) {
    return switch (who) {
      case OfficerWho officer ->
          new Actor.Officer(
              officer.account(),
              Actor.OfficerRole.valueOf(officer.role().name()),
              officer.interests());
      case Vendor vendor -> Walk.OWNER;
      case Who.Platform() -> Walk.PLATFORM;
    };
  }

  private <T> Future<Answer<T>> at(
      Who who, UUID id, java.util.function.Function<Walk, Answer<T>> then) {
    Walk walk = dossiers.get(id);
    if (walk == null) {
      return Future.succeededFuture(new Answer.Unknown<>());
    }
    return Future.succeededFuture(
        switch (AccessRules.decide(who, Action.READ_DOSSIER, Walk.ORGANISATION)) {
          case Access.Allowed() -> then.apply(walk);
          case Access.NotAllowed(var why) -> new Answer.NotAllowed<>(why);
          case Access.Hidden() -> new Answer.Unknown<>();
        });
  }

  @Override
  public Future<Answer<DossierView>> view(Who who, UUID dossier) {
    return at(who, dossier, walk -> new Given<>(DossierViews.view(walk, actor(who))));
  }

  @Override
  public Future<Answer<DossierView.Past>> history(Who who, UUID dossier, HistoryPage.Ask ask) {
    return at(who, dossier, walk -> new Given<>(DossierViews.past(walk, ask)));
  }

  @Override
  public Future<Answer<List<Event>>> events(OfficerWho who, UUID dossier) {
    return at(who, dossier, walk -> new Given<>(walk.history));
  }

  @Override
  public Future<Answer<Decision>> act(Who who, UUID dossier, Act act) {
    return at(
        who,
        dossier,
        walk -> {
          Act known = known(act);
          Decision decision = walk.attempt(actor(who), known);
          if (decision instanceof Decision.Decided) {
            walk.act(actor(who), known);
          }
          return new Given<>(decision);
        });
  }

  /// As the desk does: who may sit is looked up here.
  private static Act known(Act act) {
    return switch (act) {
      case Act.Go go when go.move().opines() ->
          new Act.Go(go.move(), go.grounds(), go.present(), Walk.BENCH);
      case Act.Confirm(var proposal, var snapshot, _) ->
          new Act.Confirm(proposal, snapshot, Walk.BENCH);
      default -> act;
    };
  }

  @Override
  public Future<Answer<Start>> check(Who who, UUID dossier, Set<String> criteria) {
    return at(who, dossier, walk -> new Given<>(new Start.TooSoon(Duration.ofSeconds(9))));
  }

  @Override
  public Future<Answer<List<QueueLine>>> queue(OfficerWho who) {
    return Future.succeededFuture(
        new Given<>(
            dossiers.values().stream()
                .filter(walk -> !walk.dossier.state().live() && !walk.dossier.state().ended())
                .map(walk -> DossierViews.queued(walk, taken.get(walk.dossier.id())))
                .toList()));
  }

  @Override
  public Future<Answer<List<QueueLine>>> register(OfficerWho who) {
    return Future.succeededFuture(
        new Given<>(
            dossiers.values().stream()
                .filter(walk -> walk.dossier.standing().listedAt() != null)
                .map(walk -> DossierViews.queued(walk, null))
                .toList()));
  }

  @Override
  public Future<Answer<QueueLine>> take(OfficerWho who, UUID dossier, boolean mine) {
    return at(
        who,
        dossier,
        walk -> {
          if (mine) {
            taken.put(dossier, who.account());
          } else {
            taken.remove(dossier);
          }
          return new Given<>(DossierViews.queued(walk, taken.get(dossier)));
        });
  }

  @Override
  public Future<Answer<DossierView>> begin(Vendor who) {
    throw new UnsupportedOperationException("officers begin nothing");
  }

  @Override
  public Future<Answer<DossierView>> saveManifest(Vendor who, UUID dossier, String json) {
    throw new UnsupportedOperationException("officers write no manifest");
  }

  @Override
  public Future<Answer<DossierView>> evidenceChanged(Vendor who, UUID dossier) {
    throw new UnsupportedOperationException("officers hand nothing in");
  }

  @Override
  public Future<Answer<CheckRun>> run(Who who, UUID dossier, UUID run) {
    throw new UnsupportedOperationException("these pages read no run");
  }

  @Override
  public Future<Answer<List<QueueLine>>> dossiers(Vendor who) {
    throw new UnsupportedOperationException("officers have no dossiers");
  }
}
