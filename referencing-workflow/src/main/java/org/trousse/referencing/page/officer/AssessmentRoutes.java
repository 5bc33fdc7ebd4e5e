package org.trousse.referencing.page.officer;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.check.CheckRunLane.Start;
import org.trousse.referencing.desk.CriterionLine;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.door.DossierFacts;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Decision.Refusal;
import org.trousse.referencing.dossier.Decision.Refused;
import org.trousse.referencing.dossier.DossierRules;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.page.Fault;
import org.trousse.referencing.page.Form;
import org.trousse.referencing.page.PageRoutes.Page;
import org.trousse.referencing.page.officer.OfficerDoorLane.Call;
import org.trousse.referencing.page.officer.view.CriterionPage;
import org.trousse.referencing.page.officer.view.CriterionPage.Source;
import org.trousse.referencing.page.officer.view.Head;
import org.trousse.referencing.page.officer.view.OfficerSpots;
import org.trousse.referencing.question.Message;
import org.trousse.referencing.question.Written;

/// One criterion of one dossier: what there is, the verdict, and the thread with the vendor.
final class AssessmentRoutes {
  private final OfficerDoorLane door;
  private final OfficerPagesModule.Parts parts;

  AssessmentRoutes(OfficerDoorLane door, OfficerPagesModule.Parts parts) {
    this.door = door;
    this.parts = parts;
  }

  void mount(Router router) {
    door.get(
        router,
        OfficerSpots.CRITERION,
        call -> door.view(call, view -> show(call, view, 200, null, head -> head)));
    door.post(router, OfficerSpots.CRITERION, call -> door.view(call, view -> act(call, view)));
  }

  private static Optional<CriterionLine> line(Call call, DossierView view) {
    return view.criteria().stream()
        .filter(one -> one.criterion().id().equals(call.visit().step("criterion")))
        .findFirst();
  }

  private static DossierFacts facts(DossierView view) {
    return new DossierFacts(
        view.dossier().id(),
        view.dossier().identity().organisation(),
        DossierRules.vendorMayRevise(view.dossier()),
        view.criteria().stream().map(one -> one.criterion().id()).collect(Collectors.toSet()));
  }

  /// @param theirs what somebody else decided meanwhile; null: nobody did
  private Future<Void> show(
      Call call, DossierView view, int status, @Nullable Verdict theirs, UnaryOperator<Head> also) {
    Optional<CriterionLine> found = line(call, view);
    if (found.isEmpty()) {
      return door.absent(call);
    }
    String id = found.get().criterion().id();
    Future<Answer<List<Message>>> messages =
        parts.questions().messages(call.who(), facts(view), id);
    Future<List<CriterionPage.Earlier>> earlier =
        parts.tellers().earlier().earlier(view.dossier(), id).otherwise(List.of());
    return Future.all(messages, earlier)
        .compose(both ->
            door.given(
                call,
                messages.result(),
                said -> {
                  Source source =
                      new Source(
                          view, found.get(), said, earlier.result(), seen(call.form()), theirs);
                  return page(call, source, status, also);
                }));
  }

  private Future<Void> page(Call call, Source source, int status, UnaryOperator<Head> also) {
    return door.head(call, source.view(), authors(source))
        .compose(head -> {
          CriterionPage page = CriterionPage.of(also.apply(head), source);
          String title = head.text("criterion.title", page.asked().id(), page.place().app());
          String path = OfficerSpots.CRITERION.below(call.dossier(), page.asked().id());
          return door.send(call, Page.of(title, path, "officerCriterion.jte", page).status(status));
        });
  }

  private static Set<UUID> authors(Source source) {
    Set<UUID> all = new HashSet<>();
    source.messages().forEach(one -> all.add(one.author()));
    source.earlier().forEach(one -> all.add(one.verdict().by()));
    return all;
  }

  /// The files that a form stood on; null: none was sent.
  private static @Nullable Set<String> seen(Form form) {
    return form.has("cliche") ? Set.copyOf(form.fields().getOrDefault("vu", List.of())) : null;
  }

  private Future<Void> act(Call call, DossierView view) {
    if (line(call, view).isEmpty()) {
      return door.absent(call);
    }
    String id = call.visit().step("criterion");
    String words = call.form().get("message");
    DossierFacts facts = facts(view);
    return switch (call.act()) {
      case CriterionPage.JUDGE -> judge(call, view);
      case "demander" ->
          said(
              call,
              view,
              parts
                  .questions()
                  .ask(call.who(), facts, id, words, call.form().get("arret").equals("oui")),
              "question");
      case "dire" ->
          said(call, view, parts.questions().say(call.who(), facts, id, words), "message");
      case "clore" ->
          said(call, view, parts.questions().close(call.who(), facts, id, words), "clos");
      case "rouvrir" ->
          said(call, view, parts.questions().reopen(call.who(), facts, id, words), "rouvert");
      case "controler" -> check(call, view, id);
      default -> door.absent(call);
    };
  }

  private Future<Void> said(
      Call call, DossierView view, Future<Answer<Written>> answer, String done) {
    return answer.compose(one -> answered(call, view, one, done));
  }

  private Future<Void> answered(Call call, DossierView view, Answer<Written> answer, String done) {
    return switch (answer) {
      case Answer.Refused<Written>(var why) ->
          show(
              call,
              view,
              409,
              null,
              head ->
                  head.refused(
                      call.form(), List.of(new Fault("message", head.words().of(why))), ""));
      default -> door.given(call, answer, written -> back(call, done, "#echanges"));
    };
  }

  private Future<Void> back(Call call, String done, String anchor) {
    String here =
        OfficerSpots.CRITERION.address(
            call.visit().words(), call.dossier(), call.visit().step("criterion"));
    return door.goTo(call, here, done + anchor);
  }

  private Future<Void> check(Call call, DossierView view, String id) {
    return parts
        .desk()
        .check(call.who(), call.dossier(), Set.of(id))
        .compose(answer ->
            door.given(
                call,
                answer,
                start ->
                    start instanceof Start.Began
                        ? back(call, "controle", "")
                        : show(
                            call,
                            view,
                            409,
                            null,
                            head ->
                                head.refused(call.form(), List.of(), head.text("check.later")))));
  }

  private Future<Void> judge(Call call, DossierView view) {
    Optional<VerdictWord> word =
        CriterionPage.CHOICES.stream()
            .filter(one -> one.name().equals(call.form().get("verdict")))
            .findFirst();
    Optional<LocalDate> due = date(call.form().get("echeance"));
    List<Fault> faults = faults(call, word, due);
    if (word.isEmpty() || !faults.isEmpty()) {
      return show(call, view, 422, null, head -> head.refused(call.form(), faults, ""));
    }
    Act.Judge judge =
        new Act.Judge(
            call.visit().step("criterion"),
            word.get(),
            OfficerDoorLane.reason(call.form()),
            due.orElse(null),
            OfficerDossierRoutes.number(call.form().get("version")).orElse(0),
            call.form().get("cliche"));
    return parts
        .desk()
        .act(call.who(), call.dossier(), judge)
        .compose(answer ->
            door.decided(
                call, answer, decided -> back(call, "avis", ""), refused -> again(call, refused)));
  }

  private static List<Fault> faults(
      Call call, Optional<VerdictWord> word, Optional<LocalDate> due) {
    List<Fault> all = new ArrayList<>();
    if (word.isEmpty()) {
      all.add(new Fault("verdict", call.visit().words().text("fault.verdict")));
    }
    String written = call.form().get("echeance");
    boolean missing =
        word.filter(one -> one == VerdictWord.PARTIAL).isPresent() && written.isBlank();
    if (missing || (!written.isBlank() && due.isEmpty())) {
      all.add(new Fault("echeance", call.visit().words().text("fault.due")));
    }
    all.addAll(OfficerDoorLane.reasonFaults(call, CriterionPage.JUDGE));
    return all;
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text.strip()));
    } catch (DateTimeParseException nonsense) {
      return Optional.empty();
    }
  }

  /// What was written stays; the page now stands on the evidence and the verdict as they are.
  private Future<Void> again(Call call, Refused refused) {
    return door.view(
        call,
        view -> {
          Verdict theirs =
              refused.kind() == Refusal.CONFLICT
                  ? line(call, view).flatMap(CriterionLine::verdict).orElse(null)
                  : null;
          return show(
              call,
              view,
              OfficerDoorLane.status(refused.kind()),
              theirs,
              head -> {
                String why = head.words().of(refused.words());
                return refused.kind() == Refusal.DUE_DATE
                    ? head.refused(call.form(), List.of(new Fault("echeance", why)), "")
                    : head.refused(call.form(), List.of(), why);
              });
        });
  }
}
