package org.trousse.consent.page.relative;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.Needs;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.page.PageRoutes;
import org.trousse.consent.page.PageRoutes.Page;
import org.trousse.consent.page.PageRoutes.Visit;
import org.trousse.consent.page.Spot;
import org.trousse.consent.page.Words;
import org.trousse.consent.page.relative.ActivationStore.Used;
import org.trousse.consent.pairing.Guesses;
import org.trousse.consent.signin.Account.Delegation;
import org.trousse.consent.signin.AccountStore;
import org.trousse.consent.signin.SessionStore;
import org.trousse.consent.signin.SignedIn;
import org.trousse.sdk.PatientId;

/// My relatives: for whom one acts, the code that begins it, and its end.
public final class RelativesRoutes {
  private static final Set<String> DONE = Set.of("lie", "mien", "fini", "rien");

  private final PageRoutes pages;
  private final Stores stores;
  private final Needs needs;
  private final Clock clock;
  private final Guesses guesses = new Guesses();

  /// The rows that it reads and changes.
  public record Stores(
      ActivationStore activations,
      AccountStore accounts,
      SessionStore sessions,
      GrantStore grants) {}

  /// Somebody for whom one acts.
  public record Relative(String id, String name, String until) {}

  /// What the page shows.
  ///
  /// @param number of the person's own record; empty: they have none
  /// @param fault the key of what is wrong with the code; empty: nothing
  /// @param ending for whom the person is asked whether to end it; null: for nobody
  public record RelativesView(
      Words words,
      String csrf,
      String number,
      List<Relative> relatives,
      String typed,
      String fault,
      String done,
      @Nullable Relative ending) {
    /// Where the forms go.
    public String action() {
      return Spot.RELATIVES.address(words);
    }

    public String ending(Relative relative) {
      return Spot.RELATIVES.address(words, "fin", relative.id());
    }
  }

  public RelativesRoutes(PageRoutes pages, Stores stores, Needs needs, Clock clock) {
    this.pages = pages;
    this.stores = stores;
    this.needs = needs;
    this.clock = clock;
  }

  public void mount(Router router) {
    pages.get(router, Spot.RELATIVES, visit -> show(visit, 200, "", ""));
    pages.post(router, Spot.RELATIVES, this::act);
  }

  private Future<Void> show(Visit visit, int status, String typed, String fault) {
    Words words = visit.words();
    return relatives(visit)
        .compose(relatives -> {
          String ending = visit.parameter("fin");
          RelativesView view =
              new RelativesView(
                  words,
                  visit.who().csrf(),
                  number(visit.who().own()),
                  relatives,
                  typed,
                  fault,
                  DONE.contains(visit.parameter("fait")) ? visit.parameter("fait") : "",
                  relatives.stream()
                      .filter(one -> one.id().equals(ending))
                      .findFirst()
                      .orElse(null));
          String title = words.text(fault.isEmpty() ? "relatives.h1" : "relatives.title.fault");
          Page page = Page.of(title, Spot.RELATIVES, "relatives.jte", view).status(status);
          return pages.send(visit.context(), words, page);
        });
  }

  /// In groups of four, to be read aloud at a desk.
  private static String number(@Nullable PatientId own) {
    return own == null ? "" : own.text().replaceAll("(.{4})(?!$)", "$1 ");
  }

  private Future<List<Relative>> relatives(Visit visit) {
    return stores
        .accounts()
        .mandates(visit.who().account())
        .compose(mandates -> {
          List<Future<Relative>> all = new ArrayList<>();
          mandates.forEach(one -> all.add(relative(one, visit.words())));
          return Future.all(all)
              .map(done -> all.stream().map(one -> Objects.requireNonNull(one.result())).toList());
        });
  }

  private Future<Relative> relative(Delegation mandate, Words words) {
    return needs
        .patients()
        .find(mandate.patient())
        .map(found ->
            new Relative(
                mandate.patient().text(),
                found.map(person -> person.given() + " " + person.family()).orElse("?"),
                words.day(mandate.until())));
  }

  private Future<?> act(Visit visit) {
    String ending = visit.field("fin");
    return ending.isEmpty()
        ? enter(visit)
        : PatientId.parse(ending)
            .<Future<?>>map(patient -> end(visit, patient))
            .orElseGet(() -> show(visit, 400, "", ""));
  }

  private Future<?> enter(Visit visit) {
    String typed = visit.field("code");
    Optional<ActivationCode> code = ActivationCode.read(typed);
    if (code.isEmpty()) {
      String kept = typed.length() > 64 ? "" : typed;
      return show(visit, 400, kept, "relatives.fault." + (typed.isBlank() ? "empty" : "wrong"));
    }
    String account = visit.who().account().toString();
    String address = String.valueOf(visit.context().request().remoteAddress().hostAddress());
    if (!guesses.take(account, address)) {
      visit.context().response().putHeader("Retry-After", "600");
      return show(visit, 429, "", "relatives.fault.often");
    }
    return stores
        .activations()
        .use(code.get(), visit.who())
        .compose(used -> {
          if (used instanceof Used.Nothing) {
            return show(visit, 404, typed, "relatives.fault.wrong");
          }
          guesses.right(account, address);
          return begun(visit, used);
        });
  }

  private Future<Void> begun(Visit visit, Used used) {
    boolean own = used instanceof Used.Own;
    PatientId patient =
        switch (used) {
          case Used.Mandate(PatientId child, var until) -> child;
          case Used.Own(PatientId mine) -> mine;
          case Used.Nothing nothing -> throw new IllegalStateException("nothing has begun");
        };
    return note(visit.who(), patient, own ? "own-record" : "mandate", null)
        .compose(noted -> stores.sessions().actFor(visit.cookie(), patient))
        .onSuccess(acting -> seeOther(visit, own ? "mien" : "lie"))
        .mapEmpty();
  }

  /// What this person allowed on the record ends too: nobody else may be able to stop it.
  private Future<?> end(Visit visit, PatientId patient) {
    SignedIn who = visit.who();
    return stores
        .activations()
        .end(who, patient)
        .compose(ended -> {
          if (!ended) {
            seeOther(visit, "rien");
            return Future.succeededFuture();
          }
          return stores
              .grants()
              .of(patient)
              .compose(all ->
                  Future.all(
                      all.stream()
                          .filter(one -> mine(one, who))
                          .map(one -> stop(one, who))
                          .toList()))
              .compose(stopped -> note(who, patient, "mandate-end", null))
              .compose(noted -> actForOneself(visit))
              .onSuccess(done -> seeOther(visit, "fini"))
              .mapEmpty();
        });
  }

  private Future<Boolean> actForOneself(Visit visit) {
    PatientId own = visit.who().own();
    return own == null
        ? stores.sessions().actForNobody(visit.cookie())
        : stores.sessions().actFor(visit.cookie(), own);
  }

  private static boolean mine(Grant grant, SignedIn who) {
    return grant.account().equals(who.account()) && grant.status() != GrantStatus.ENDED;
  }

  private Future<Void> stop(Grant grant, SignedIn who) {
    return stores
        .grants()
        .end(grant.id(), who.account(), "patient")
        .compose(ended -> note(who, grant.patient(), "revoke", grant.clientId()));
  }

  private Future<Void> note(
      SignedIn who, PatientId patient, String what, @Nullable String clientId) {
    return needs
        .notes()
        .note(
            new Decision(
                clock.instant(), patient, what, clientId, null, who.account(), null, true, ""));
  }

  private static void seeOther(Visit visit, String done) {
    PageRoutes.seeOther(visit.context(), Spot.RELATIVES.address(visit.words(), "fait", done));
  }
}
