package org.trousse.consent.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.Person;
import org.trousse.consent.page.PageRoutes.Page;
import org.trousse.consent.page.PageRoutes.Visit;
import org.trousse.consent.signin.Account.Delegation;
import org.trousse.consent.signin.ReturnAddress;
import org.trousse.consent.signin.SignInLane;
import org.trousse.consent.signin.SignInLane.Arrival;
import org.trousse.consent.signin.SignInLane.Back;
import org.trousse.consent.signin.SignInLane.Reopened;
import org.trousse.consent.signin.SignedIn;
import org.trousse.consent.signin.provider.Provider;
import org.trousse.sdk.PatientId;

/// Signing in, coming back from the identity provider, and choosing for whom to act.
public final class SignInRoutes {
  /// Binds the way back to the browser that left.
  private static final String WAY = "trousse_depart";

  private static final long WAY_SECONDS = 600;
  private static final int DEPARTURES_PER_MINUTE = 30;
  private static final int ADDRESSES_MAX = 100_000;

  private final PageRoutes pages;
  private final SignInLane people;
  private final Needs needs;
  private final Cache<String, Bucket> departures =
      Caffeine.newBuilder()
          .maximumSize(ADDRESSES_MAX)
          .expireAfterAccess(Duration.ofMinutes(2))
          .build();

  /// What the for-whom page asks of the record.
  @FunctionalInterface
  public interface Needs {
    /// See [org.trousse.consent.ConsentModule.KnowsPatients#find].
    Future<Optional<Person>> find(PatientId patient);
  }

  /// What the sign-in page shows.
  ///
  /// @param notice what went wrong before; empty for nothing
  public record SignInView(
      Words words,
      List<Provider> providers,
      boolean demo,
      String returnTo,
      String notice,
      @Nullable String helpPhone) {
    /// Where the way to a provider begins.
    public String address(Provider provider) {
      return Spot.SIGN_IN.address(words) + "/vers/" + provider.name() + back(returnTo);
    }

    public String demoAddress() {
      return Spot.DEMO.address(words) + back(returnTo);
    }
  }

  /// What who comes to a closed account sees.
  ///
  /// @param state what the form sends
  public record ClosedView(Words words, String state, @Nullable String helpPhone) {
    /// Never the state.
    @Override
    public String toString() {
      return "ClosedView(…)";
    }
  }

  /// Somebody for whom one may act.
  public record Candidate(String id, String name, String role, boolean now) {}

  /// What the for-whom page shows.
  public record ForWhomView(
      Words words, String csrf, String returnTo, List<Candidate> candidates) {}

  public SignInRoutes(PageRoutes pages, SignInLane people, Needs needs) {
    this.pages = pages;
    this.people = people;
    this.needs = needs;
  }

  public void mount(Router router) {
    for (Words words : PageRoutes.both()) {
      router.get(Spot.SIGN_IN.address(words)).handler(context -> enter(context, words));
      router
          .get(Spot.SIGN_IN.address(words) + "/vers/:provider")
          .handler(context -> leave(context, words));
    }
    router.get("/connexion/retour/:provider").handler(this::arrive);
    pages.open(router, Spot.REOPEN_ACCOUNT, this::reopen);
    pages.get(router, Spot.FOR_WHOM, this::forWhom);
    pages.post(router, Spot.FOR_WHOM, this::choose);
  }

  /// Whoever is signed in and acts for nobody yet has that to choose instead.
  private void enter(RoutingContext context, Words words) {
    String returnTo = ReturnAddress.orElse(context.request().getParam("retour"), "");
    people
        .session(PageRoutes.cookie(context, PageRoutes.COOKIE))
        .onSuccess(found -> {
          if (found.filter(who -> who.patient() == null).isPresent()) {
            PageRoutes.seeOther(context, Spot.FOR_WHOM.address(words) + back(returnTo));
          } else {
            page(context, words, 200, "");
          }
        })
        .onFailure(failure -> PageRoutes.fail(context, failure));
  }

  private static String back(String returnTo) {
    return returnTo.isEmpty()
        ? ""
        : "?retour=" + URLEncoder.encode(returnTo, StandardCharsets.UTF_8);
  }

  private void page(RoutingContext context, Words words, int status, String notice) {
    String returnTo = ReturnAddress.orElse(context.request().getParam("retour"), "");
    SignInView view =
        new SignInView(
            words,
            people.settings().providers(),
            people.settings().demo(),
            returnTo,
            notice,
            people.settings().helpPhone());
    Page page = Page.of(words.text("signin.title"), Spot.SIGN_IN, "signIn.jte", view);
    pages.send(
        context,
        words,
        (returnTo.isEmpty() ? page : page.query(back(returnTo).substring(1))).status(status));
  }

  private void leave(RoutingContext context, Words words) {
    Optional<Provider> provider = people.settings().provider(context.pathParam("provider"));
    if (provider.isEmpty()) {
      context.fail(404);
      return;
    }
    if (!mayLeave(context)) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, "60");
      page(context, words, 429, words.text("signin.often"));
      return;
    }
    String home = "/" + words.tag() + "/";
    String returnTo = ReturnAddress.orElse(context.request().getParam("retour"), home);
    people
        .leave(provider.get(), returnTo)
        .onSuccess(leaving -> {
          context.response().addCookie(pages.fresh(WAY, leaving.browser()).setMaxAge(WAY_SECONDS));
          PageRoutes.seeOther(context, leaving.to().toString());
        })
        .onFailure(failure -> PageRoutes.fail(context, failure));
  }

  /// Nobody fills our table by asking for ways that they never go.
  private boolean mayLeave(RoutingContext context) {
    String address = context.request().remoteAddress().hostAddress();
    return departures
        .get(
            String.valueOf(address),
            one ->
                Bucket.builder()
                    .addLimit(limit ->
                        limit
                            .capacity(DEPARTURES_PER_MINUTE)
                            .refillGreedy(DEPARTURES_PER_MINUTE, Duration.ofMinutes(1)))
                    .build())
        .tryConsume(1);
  }

  private void arrive(RoutingContext context) {
    Optional<Provider> provider = people.settings().provider(context.pathParam("provider"));
    if (provider.isEmpty()) {
      context.fail(404);
      return;
    }
    Back back =
        new Back(
            context.request().getParam("state"),
            context.request().getParam("code"),
            PageRoutes.cookie(context, WAY),
            PageRoutes.cookie(context, PageRoutes.COOKIE),
            context.request().getHeader(HttpHeaders.USER_AGENT));
    people
        .arrive(provider.get(), back)
        .onSuccess(arrival -> {
          context.response().addCookie(pages.fresh(WAY, "").setMaxAge(0));
          answer(context, arrival);
        })
        .onFailure(failure -> PageRoutes.fail(context, failure));
  }

  private void answer(RoutingContext context, Arrival arrival) {
    String asked = context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE);
    Words words =
        Words.in(asked != null && asked.startsWith("en") ? Locale.ENGLISH : Locale.FRENCH);
    switch (arrival) {
      case Arrival.Arrived(String cookie, String returnTo) -> {
        pages.keep(context, cookie);
        PageRoutes.seeOther(context, returnTo);
      }
      case Arrival.Cancelled(String returnTo) -> {
        Words back = Words.in(Locale.of(ReturnAddress.language(returnTo)));
        PageRoutes.seeOther(context, Spot.SIGN_IN.address(back, "retour", returnTo));
      }
      case Arrival.Lost() -> page(context, words, 400, words.text("signin.lost"));
      case Arrival.Untrusted() -> page(context, words, 502, words.text("signin.untrusted"));
      case Arrival.Closed(String state, String browser) -> closed(context, words, state, browser);
    }
  }

  private void closed(RoutingContext context, Words words, String state, String browser) {
    context.response().addCookie(pages.fresh(WAY, browser).setMaxAge(WAY_SECONDS));
    ClosedView view = new ClosedView(words, state, people.settings().helpPhone());
    Page page = Page.of(words.text("reopen.title"), Spot.REOPEN_ACCOUNT, "closed.jte", view);
    pages.send(context, words, page.status(403));
  }

  private Future<?> reopen(RoutingContext context, Words words) {
    String state = context.request().getFormAttribute("etat");
    String browser = PageRoutes.cookie(context, WAY);
    context.response().addCookie(pages.fresh(WAY, "").setMaxAge(0));
    Future<Reopened> reopened =
        state == null || browser == null
            ? Future.succeededFuture(Reopened.LOST)
            : people.reopen(state, browser);
    return reopened.compose(outcome ->
        switch (outcome) {
          case OPEN -> pages.notice(context, words, 200, "reopen.done", Spot.SIGN_IN);
          case LOST -> pages.notice(context, words, 400, "reopen.lost", Spot.SIGN_IN);
          case GONE -> pages.notice(context, words, 410, "reopen.gone", Spot.SIGN_IN);
        });
  }

  private Future<Void> forWhom(Visit visit) {
    return candidates(visit)
        .compose(candidates -> {
          Words words = visit.words();
          String returnTo = ReturnAddress.orElse(visit.parameter("retour"), "");
          ForWhomView view = new ForWhomView(words, visit.who().csrf(), returnTo, candidates);
          return pages.send(
              visit.context(),
              words,
              Page.of(words.text("forwhom.title"), Spot.FOR_WHOM, "forWhom.jte", view));
        });
  }

  private Future<List<Candidate>> candidates(Visit visit) {
    SignedIn who = visit.who();
    return people
        .mandates(who)
        .compose(mandates -> {
          List<Future<Candidate>> found = new ArrayList<>();
          PatientId own = who.own();
          if (own != null) {
            String me = visit.words().text("forwhom.me");
            found.add(
                Future.succeededFuture(
                    new Candidate(own.text(), who.name(), me, own.equals(who.patient()))));
          }
          for (Delegation mandate : mandates) {
            found.add(candidate(visit, mandate));
          }
          return Future.all(found)
              .map(all -> found.stream().map(one -> Objects.requireNonNull(one.result())).toList());
        });
  }

  private Future<Candidate> candidate(Visit visit, Delegation mandate) {
    Words words = visit.words();
    return needs
        .find(mandate.patient())
        .map(person ->
            new Candidate(
                mandate.patient().text(),
                person.map(p -> p.given() + " " + p.family()).orElse("?"),
                words.text("forwhom.parent", words.day(mandate.until())),
                mandate.patient().equals(visit.who().patient())));
  }

  private Future<?> choose(Visit visit) {
    Optional<PatientId> chosen = PatientId.parse(visit.field("pour"));
    String returnTo =
        ReturnAddress.orElse(visit.field("retour"), Spot.APPLICATIONS.address(visit.words()));
    return chosen
        .map(patient -> people.actFor(visit.cookie(), visit.who(), patient))
        .orElse(Future.succeededFuture(false))
        .onSuccess(acting -> {
          if (acting) {
            PageRoutes.seeOther(visit.context(), returnTo);
          } else {
            visit.context().fail(403);
          }
        });
  }
}
