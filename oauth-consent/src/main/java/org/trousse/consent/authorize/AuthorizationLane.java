package org.trousse.consent.authorize;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.NotesDecisions;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.authorize.RequestStore.Waiting;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.grant.NewGrant;
import org.trousse.consent.grant.Receipt;
import org.trousse.consent.key.KeyLife;
import org.trousse.consent.permission.Permission;
import org.trousse.sdk.PatientId;

/// From a request that waits to the address that the browser is sent to.
public final class AuthorizationLane {
  /// The apps by client id.
  @FunctionalInterface
  public interface FindsApp {
    Future<Optional<App>> find(String clientId);
  }

  /// Makes an authorization code.
  @FunctionalInterface
  public interface IssuesCode {
    Future<String> issue(CodeOrder order);
  }

  /// What a code stands for.
  ///
  /// @param scope as it was asked; what it comes to is found when the code is redeemed
  /// @param details `authorization_details` as asked
  public record CodeOrder(
      String clientId,
      UUID grantId,
      String redirectUri,
      String challenge,
      @Nullable String dpopJkt,
      @Nullable String nonce,
      String scope,
      @Nullable String details,
      Instant authTime,
      UUID session) {}

  /// Signs receipts: `alg`, `typ`, claims.
  @FunctionalInterface
  public interface Signs {
    Future<String> sign(String alg, String typ, Map<String, Object> claims);
  }

  /// Who sits at the browser.
  ///
  /// @param patient for whom they act; null: they must choose first
  public record Session(UUID id, UUID account, @Nullable PatientId patient, Instant authTime) {}

  /// What the consent page must know of a request.
  ///
  /// @param permissions what is asked and the app may ask
  /// @param offline whether it wants to come back while nobody is signed in
  /// @param online whether it wants to come back while the session lasts
  /// @param leadsTo where the answer goes
  /// @param since when the request came
  public record Asked(
      App app,
      Set<Permission> permissions,
      boolean offline,
      boolean online,
      Set<String> prompt,
      @Nullable Long maxAge,
      String leadsTo,
      Instant since) {
    /// OpenID Connect Core §3.1.2.1: whether this sign-in is too old for the app. One that came
    /// after the request never is: `max_age=0` asks for one sign-in, not for one after another.
    public boolean needsNewSignIn(Instant authTime, Instant now) {
      return authTime.isBefore(since)
          && (prompt.contains("login")
              || (maxAge != null && authTime.plusSeconds(maxAge).isBefore(now)));
    }
  }

  /// The patient's yes.
  ///
  /// @param historyFrom null: the whole history
  /// @param notAfter ends then at the latest; null: the duration alone says
  /// @param shown the text as it was shown, whole
  public record Approval(
      Session by,
      PatientId patient,
      Set<Permission> permissions,
      @Nullable Instant historyFrom,
      Duration duration,
      @Nullable Instant notAfter,
      String language,
      String shown) {}

  private final RequestStore requests;
  private final FindsApp apps;
  private final GrantStore grants;
  private final IssuesCode codes;
  private final Signs signer;
  private final NotesDecisions notes;
  private final Redirect redirect;
  private final Clock clock;

  /// @param issuer the public URL, without a slash at its end
  public AuthorizationLane(
      RequestStore requests,
      FindsApp apps,
      GrantStore grants,
      IssuesCode codes,
      Signs signer,
      NotesDecisions notes,
      String issuer,
      Clock clock) {
    this.requests = requests;
    this.apps = apps;
    this.grants = grants;
    this.codes = codes;
    this.signer = signer;
    this.notes = notes;
    this.redirect = new Redirect(issuer);
    this.clock = clock;
  }

  /// A request with its app.
  private record Live(App app, AuthorizationRequest request, Instant since) {}

  /// Empty: it is unknown, decided or too old. An app that was stopped meanwhile is here too, so
  /// that the page can say so; nothing is given to it.
  public Future<Optional<Asked>> asked(String handle) {
    return requests
        .waiting(handle)
        .compose(this::known)
        .map(found ->
            found.map(live -> {
              AuthorizationRequest request = live.request();
              return new Asked(
                  live.app(),
                  AuthorizationChecks.askable(live.app(), request),
                  request.understood().offline(),
                  request.understood().online(),
                  request.prompt(),
                  request.maxAge(),
                  request.redirectUri(),
                  live.since());
            }));
  }

  /// Ties the request to the first who is shown it; only they may answer. False: it is somebody
  /// else's, or it is over.
  public Future<Boolean> claim(String handle, UUID account) {
    return requests.claim(handle, account);
  }

  private Future<Optional<Live>> live(Optional<Waiting> found) {
    return known(found).map(known -> known.filter(live -> live.app().status() == AppStatus.ACTIVE));
  }

  private Future<Optional<Live>> known(Optional<Waiting> found) {
    if (found.isEmpty() || found.get().content().has("fault")) {
      return Future.succeededFuture(Optional.empty());
    }
    Waiting waiting = found.get();
    return apps.find(waiting.clientId())
        .map(app ->
            app.map(
                one -> new Live(one, AuthorizationRequest.of(waiting.content()), waiting.since())));
  }

  /// Gives the grant and a code; where the browser goes next. Empty: there is nothing to answer any
  /// more, or somebody else must.
  public Future<Optional<String>> approve(String handle, Approval approval) {
    return requests
        .decide(handle, approval.by().account())
        .compose(this::live)
        .compose(found ->
            found.isEmpty()
                ? Future.succeededFuture(Optional.<String>empty())
                : approved(found.get(), approval).map(Optional::of));
  }

  private Future<String> approved(Live live, Approval approval) {
    return grants
        .live(approval.patient(), live.app().clientId())
        .compose(before -> {
          Set<Permission> allowed = allowed(live, approval, before);
          UUID replaces = live.request().replaces();
          if (replaces != null && before.filter(grant -> grant.id().equals(replaces)).isEmpty()) {
            return Future.succeededFuture(
                error(live.request(), "invalid_grant_id", "there is no such grant to replace"));
          }
          return allowed.isEmpty()
              ? Future.succeededFuture(
                  error(live.request(), "access_denied", "the patient allowed nothing"))
              : give(live, approval, answer(live, approval, allowed, before));
        });
  }

  /// Of what was asked, and of what stood already.
  private static Set<Permission> allowed(Live live, Approval approval, Optional<Grant> before) {
    Set<Permission> may = new TreeSet<>(AuthorizationChecks.askable(live.app(), live.request()));
    before.ifPresent(grant -> may.addAll(grant.permissions()));
    may.retainAll(approval.permissions());
    return may;
  }

  private static NewGrant answer(
      Live live, Approval approval, Set<Permission> allowed, Optional<Grant> before) {
    boolean offline =
        live.request().understood().offline() || before.filter(Grant::offline).isPresent();
    return new NewGrant(
        approval.patient(),
        live.app().clientId(),
        live.app().version(),
        approval.by().account(),
        allowed,
        approval.historyFrom(),
        offline && approval.duration() != Duration.ONCE,
        approval.duration(),
        approval.notAfter(),
        approval.language(),
        approval.shown());
  }

  private Future<String> give(Live live, Approval approval, NewGrant answer) {
    return grants
        .give(answer)
        .compose(grant -> receipt(live.app(), grant, answer))
        .compose(grant -> note(live, approval, grant))
        .compose(grant -> code(live, approval.by(), grant));
  }

  private Future<Grant> receipt(App app, Grant grant, NewGrant answer) {
    return signer
        .sign(
            KeyLife.RECEIPTS,
            Receipt.TYPE,
            Receipt.claims(redirect.issuer(), app, grant, answer, clock.instant()))
        .compose(jws -> grants.keepReceipt(grant.id(), grant.version(), jws))
        .map(kept -> grant);
  }

  private Future<Grant> note(Live live, Approval approval, Grant grant) {
    String permissions =
        grant.permissions().stream()
            .sorted()
            .map(Permission::word)
            .collect(Collectors.joining(" "));
    return notes
        .note(
            decision(
                live.app(),
                approval.by(),
                approval.patient(),
                grant.version() == 1 ? "grant" : "amend",
                true,
                permissions))
        .map(noted -> grant);
  }

  private Decision decision(
      App app, Session by, PatientId patient, String what, boolean allowed, String detail) {
    return new Decision(
        clock.instant(),
        patient,
        what,
        app.clientId(),
        app.entry().name(),
        by.account(),
        null,
        allowed,
        detail);
  }

  private Future<String> code(Live live, Session by, Grant grant) {
    AuthorizationRequest request = live.request();
    return codes
        .issue(
            new CodeOrder(
                live.app().clientId(),
                grant.id(),
                request.redirectUri(),
                request.challenge(),
                request.dpopJkt(),
                request.nonce(),
                request.scope(),
                request.details(),
                by.authTime(),
                by.id()))
        .map(code -> redirect.code(request.redirectUri(), request.state(), code));
  }

  /// The patient's no: `access_denied`, and one line in the log.
  public Future<Optional<String>> refuse(String handle, Session by, PatientId patient) {
    return requests
        .decide(handle, by.account())
        .compose(this::live)
        .compose(found -> {
          if (found.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
          }
          Live live = found.get();
          return notes
              .note(decision(live.app(), by, patient, "refuse", false, ""))
              .map(noted ->
                  Optional.of(error(live.request(), "access_denied", "the patient refused")));
        });
  }

  /// `prompt=none`: a code if everything that is asked stands allowed and the patient is here, else
  /// the error that says what is missing (OpenID Connect Core §3.1.2.6).
  Future<String> silently(App app, AuthorizationRequest request, Optional<Session> here) {
    Instant now = clock.instant();
    Long maxAge = request.maxAge();
    Optional<Session> session =
        here.filter(one -> maxAge == null || !one.authTime().plusSeconds(maxAge).isBefore(now));
    if (session.isEmpty()) {
      return Future.succeededFuture(error(request, "login_required", "nobody is signed in"));
    }
    PatientId patient = session.get().patient();
    if (patient == null) {
      return Future.succeededFuture(
          error(request, "interaction_required", "the person must choose for whom they act"));
    }
    return grants
        .live(patient, app.clientId())
        .compose(grant ->
            grant.filter(one -> covers(one, app, request, now)).isPresent()
                ? code(new Live(app, request, now), session.get(), grant.get())
                : Future.succeededFuture(
                    error(request, "consent_required", "the patient has not allowed all of it")));
  }

  private static boolean covers(Grant grant, App app, AuthorizationRequest request, Instant now) {
    return grant.status() == GrantStatus.ACTIVE
        && now.isBefore(grant.endsAt())
        && request.replaces() == null
        && (grant.offline() || !request.understood().offline())
        && grant.permissions().containsAll(AuthorizationChecks.askable(app, request));
  }

  private String error(AuthorizationRequest request, String error, String why) {
    return redirect.error(request.redirectUri(), request.state(), error, why);
  }
}
