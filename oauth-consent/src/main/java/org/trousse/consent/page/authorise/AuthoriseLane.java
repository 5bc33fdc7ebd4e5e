package org.trousse.consent.page.authorise;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.page.PageRoutes;
import org.trousse.consent.page.PageRoutes.Page;
import org.trousse.consent.page.PageRoutes.Visit;
import org.trousse.consent.page.Spot;
import org.trousse.consent.page.Whose;
import org.trousse.consent.page.Words;
import org.trousse.consent.page.authorise.Answer.Form;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.signin.SignInLane;
import org.trousse.sdk.PatientId;

/// The steps that allowing an app and allowing a device share.
public final class AuthoriseLane {
  private final PageRoutes pages;
  private final GrantStore grants;
  private final SignInLane people;
  private final Clock clock;

  /// Where the form stands and where it goes.
  ///
  /// @param query keeps the request when the language is switched
  public record Desk(Spot spot, String handle, String query) {
    /// Never the handle.
    @Override
    public String toString() {
      return "Desk(" + spot + ")";
    }
  }

  /// Answers a form.
  public interface Decides {
    /// The answer is yes.
    Future<?> approve(Approval approval);

    /// The answer is no.
    Future<?> refuse();
  }

  public AuthoriseLane(PageRoutes pages, GrantStore grants, SignInLane people, Clock clock) {
    this.pages = pages;
    this.grants = grants;
    this.people = people;
    this.clock = clock;
  }

  /// Shows the page as it is at first.
  public Future<?> show(Visit visit, Asked asked, Desk desk) {
    return show(visit, asked, desk, Form.blank(), new Answer.Incomplete(List.of()));
  }

  /// Shows the page with what was chosen before the session was over.
  Future<?> resume(Visit visit, Asked asked, Desk desk, Form form) {
    return show(visit, asked, desk, form, new Answer.Resumed());
  }

  private Future<?> show(Visit visit, Asked asked, Desk desk, Form form, Answer answer) {
    return question(visit, asked)
        .compose(question ->
            question.isEmpty()
                ? chooseWhom(visit, desk)
                : page(visit, question.get(), desk, form, answer));
  }

  /// Takes the form: decides, or shows the page again with what to say.
  public Future<?> answer(Visit visit, Asked asked, Desk desk, Decides decides) {
    return question(visit, asked)
        .compose(question -> {
          if (question.isEmpty()) {
            return chooseWhom(visit, desk);
          }
          Form form = form(visit);
          Words words = visit.words();
          Screen screen = ScreenText.of(question.get(), words);
          Answer answer = Answer.of(form, question.get(), screen, words.tag());
          return switch (answer) {
            case Answer.Given(Approval approval) -> decides.approve(approval).mapEmpty();
            case Answer.Refused() -> decides.refuse().mapEmpty();
            default -> page(visit, question.get(), desk, form, answer);
          };
        });
  }

  private Future<Optional<Question>> question(Visit visit, Asked asked) {
    PatientId patient = visit.who().patient();
    if (patient == null) {
      return Future.succeededFuture(Optional.empty());
    }
    var whose = pages.whose(visit);
    var live = grants.live(patient, asked.app().clientId());
    return Future.all(whose, live)
        .map(both -> whose.result().map(who -> question(visit, asked, who, live.result())));
  }

  private Question question(Visit visit, Asked asked, Whose whose, Optional<Grant> live) {
    var standing = live.filter(grant -> clock.instant().isBefore(grant.endsAt()));
    return new Question(asked, visit.who(), whose, standing, clock.instant());
  }

  /// Nobody's record is open: first choose whose.
  private static Future<Void> chooseWhom(Visit visit, Desk desk) {
    String here = desk.spot().address(visit.words()) + "?" + desk.query();
    PageRoutes.seeOther(visit.context(), Spot.FOR_WHOM.address(visit.words(), "retour", here));
    return Future.succeededFuture();
  }

  private static Form form(Visit visit) {
    return form(visit.context().request().formAttributes());
  }

  /// What a form says, whoever sent it.
  static Form form(MultiMap fields) {
    TreeSet<Permission> ticked = new TreeSet<>();
    fields.getAll("p").forEach(word -> Permission.of(word).ifPresent(ticked::add));
    return new Form(
        fields.contains("decision", "autoriser", true),
        ticked,
        field(fields, "historique"),
        field(fields, "duree"),
        field(fields, "texte"),
        fields.contains("prevenu", "oui", true));
  }

  static String field(MultiMap fields, String name) {
    return Objects.requireNonNullElse(fields.get(name), "");
  }

  private Future<Void> page(Visit visit, Question question, Desk desk, Form form, Answer answer) {
    return people
        .mandates(visit.who())
        .compose(mandates -> {
          boolean canSwitch = mandates.size() + (visit.who().own() == null ? 0 : 1) > 1;
          AuthoriseView view = view(visit, question, desk, form, answer, canSwitch);
          Words words = visit.words();
          String title = view.screen().heading();
          boolean faulty = !view.faults().isEmpty();
          Page page =
              Page.of(
                      faulty ? words.text("authorise.fault.title", title) : title,
                      desk.spot(),
                      "authorise.jte",
                      view)
                  .query(desk.query())
                  .leadingTo(origin(question.asked().leadsTo()));
          return pages.send(visit.context(), words, page);
        });
  }

  private static AuthoriseView view(
      Visit visit, Question question, Desk desk, Form form, Answer answer, boolean canSwitch) {
    Words words = visit.words();
    URI policy = question.asked().app().entry().policy();
    String here = desk.spot().address(words) + "?" + desk.query();
    return new AuthoriseView(
        words,
        ScreenText.of(question, words),
        form,
        desk.spot().address(words),
        desk.handle(),
        visit.who().csrf(),
        record(visit),
        answer instanceof Answer.Incomplete(var faults) ? faults : List.of(),
        answer instanceof Answer.Warned(var without) ? without : List.of(),
        notice(answer),
        canSwitch,
        Spot.FOR_WHOM.address(words, "retour", here),
        policy == null ? null : policy.toString());
  }

  /// Whose record the page is about, in its form: choices are not carried over to another's.
  static String record(Visit visit) {
    PatientId patient = visit.who().patient();
    return patient == null ? "" : patient.text();
  }

  private static String notice(Answer answer) {
    return switch (answer) {
      case Answer.Changed() -> "authorise.changed";
      case Answer.Resumed() -> "authorise.resumed";
      default -> "";
    };
  }

  /// Browsers hold redirects after a form to its policy: where the answer goes must be named.
  private static String origin(@Nullable URI leadsTo) {
    if (leadsTo == null || leadsTo.getScheme() == null) {
      return "";
    }
    return leadsTo.getRawAuthority() == null
        ? leadsTo.getScheme() + ":"
        : leadsTo.getScheme() + "://" + leadsTo.getRawAuthority();
  }
}
