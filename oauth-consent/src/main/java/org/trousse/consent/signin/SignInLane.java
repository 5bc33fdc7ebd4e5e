package org.trousse.consent.signin;

import io.vertx.core.Future;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.consent.ConsentModule;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.signin.SessionStore.NewSession;
import org.trousse.consent.signin.SignInStore.Left;
import org.trousse.consent.signin.provider.Departure;
import org.trousse.consent.signin.provider.Identity;
import org.trousse.consent.signin.provider.Provider;
import org.trousse.consent.signin.provider.ProviderCaller;
import org.trousse.consent.signin.provider.ProviderCaller.Answer;
import org.trousse.sdk.PatientId;

/// A person's way in and out: to the identity provider, back, into a session, and out again.
public final class SignInLane {
  private static final Logger LOG = LoggerFactory.getLogger(SignInLane.class);

  /// How the demo's people are called among accounts. No provider is called so: a colon stands in
  /// no name of the settings.
  private static final String REOPENING = ":reopen";

  public static final String DEMO = "demo";

  private final SignInSettings settings;
  private final SignInStore underWay;
  private final AccountStore accounts;
  private final SessionStore sessions;
  private final ProviderCaller caller;
  private final ConsentModule.Needs needs;
  private final Clock clock;

  /// What the house's stores are for this lane.
  public record Stores(AccountStore accounts, SessionStore sessions) {}

  /// Where to send a browser, and what it keeps meanwhile.
  public record Leaving(URI to, String browser) {
    /// Neither.
    @Override
    public String toString() {
      return "Leaving(…)";
    }
  }

  /// What a browser brought back from a provider, and who it is.
  ///
  /// @param state null when the address had none
  /// @param code null when the provider sent an error instead
  /// @param browser the cookie of the way; null without one
  /// @param former the session's cookie until now; null without one
  /// @param userAgent the header
  public record Back(
      @Nullable String state,
      @Nullable String code,
      @Nullable String browser,
      @Nullable String former,
      @Nullable String userAgent) {
    /// None of it.
    @Override
    public String toString() {
      return "Back(…)";
    }
  }

  /// What came of it.
  public sealed interface Arrival {
    /// Signed in.
    ///
    /// @param cookie of the new session
    record Arrived(String cookie, String returnTo) implements Arrival {
      /// Never the cookie.
      @Override
      public String toString() {
        return "Arrived(" + returnTo + ")";
      }
    }

    /// The person or the provider gave up.
    record Cancelled(String returnTo) implements Arrival {}

    /// Not on its way here, too late, or from another browser.
    record Lost() implements Arrival {}

    /// The provider's answer cannot be believed.
    record Untrusted() implements Arrival {}

    /// The account was closed. Who has just proven who they are may open it again: once, soon, and
    /// from this browser.
    ///
    /// @param state what the form sends
    /// @param browser the cookie that goes with it
    record Closed(String state, String browser) implements Arrival {
      /// Neither of them.
      @Override
      public String toString() {
        return "Closed(…)";
      }
    }
  }

  public SignInLane(
      SignInSettings settings,
      SignInStore underWay,
      Stores stores,
      ProviderCaller caller,
      ConsentModule.Needs needs,
      Clock clock) {
    this.settings = settings;
    this.underWay = underWay;
    this.accounts = stores.accounts();
    this.sessions = stores.sessions();
    this.caller = caller;
    this.needs = needs;
    this.clock = clock;
  }

  /// Begins the way to a provider.
  public Future<Leaving> leave(Provider provider, String returnTo) {
    Departure departure = Departure.fresh();
    URI to = departure.to(provider, settings.redirectUri(provider));
    return underWay
        .leave(provider.name(), departure, returnTo)
        .map(noted -> new Leaving(to, departure.browser()));
  }

  /// Ends the way back; fails when the provider cannot be reached.
  public Future<Arrival> arrive(Provider provider, Back back) {
    String state = back.state();
    String browser = back.browser();
    if (state == null || browser == null) {
      return Future.succeededFuture(new Arrival.Lost());
    }
    return underWay
        .take(provider.name(), state, browser)
        .compose(left ->
            left.isEmpty()
                ? Future.succeededFuture(new Arrival.Lost())
                : identify(provider, left.get(), back));
  }

  private Future<Arrival> identify(Provider provider, Left left, Back back) {
    String code = back.code();
    if (code == null) {
      return Future.succeededFuture(new Arrival.Cancelled(left.returnTo()));
    }
    return caller
        .identify(provider, code, left.verifier(), left.nonce(), settings.redirectUri(provider))
        .compose(answer ->
            switch (answer) {
              case Answer.Untrusted(String why) -> {
                LOG.warn("the answer of {} was not believed: {}", provider.name(), why);
                yield Future.succeededFuture(new Arrival.Untrusted());
              }
              case Answer.Identified(Identity identity, String idToken) ->
                  welcome(identity)
                      .compose(account -> enter(account, identity, idToken, left, back));
            });
  }

  /// The account; a patient's first sign-in begins their record.
  private Future<Account> welcome(Identity identity) {
    return accounts
        .enter(identity)
        .compose(account -> {
          LocalDate born = identity.birthDate();
          boolean first = account.patient() == null && !account.closed();
          if (identity.kind() != Provider.Kind.PATIENT || born == null || !first) {
            return Future.succeededFuture(account);
          }
          return needs
              .patients()
              .welcome(new ConsentModule.Person(identity.given(), identity.family(), born))
              .compose(patient -> accounts.own(account.id(), patient));
        });
  }

  private Future<Arrival> enter(
      Account account, Identity identity, String idToken, Left left, Back back) {
    if (account.closed()) {
      return closed(account);
    }
    NewSession wished =
        new NewSession(
            account.id(),
            account.patient(),
            BrowserName.of(back.userAgent()),
            identity.acr(),
            idToken);
    return noted(account, account.patient(), "sign-in", identity.provider())
        .compose(done -> sessions.open(wished, back.former()))
        .map(cookie -> new Arrival.Arrived(cookie, left.returnTo()));
  }

  private Future<Arrival> closed(Account account) {
    Departure way = Departure.fresh();
    return underWay
        .leave(REOPENING, way, account.id().toString())
        .map(noted -> new Arrival.Closed(way.state(), way.browser()));
  }

  /// What came of the wish to open an account again.
  public enum Reopened {
    OPEN,
    /// Not asked by who has just proven who they are; or too late, or twice.
    LOST,
    /// Its space is no more: the archive is over, or its destruction was asked.
    GONE
  }

  /// Opens an account again, and its space; what had ended stays ended. The space comes first: an
  /// account without one would be an empty room.
  ///
  /// @param state see [Arrival.Closed]
  public Future<Reopened> reopen(String state, String browser) {
    return underWay
        .take(REOPENING, state, browser)
        .compose(left ->
            left.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : accounts.find(UUID.fromString(left.get().returnTo())))
        .compose(found -> found.map(this::reopen).orElse(Future.succeededFuture(Reopened.LOST)));
  }

  private Future<Reopened> reopen(Account account) {
    PatientId patient = account.patient();
    if (patient == null || !account.closed()) {
      return Future.succeededFuture(Reopened.LOST);
    }
    return needs
        .spaces()
        .reopen(patient, account.id(), clock.instant())
        .compose(open ->
            open
                ? accounts.reopen(patient).map(done -> Reopened.OPEN)
                : Future.succeededFuture(Reopened.GONE));
  }

  /// Opens a session of an invented person. Refused outside the demo.
  ///
  /// @param person who signs in
  /// @param own their own record; null when they have none
  /// @param child for whom they act; null for themselves
  /// @return the session's cookie; empty when the account was closed
  public Future<Optional<String>> enterDemo(
      ConsentModule.Person person,
      @Nullable PatientId own,
      @Nullable Charge child,
      @Nullable String former,
      @Nullable String userAgent) {
    if (!settings.demo()) {
      return Future.failedFuture(new IllegalStateException("there is no demo here"));
    }
    PatientId acting = child == null ? own : child.patient();
    return accounts
        .enter(demoIdentity(person, own), own)
        .compose(account ->
            child == null
                ? Future.succeededFuture(account)
                : accounts
                    .delegate(account.id(), child.patient(), child.birthDate())
                    .map(done -> account))
        .compose(account ->
            account.closed()
                ? Future.succeededFuture(Optional.empty())
                : noted(account, acting, "sign-in", DEMO)
                    .compose(done ->
                        sessions.open(
                            new NewSession(
                                account.id(), acting, BrowserName.of(userAgent), DEMO, null),
                            former))
                    .map(Optional::of));
  }

  /// The account of a demo person without a record, who need not have signed in before.
  public Future<UUID> demoAccount(ConsentModule.Person person) {
    return settings.demo()
        ? accounts.enter(demoIdentity(person, null), null).map(Account::id)
        : Future.failedFuture(new IllegalStateException("there is no demo here"));
  }

  private static Identity demoIdentity(ConsentModule.Person person, @Nullable PatientId own) {
    String subject = own == null ? person.given() + " " + person.family() : own.text();
    return new Identity(
        DEMO,
        subject,
        Provider.Kind.PATIENT,
        person.given(),
        person.family(),
        person.birthDate(),
        DEMO);
  }

  /// A child for whom a demo parent acts.
  public record Charge(PatientId patient, LocalDate birthDate) {}

  /// For whom this person may act: themselves first.
  public Future<List<Account.Delegation>> mandates(SignedIn who) {
    return accounts.mandates(who.account());
  }

  /// Acts for `patient` from now on; false when the person may not.
  public Future<Boolean> actFor(String cookie, SignedIn who, PatientId patient) {
    return mandates(who)
        .compose(mandates -> {
          boolean may =
              patient.equals(who.own())
                  || mandates.stream().anyMatch(one -> one.patient().equals(patient));
          if (!may) {
            return Future.succeededFuture(false);
          }
          return note(who, patient, "act-for", "")
              .compose(done -> sessions.actFor(cookie, patient));
        });
  }

  /// Ends the session; where to end the provider's too, if it offers that.
  public Future<Optional<URI>> signOut(String cookie, SignedIn who) {
    return sessions
        .end(cookie)
        .map(token ->
            settings
                .provider(who.provider())
                .flatMap(provider ->
                    token.flatMap(hint ->
                        Optional.ofNullable(
                            ProviderCaller.farewell(provider, hint, settings.publicUrl() + "/")))));
  }

  private Future<Void> note(SignedIn who, PatientId patient, String what, String detail) {
    return needs
        .notes()
        .note(
            new Decision(
                clock.instant(), patient, what, null, null, who.account(), null, true, detail));
  }

  private Future<Void> noted(
      Account account, @Nullable PatientId patient, String what, String detail) {
    return patient == null
        ? Future.succeededFuture()
        : needs
            .notes()
            .note(
                new Decision(
                    clock.instant(),
                    Objects.requireNonNull(patient),
                    what,
                    null,
                    null,
                    account.id(),
                    null,
                    true,
                    detail));
  }

  public SignInSettings settings() {
    return settings;
  }

  /// Who this cookie belongs to; empty: nobody.
  public Future<Optional<SignedIn>> session(@Nullable String cookie) {
    return cookie == null || cookie.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : sessions.session(cookie);
  }
}
