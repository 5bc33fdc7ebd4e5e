package org.trousse.referencing.page.officer;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Decision.Refusal;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.Evidence;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.member.Who.OfficerWho;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.page.Fault;
import org.trousse.referencing.page.Form;
import org.trousse.referencing.page.PageRoutes;
import org.trousse.referencing.page.PageRoutes.Visit;
import org.trousse.referencing.page.Spot;
import org.trousse.referencing.page.officer.view.Head;
import org.trousse.referencing.page.officer.view.Names;
import org.trousse.referencing.page.officer.view.OfficerSpots;
import org.trousse.referencing.text.Text;

/// The door to the officers' pages: for everybody else they do not exist.
final class OfficerDoorLane {
  private final PageRoutes pages;
  private final OfficerPagesModule.Parts parts;

  /// One request of an officer.
  record Call(Visit visit, OfficerWho who) {
    Form form() {
      return visit.form();
    }

    /// What the pressed button says.
    String act() {
      return visit.form().get(Head.ACT);
    }

    UUID dossier() {
      return DossierDoorLane.uuid(visit.step("id")).orElse(NONE);
    }
  }

  /// An id that no dossier has.
  private static final UUID NONE = new UUID(0, 0);

  /// What a page does for an officer.
  @FunctionalInterface
  interface Handles {
    Future<Void> call(Call call);
  }

  OfficerDoorLane(OfficerPagesModule.Parts parts) {
    this.pages = new PageRoutes(parts.ground(), "officer", OfficerSpots.QUEUE);
    this.parts = parts;
  }

  void get(Router router, Spot spot, Handles handler) {
    pages.get(router, spot, visit -> call(visit, handler));
  }

  void post(Router router, Spot spot, Handles handler) {
    pages.post(router, spot, visit -> call(visit, handler));
  }

  private Future<Void> call(Visit visit, Handles handler) {
    Optional<OfficerWho> officer = visit.visitor().standing().officer();
    return officer.isPresent() ? handler.call(new Call(visit, officer.get())) : pages.absent(visit);
  }

  /// Leads to the dossier of the path's `id`, or says why not.
  Future<Void> view(Call call, Function<DossierView, Future<Void>> then) {
    return parts
        .desk()
        .view(call.who(), call.dossier())
        .compose(answer -> given(call, answer, then));
  }

  <T> Future<Void> given(Call call, Answer<T> answer, Function<T, Future<Void>> then) {
    return pages.given(call.visit(), answer, then);
  }

  Future<Void> absent(Call call) {
    return pages.absent(call.visit());
  }

  Future<Void> refuse(Call call, int status, Text why) {
    return pages.refuse(call.visit(), status, why);
  }

  Future<Void> send(Call call, PageRoutes.Page page) {
    return pages.send(call.visit(), page);
  }

  Future<Void> goTo(Call call, String address, String done) {
    char mark = address.indexOf('?') < 0 ? '?' : '&';
    String said = done.isEmpty() ? "" : mark + "fait=" + done;
    return PageRoutes.seeOther(call.visit().context(), address + said);
  }

  Head head(Call call) {
    return new Head(
        call.visit().words(),
        call.visit().person().csrf(),
        call.who(),
        new Names(call.who().account(), Map.of()),
        parts.clock().instant(),
        call.visit().parameter("fait"),
        Form.none(),
        List.of(),
        "");
  }

  /// With the names of these people; a page without names is better than none.
  Future<Head> head(Call call, Set<UUID> people) {
    return parts
        .tellers()
        .names()
        .names(people)
        .otherwise(Map.of())
        .map(names -> head(call).with(new Names(call.who().account(), names)));
  }

  /// With the names of everybody in a dossier's history.
  Future<Head> head(Call call, DossierView view, Set<UUID> more) {
    Set<UUID> people = new HashSet<>(more);
    people.addAll(people(view.history()));
    Dossier.Proposal proposal = view.dossier().proposal();
    if (proposal != null && proposal.sitting() != null) {
      proposal.sitting().present().forEach(one -> people.add(one.account()));
    }
    view.criteria().forEach(line -> line.verdict().ifPresent(one -> people.add(one.by())));
    return head(call, people);
  }

  /// Who did these things.
  static Set<UUID> people(List<Event> events) {
    Set<UUID> people = new HashSet<>();
    for (Event event : events) {
      people.add(event.actor().account());
      if (event.fact() instanceof Event.Moved moved && moved.proposedBy() != null) {
        people.add(moved.proposedBy());
      }
    }
    return people;
  }

  /// The version of the specification that a dossier is judged by.
  Specification specification(DossierView view) {
    Evidence evidence = view.dossier().evidence();
    return Optional.ofNullable(evidence)
        .flatMap(one -> parts.specifications().find(one.specification()))
        .orElseGet(parts.specifications()::newest);
  }

  /// A reason in both languages.
  static Text reason(Form form) {
    return new Text(form.get("motif-fr").strip(), form.get("motif-en").strip());
  }

  /// What is wrong with a reason; the act's form has the controls.
  static List<Fault> reasonFaults(Call call, String act) {
    Text reason = reason(call.form());
    return List.of(
            new Fault(act + "-motif-fr", wrong(call, reason.french(), "fr")),
            new Fault(act + "-motif-en", wrong(call, reason.english(), "en")))
        .stream()
        .filter(fault -> !fault.words().isEmpty())
        .toList();
  }

  private static String wrong(Call call, String words, String language) {
    if (words.isBlank()) {
      return call.visit().words().text("fault.reason." + language);
    }
    return words.length() > Grounds.REASON_MAX || words.indexOf('\0') >= 0
        ? call.visit().words().text("fault.reason.long", Grounds.REASON_MAX)
        : "";
  }

  static int status(Refusal kind) {
    return switch (kind) {
      case UNKNOWN -> 404;
      case NOT_YOURS, INTEREST -> 403;
      case REASON, CRITERIA, DUE_DATE, QUORUM -> 422;
      case NOT_YET, NOT_HERE, STALE, SAME_PERSON, PROPOSAL, CONFLICT -> 409;
    };
  }

  /// Goes on when the act is done; else `again` shows the page once more.
  Future<Void> decided(
      Call call,
      Answer<Decision> answer,
      Function<Decision.Decided, Future<Void>> then,
      Function<Decision.Refused, Future<Void>> again) {
    return given(
        call,
        answer,
        decision ->
            switch (decision) {
              case Decision.Decided decided -> then.apply(decided);
              case Decision.Refused refused -> again.apply(refused);
            });
  }
}
