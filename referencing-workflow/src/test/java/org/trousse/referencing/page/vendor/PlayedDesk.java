package org.trousse.referencing.page.vendor;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.trousse.referencing.check.CheckRun;
import org.trousse.referencing.check.CheckRunLane.Start;
import org.trousse.referencing.desk.DeskLane;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.desk.QueueLine;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.quorum.Bench;
import org.trousse.referencing.history.HistoryPage;
import org.trousse.referencing.history.ManifestStore;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.ManifestError;
import org.trousse.referencing.manifest.ManifestReader;
import org.trousse.referencing.member.Action;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.Who.OfficerWho;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.MemberLane;

/// A desk that keeps dossiers in memory, asks the real rules who may, and remembers what was wanted
/// of it.
final class PlayedDesk implements DeskLane {
  private final Map<UUID, DossierView> views = new ConcurrentHashMap<>();
  private final Map<UUID, List<String>> texts = new ConcurrentHashMap<>();

  final List<Act> acts = new CopyOnWriteArrayList<>();
  final List<UUID> refreshed = new CopyOnWriteArrayList<>();
  final List<Set<String>> checked = new CopyOnWriteArrayList<>();

  private volatile boolean broken;
  private volatile Optional<Decision> refusal = Optional.empty();

  DossierView put(DossierView view) {
    views.put(view.dossier().id(), view);
    String json = view.manifestJson();
    texts.put(view.dossier().id(), new ArrayList<>(json == null ? List.of() : List.of(json)));
    return view;
  }

  /// From now on nothing can be kept, or it can again.
  void breakDown(boolean down) {
    broken = down;
  }

  void refuse(Optional<Decision> next) {
    refusal = next;
  }

  Optional<DossierView> find(UUID dossier) {
    return Optional.ofNullable(views.get(dossier));
  }

  private DossierView known(UUID dossier) {
    return Objects.requireNonNull(views.get(dossier));
  }

  private List<String> versions(UUID dossier) {
    return Objects.requireNonNull(texts.get(dossier));
  }

  Future<Optional<String>> text(UUID dossier, int version) {
    List<String> all = texts.getOrDefault(dossier, List.of());
    return Future.succeededFuture(
        version > all.size() ? Optional.empty() : Optional.of(all.get(version - 1)));
  }

  private <T> Future<Answer<T>> when(
      Who who, UUID dossier, Action action, Supplier<Future<Answer<T>>> then) {
    DossierView view = views.get(dossier);
    if (view == null) {
      return Future.succeededFuture(new Answer.Unknown<>());
    }
    return broken
        ? Future.failedFuture("the database is away")
        : MemberLane.when(who, action, view.dossier().identity().organisation(), then);
  }

  @Override
  public Future<Answer<DossierView>> begin(Vendor who) {
    return MemberLane.when(
        who,
        Action.EDIT_DOSSIER,
        who.organisation(),
        () -> Future.succeededFuture(new Given<>(put(SampleDossiers.empty(who.organisation())))));
  }

  @Override
  public Future<Answer<DossierView>> saveManifest(Vendor who, UUID dossier, String json) {
    return when(
        who,
        dossier,
        Action.EDIT_DOSSIER,
        () -> {
          versions(dossier).add(json);
          views.computeIfPresent(dossier, (id, old) -> rewritten(who, old, json));
          return Future.succeededFuture(new Given<>(known(dossier)));
        });
  }

  private DossierView rewritten(Vendor who, DossierView old, String json) {
    Optional<Manifest> manifest;
    List<ManifestError> errors;
    switch (new ManifestReader().read(json.getBytes(StandardCharsets.UTF_8))) {
      case ManifestReader.Outcome.Read(var read) -> {
        manifest = Optional.of(read);
        errors = List.of();
      }
      case ManifestReader.Outcome.Refused(var all) -> {
        manifest = Optional.empty();
        errors = all;
      }
    }
    List<ManifestStore.Version> versions = new ArrayList<>();
    for (int number = versions(old.dossier().id()).size(); number > 0; number--) {
      versions.add(
          new ManifestStore.Version(number, "00".repeat(32), SampleDossiers.NOW, who.by().id()));
    }
    return new DossierView(
        old.dossier(),
        old.organisationName(),
        json,
        manifest,
        errors,
        versions,
        old.criteria(),
        old.clock(),
        old.moves(),
        old.history(),
        old.runs(),
        Bench.NONE);
  }

  @Override
  public Future<Answer<DossierView>> evidenceChanged(Vendor who, UUID dossier) {
    refreshed.add(dossier);
    return view(who, dossier);
  }

  @Override
  public Future<Answer<DossierView>> view(Who who, UUID dossier) {
    DossierView view = views.get(dossier);
    return view == null
        ? Future.succeededFuture(new Answer.Unknown<>())
        : MemberLane.when(
            who,
            Action.READ_DOSSIER,
            view.dossier().identity().organisation(),
            () -> Future.succeededFuture(new Given<>(view)));
  }

  @Override
  public Future<Answer<DossierView.Past>> history(Who who, UUID dossier, HistoryPage.Ask ask) {
    return when(
        who,
        dossier,
        Action.READ_DOSSIER,
        () -> Future.succeededFuture(new Given<>(SampleDossiers.past(known(dossier), ask))));
  }

  @Override
  public Future<Answer<List<Event>>> events(Who.OfficerWho who, UUID dossier) {
    throw new UnsupportedOperationException("vendors read no letters here");
  }

  @Override
  public Future<Answer<Decision>> act(Who who, UUID dossier, Act act) {
    Action action =
        act instanceof Act.Go go && go.move() == MoveName.WITHDRAW
            ? Action.WITHDRAW_DOSSIER
            : Action.SUBMIT_DOSSIER;
    return when(
        who,
        dossier,
        action,
        () -> {
          acts.add(act);
          return Future.succeededFuture(
              new Given<>(
                  refusal.orElseGet(
                      () -> new Decision.Decided(List.of(), known(dossier).dossier()))));
        });
  }

  @Override
  public Future<Answer<Start>> check(Who who, UUID dossier, Set<String> criteria) {
    return when(
        who,
        dossier,
        Action.RUN_CHECKS,
        () -> {
          checked.add(criteria);
          return Future.succeededFuture(
              new Given<>(
                  checked.size() > 1
                      ? new Start.TooSoon(Duration.ofSeconds(3))
                      : new Start.Began(UUID.randomUUID(), Future.succeededFuture(run(dossier)))));
        });
  }

  private static CheckRun run(UUID dossier) {
    return new CheckRun(
        UUID.randomUUID(),
        dossier,
        1,
        CheckRun.Trigger.VENDOR,
        SampleDossiers.NOW,
        SampleDossiers.NOW,
        1,
        1,
        false,
        List.of());
  }

  @Override
  public Future<Answer<CheckRun>> run(Who who, UUID dossier, UUID run) {
    return Future.succeededFuture(new Answer.Unknown<>());
  }

  @Override
  public Future<Answer<List<QueueLine>>> dossiers(Vendor who) {
    return Future.succeededFuture(
        new Given<>(
            views.values().stream()
                .filter(one -> one.dossier().identity().organisation().equals(who.organisation()))
                .map(PlayedDesk::line)
                .toList()));
  }

  private static QueueLine line(DossierView view) {
    return new QueueLine(
        view.dossier().id(),
        view.dossier().identity().organisation(),
        view.dossier().identity().reference(),
        view.manifest().map(Manifest::name).orElse(view.dossier().identity().reference()),
        view.organisationName(),
        view.dossier().state(),
        view.dossier().standing().since(),
        Optional.empty(),
        view.clock(),
        List.of(),
        Optional.empty());
  }

  @Override
  public Future<Answer<List<QueueLine>>> queue(OfficerWho who) {
    return Future.succeededFuture(new Given<>(List.of()));
  }

  @Override
  public Future<Answer<List<QueueLine>>> register(OfficerWho who) {
    return Future.succeededFuture(new Given<>(List.of()));
  }

  @Override
  public Future<Answer<QueueLine>> take(OfficerWho who, UUID dossier, boolean mine) {
    return Future.succeededFuture(new Answer.Unknown<>());
  }
}
