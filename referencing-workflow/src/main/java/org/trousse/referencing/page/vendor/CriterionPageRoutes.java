package org.trousse.referencing.page.vendor;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.trousse.referencing.desk.CriterionLine;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.door.DoorProblemKind;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.evidence.Evidence;
import org.trousse.referencing.evidence.EvidenceLane;
import org.trousse.referencing.evidence.EvidenceRoutes;
import org.trousse.referencing.evidence.HandIn;
import org.trousse.referencing.member.AccessRules;
import org.trousse.referencing.member.Action;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.Answer.Refused;
import org.trousse.referencing.page.Fault;
import org.trousse.referencing.page.PageRoutes;
import org.trousse.referencing.page.PageRoutes.Page;
import org.trousse.referencing.page.PageRoutes.Visit;
import org.trousse.referencing.page.vendor.dossier.CriterionPageView;
import org.trousse.referencing.page.vendor.dossier.CriterionPageView.Loaded;
import org.trousse.referencing.page.vendor.dossier.CriterionPageView.Rights;
import org.trousse.referencing.question.Message;
import org.trousse.referencing.question.QuestionLane;

/// One criterion of one dossier: its files, what the machine found, what was decided, and the
/// thread of questions.
final class CriterionPageRoutes {
  private static final String[] DONE = {
    "filed", "same", "back", "said", "checked", "checking", "busy", "soon"
  };
  private static final UUID NOBODY = new UUID(0, 0);

  private final PageRoutes pages;
  private final VendorDoorLane door;
  private final EvidenceLane evidence;
  private final EvidenceRoutes uploads;
  private final QuestionLane questions;
  private final PageRoutes.NamesPeople names;

  /// Where a visit goes: whose dossier, and which criterion.
  private record Place(VendorDoorLane.Entered at, String criterion) {
    Vendor who() {
      return at.who();
    }
  }

  CriterionPageRoutes(PageRoutes pages, VendorDoorLane door, VendorPagesModule.Lanes lanes) {
    this.pages = pages;
    this.door = door;
    this.evidence = lanes.evidence();
    this.uploads = lanes.uploads();
    this.questions = lanes.questions();
    this.names = lanes.names();
  }

  void mount(Router router) {
    pages.get(
        router,
        VendorSpots.CRITERION,
        visit ->
            door.dossier(
                visit,
                at -> {
                  String done = HomePageRoutes.done(visit, DONE);
                  Place place = new Place(at, visit.step("criterion"));
                  return page(visit, place, 200, view -> view.done(done));
                }));
    pages.post(
        router,
        VendorSpots.CRITERION,
        visit -> door.dossier(visit, at -> say(visit, new Place(at, visit.step("criterion")))));
    pages.post(
        router, VendorSpots.FILE_BACK, visit -> door.dossier(visit, at -> takeBack(visit, at)));
    pages.upload(router, VendorSpots.FILES, visit -> door.dossier(visit, at -> upload(visit, at)));
  }

  private Future<Void> page(
      Visit visit, Place place, int status, UnaryOperator<CriterionPageView> change) {
    return door.desk()
        .view(place.who(), place.at().id())
        .compose(answer ->
            pages.given(
                visit,
                answer,
                seen -> {
                  Optional<CriterionLine> line =
                      seen.criteria().stream()
                          .filter(one -> one.criterion().id().equals(place.criterion()))
                          .findFirst();
                  return line.isEmpty()
                      ? pages.absent(visit)
                      : load(place)
                          .compose(loaded ->
                              send(visit, place, seen, line.get(), loaded, status, change));
                }));
  }

  private Future<Loaded> load(Place place) {
    var facts = place.at().facts();
    Future<List<Evidence>> files = evidence.list(place.who(), facts).map(CriterionPageRoutes::all);
    Future<List<Message>> messages =
        questions.messages(place.who(), facts, place.criterion()).map(CriterionPageRoutes::all);
    return Future.all(files, messages)
        .compose(both -> {
          List<Evidence> own =
              files.result().stream()
                  .filter(one -> one.criterion().equals(place.criterion()))
                  .toList();
          Set<UUID> people = new HashSet<>();
          own.forEach(one -> people.add(one.addedBy()));
          messages.result().stream()
              .filter(one -> one.side() == Message.Side.VENDOR)
              .forEach(one -> people.add(one.author()));
          return names
              .names(people)
              .otherwise(Map.of())
              .map(named -> new Loaded(own, messages.result(), named));
        });
  }

  private static <T> List<T> all(Answer<List<T>> answer) {
    return answer instanceof Given<List<T>>(var all) ? all : List.of();
  }

  private Future<Void> send(
      Visit visit,
      Place place,
      DossierView seen,
      CriterionLine line,
      Loaded loaded,
      int status,
      UnaryOperator<CriterionPageView> change) {
    CriterionPageView view =
        change.apply(
            CriterionPageView.of(
                visit.words(), visit.person().csrf(), seen, line, rights(place, seen), loaded));
    if (!loaded.messages().isEmpty()) {
      // a mark that is not kept harms nobody
      questions.read(
          place.who(), place.at().facts(), place.criterion(), loaded.messages().getLast().number());
    }
    return pages.send(
        visit,
        Page.of(
                place.criterion() + " – " + visit.words().of(line.criterion().title()),
                VendorSpots.CRITERION.below(place.at().id(), place.criterion()),
                "vendorCriterion.jte",
                view)
            .status(status));
  }

  private static Rights rights(Place place, DossierView seen) {
    UUID organisation = place.who().organisation();
    return new Rights(
        AccessRules.allows(place.who(), Action.HAND_IN_EVIDENCE, organisation)
            && place.at().facts().takesEvidence(),
        AccessRules.allows(place.who(), Action.RUN_CHECKS, organisation)
            && seen.dossier().evidence() != null,
        AccessRules.allows(place.who(), Action.WRITE_MESSAGE, organisation));
  }

  private Future<Void> say(Visit visit, Place place) {
    String words = visit.form().get("words");
    return questions
        .say(place.who(), place.at().facts(), place.criterion(), words)
        .compose(answer ->
            switch (answer) {
              case Refused<?>(var why) ->
                  page(
                      visit,
                      place,
                      422,
                      view -> view.with(List.of(new Fault("words", visit.words().of(why))), words));
              default -> pages.given(visit, answer, written -> back(visit, place, "said"));
            });
  }

  private static Future<Void> back(Visit visit, Place place, String done) {
    String page = VendorSpots.CRITERION.address(visit.words(), place.at().id(), place.criterion());
    return PageRoutes.seeOther(visit.context(), page + "?done=" + done);
  }

  /// The file's own reader looks at the token, since it stands in the same body.
  private Future<Void> upload(Visit visit, VendorDoorLane.Entered at) {
    uploads.form(
        visit.context(),
        (context, entered, outcome) -> filed(visit, at, outcome).onFailure(visit.context()::fail));
    return Future.succeededFuture();
  }

  private Future<Void> filed(Visit visit, VendorDoorLane.Entered at, HandIn outcome) {
    String asked = visit.context().request().getFormAttribute("criterion");
    Place place = new Place(at, asked == null ? "" : asked);
    return switch (outcome) {
      case HandIn.Taken(var file, var fresh) ->
          back(visit, new Place(at, file.criterion()), fresh ? "filed" : "same");
      case HandIn.NotTaken(var kind, var why) ->
          page(
              visit,
              place,
              kind.status(),
              view ->
                  view.with(
                      List.of(
                          new Fault(
                              "file",
                              kind == DoorProblemKind.FORM_TOKEN
                                  ? visit.words().text("file.again")
                                  : visit.words().of(why))),
                      ""));
    };
  }

  private Future<Void> takeBack(Visit visit, VendorDoorLane.Entered at) {
    UUID piece = DossierDoorLane.uuid(visit.form().get("piece")).orElse(NOBODY);
    Place place = new Place(at, visit.form().get("criterion"));
    return evidence
        .remove(at.who(), at.facts(), piece)
        .compose(answer -> pages.given(visit, answer, gone -> back(visit, place, "back")));
  }
}
