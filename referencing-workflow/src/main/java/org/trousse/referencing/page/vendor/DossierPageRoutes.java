package org.trousse.referencing.page.vendor;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.trousse.referencing.check.CheckRunLane.Start;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.desk.CriterionLine.Progress;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.desk.QueueLine;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.history.HistoryPage;
import org.trousse.referencing.member.AccessRules;
import org.trousse.referencing.member.Action;
import org.trousse.referencing.member.Organisation;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.MemberLane;
import org.trousse.referencing.page.Fault;
import org.trousse.referencing.page.PageRoutes;
import org.trousse.referencing.page.PageRoutes.Page;
import org.trousse.referencing.page.PageRoutes.Visit;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.page.vendor.VendorDoorLane.Entered;
import org.trousse.referencing.page.vendor.dossier.ActForm;
import org.trousse.referencing.page.vendor.dossier.DossierListView;
import org.trousse.referencing.page.vendor.dossier.DossierPageView;
import org.trousse.referencing.page.vendor.dossier.DossierPageView.Rights;
import org.trousse.referencing.page.vendor.dossier.HistoryView;

/// A vendor's dossiers: the list, one of them with its criteria, its moves, checks and history.
final class DossierPageRoutes {
  /// For so long the answer waits for a check to end, so that most need no second look.
  private static final int CHECK_SECONDS = 8;

  private static final String[] DONE = {
    "begun", "moved", "attested", "checked", "checking", "busy", "soon"
  };

  private final PageRoutes pages;
  private final VendorDoorLane door;
  private final MemberLane members;
  private final PageRoutes.NamesPeople names;
  private final SpecificationReader specifications;

  DossierPageRoutes(
      PageRoutes pages,
      VendorDoorLane door,
      VendorPagesModule.Lanes lanes,
      VendorPagesModule.Ground ground) {
    this.pages = pages;
    this.door = door;
    this.members = lanes.members();
    this.names = lanes.names();
    this.specifications = ground.specifications();
  }

  void mount(Router router) {
    pages.get(router, VendorSpots.DOSSIERS, visit -> list(visit, 200, ""));
    pages.post(router, VendorSpots.DOSSIERS, this::begin);
    pages.get(router, VendorSpots.DOSSIER, visit -> door.dossier(visit, at -> show(visit, at)));
    pages.post(router, VendorSpots.MOVES, visit -> door.dossier(visit, at -> move(visit, at)));
    pages.post(router, VendorSpots.CHECKS, visit -> door.dossier(visit, at -> check(visit, at)));
    pages.get(router, VendorSpots.HISTORY, visit -> door.dossier(visit, at -> history(visit, at)));
  }

  private Future<Void> list(Visit visit, int status, String fault) {
    List<Vendor> vendors = visit.visitor().standing().vendors();
    List<Future<List<QueueLine>>> dossiers =
        vendors.stream()
            .map(who -> door.desk().dossiers(who).map(DossierPageRoutes::orNone))
            .toList();
    List<Future<List<DossierListView.Choice>>> begin =
        vendors.stream()
            .filter(who -> AccessRules.allows(who, Action.EDIT_DOSSIER, who.organisation()))
            .map(this::choice)
            .toList();
    List<Future<?>> both = new ArrayList<>(dossiers);
    both.addAll(begin);
    return Future.all(both)
        .compose(all -> {
          List<QueueLine> lines =
              dossiers.stream()
                  .flatMap(one -> one.result().stream())
                  .sorted(Comparator.comparing(QueueLine::since).reversed())
                  .toList();
          Words words = visit.words();
          DossierListView view =
              DossierListView.of(
                  words,
                  visit.person().csrf(),
                  lines,
                  begin.stream().flatMap(one -> one.result().stream()).toList(),
                  fault);
          Page page =
              Page.of(
                  words.text("dossiers.title"),
                  VendorSpots.DOSSIERS.below(),
                  "vendorDossiers.jte",
                  view);
          return pages.send(visit, page.status(status));
        });
  }

  private static <T> List<T> orNone(Answer<List<T>> answer) {
    return answer instanceof Given<List<T>>(var all) ? all : List.of();
  }

  private Future<List<DossierListView.Choice>> choice(Vendor who) {
    return members
        .organisation(who, who.organisation())
        .map(answer ->
            answer instanceof Given<Organisation>(var one)
                ? List.of(new DossierListView.Choice(one.id().toString(), one.legalName()))
                : List.of());
  }

  private Future<Void> begin(Visit visit) {
    Optional<Vendor> who =
        DossierDoorLane.uuid(visit.form().get("organisation"))
            .flatMap(id -> VendorDoorLane.vendor(visit, id));
    if (who.isEmpty()) {
      return pages.absent(visit);
    }
    return door.desk()
        .begin(who.get())
        .compose(answer ->
            answer instanceof Answer.Refused<DossierView>(var why)
                ? list(visit, 409, visit.words().of(why))
                : pages.given(visit, answer, made -> back(visit, made.dossier().id(), "begun")));
  }

  private static Future<Void> back(Visit visit, UUID dossier, String done) {
    return PageRoutes.seeOther(
        visit.context(), VendorSpots.DOSSIER.address(visit.words(), dossier) + "?done=" + done);
  }

  private Future<Void> show(Visit visit, Entered at) {
    String done = HomePageRoutes.done(visit, DONE);
    return page(visit, at, 200, view -> view.done(done));
  }

  private Future<Void> page(
      Visit visit, Entered at, int status, UnaryOperator<DossierPageView> change) {
    return door.desk()
        .view(at.who(), at.id())
        .compose(
            answer -> pages.given(visit, answer, seen -> send(visit, at, seen, status, change)));
  }

  private Future<Void> send(
      Visit visit,
      Entered at,
      DossierView seen,
      int status,
      UnaryOperator<DossierPageView> change) {
    Optional<Progress> shown = DossierPageView.asked(visit.parameter("show"));
    DossierPageView view =
        change.apply(
            DossierPageView.of(
                visit.words(),
                visit.person().csrf(),
                seen,
                specification(seen),
                rights(at.who(), seen),
                shown));
    String path =
        VendorSpots.DOSSIER.below(at.id())
            + (shown.isEmpty() ? "" : "?show=" + visit.parameter("show"));
    String title = visit.words().text("dossier.title", seen.dossier().identity().reference());
    return pages.send(visit, Page.of(title, path, "vendorDossier.jte", view).status(status));
  }

  /// The version that the dossier is judged by; the newest before its first manifest.
  private Specification specification(DossierView seen) {
    var evidence = seen.dossier().evidence();
    return evidence == null
        ? specifications.newest()
        : specifications.find(evidence.specification()).orElseGet(specifications::newest);
  }

  private static Rights rights(Vendor who, DossierView seen) {
    State state = seen.dossier().state();
    return new Rights(
        AccessRules.allows(who, Action.EDIT_DOSSIER, who.organisation()),
        AccessRules.allows(who, Action.RUN_CHECKS, who.organisation())
            && seen.dossier().evidence() != null,
        AccessRules.allows(who, Action.SUBMIT_DOSSIER, who.organisation()),
        AccessRules.allows(who, Action.SIGN_AGREEMENT, who.organisation()) && state.live());
  }

  private Future<Void> move(Visit visit, Entered at) {
    if (visit.form().get("move").equals("ATTEST")) {
      return act(visit, at, new Act.Attest(visit.form().get("snapshot")), "attested");
    }
    Optional<MoveName> move = ActForm.named(visit.form().get("move"));
    if (move.isEmpty()) {
      return pages.absent(visit);
    }
    List<Fault> faults = faults(visit, move.get());
    if (!faults.isEmpty()) {
      return again(visit, at, 422, faults);
    }
    return door.desk()
        .view(at.who(), at.id())
        .compose(answer ->
            pages.given(visit, answer, seen -> go(visit, at, seen.dossier().state(), move.get())));
  }

  private static List<Fault> faults(Visit visit, MoveName move) {
    List<Fault> faults = new ArrayList<>();
    String words = visit.form().get("words").strip();
    if (ActForm.worded(move) && words.isEmpty()) {
      faults.add(new Fault("words-" + move, visit.words().text("act.words.fault")));
    }
    if (words.length() > Grounds.REASON_MAX) {
      faults.add(
          new Fault("words-" + move, visit.words().text("act.words.long", Grounds.REASON_MAX)));
    }
    if (ActForm.grave(move) && !visit.form().has("sure")) {
      faults.add(new Fault("sure-" + move, visit.words().text("act.sure.fault")));
    }
    return faults;
  }

  private Future<Void> go(Visit visit, Entered at, State state, MoveName move) {
    Optional<Grounds> grounds =
        ActForm.grounds(
            state,
            move,
            visit.form().get("code"),
            visit.form().get("words"),
            visit.form().get("snapshot"));
    if (grounds.isEmpty()) {
      return again(visit, at, 409, List.of(new Fault("where", visit.words().text("act.gone"))));
    }
    return act(visit, at, new Act.Go(move, grounds.get()), "moved");
  }

  private Future<Void> act(Visit visit, Entered at, Act act, String done) {
    return door.desk()
        .act(at.who(), at.id(), act)
        .compose(answer ->
            pages.given(
                visit,
                answer,
                decision ->
                    switch (decision) {
                      case Decided _ -> back(visit, at.id(), done);
                      case Decision.Refused(_, var why, _) ->
                          again(visit, at, 409, List.of(new Fault("where", visit.words().of(why))));
                    }));
  }

  private Future<Void> again(Visit visit, Entered at, int status, List<Fault> faults) {
    return page(visit, at, status, view -> view.with(faults, visit.form().get("words")));
  }

  private Future<Void> check(Visit visit, Entered at) {
    String criterion = visit.form().get("criterion");
    if (!criterion.isEmpty() && !at.facts().criteria().contains(criterion)) {
      return pages.absent(visit);
    }
    Set<String> asked = criterion.isEmpty() ? Set.of() : Set.of(criterion);
    return door.desk()
        .check(at.who(), at.id(), asked)
        .compose(answer ->
            pages.given(
                visit,
                answer,
                start ->
                    switch (start) {
                      case Start.Began began -> checked(visit, at, began);
                      case Start.Busy _ -> back(visit, at, "busy");
                      case Start.TooSoon _ -> back(visit, at, "soon");
                    }));
  }

  private static Future<Void> checked(Visit visit, Entered at, Start.Began began) {
    return began
        .done()
        .timeout(CHECK_SECONDS, TimeUnit.SECONDS)
        .map("checked")
        .otherwise("checking")
        .compose(done -> back(visit, at, done));
  }

  /// To the page that the button stood on.
  private static Future<Void> back(Visit visit, Entered at, String done) {
    String criterion = visit.form().get("criterion");
    return visit.form().has("there") && !criterion.isEmpty()
        ? PageRoutes.seeOther(
            visit.context(),
            VendorSpots.CRITERION.address(visit.words(), at.id(), criterion) + "?done=" + done)
        : back(visit, at.id(), done);
  }

  private Future<Void> history(Visit visit, Entered at) {
    String before = visit.parameter(HistoryView.BEFORE);
    if (!before.isEmpty() && !before.matches("[1-9][0-9]{0,8}")) {
      return pages.absent(visit);
    }
    HistoryPage.Ask ask =
        before.isEmpty() ? HistoryPage.Ask.FIRST : HistoryPage.Ask.before(Integer.parseInt(before));
    return door.desk()
        .history(at.who(), at.id(), ask)
        .compose(answer -> pages.given(visit, answer, past -> history(visit, at, past, before)));
  }

  private Future<Void> history(Visit visit, Entered at, DossierView.Past past, String before) {
    Set<UUID> accounts =
        past.page().events().stream()
            .map(Event::actor)
            .filter(actor -> actor.kind().startsWith("vendor"))
            .map(actor -> actor.account())
            .collect(Collectors.toSet());
    String here = VendorSpots.HISTORY.below(at.id());
    return names
        .names(accounts)
        .otherwise(Map.of())
        .compose(named ->
            pages.send(
                visit,
                Page.of(
                    visit.words().text("history.title"),
                    before.isEmpty() ? here : here + "?" + HistoryView.BEFORE + "=" + before,
                    "vendorHistory.jte",
                    HistoryView.of(
                        visit.words(), visit.person().account(), past, before.isEmpty(), named))));
  }
}
