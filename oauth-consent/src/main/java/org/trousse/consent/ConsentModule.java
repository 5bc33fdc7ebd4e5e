package org.trousse.consent;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.door.Opening;
import org.trousse.consent.door.Presented;
import org.trousse.consent.feed.ChangeStore;
import org.trousse.consent.grant.GrantState;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.grant.RightsStore;
import org.trousse.consent.grant.Verdict;
import org.trousse.consent.key.KeySeal;
import org.trousse.consent.key.SignerCaller;
import org.trousse.consent.key.SigningKeyStore;
import org.trousse.consent.message.AppMessage;
import org.trousse.consent.message.ToldView;
import org.trousse.consent.objection.ObjectionRoutes.SetsAside;
import org.trousse.consent.observe.Observed;
import org.trousse.consent.page.PagesModule;
import org.trousse.consent.page.Words;
import org.trousse.consent.page.relative.ActivationStore;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.registration.StatementCaller.CatalogueKeys;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.serve.ServerModule;
import org.trousse.consent.signin.SignInSettings;
import org.trousse.consent.signin.SignedIn;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// The front door: what the platform opens and plugs.
public final class ConsentModule {
  /// What this house asks of the others.
  ///
  /// @param names how an app calls a patient (rulings 22)
  /// @param owners whose own token this is, beside those of apps
  /// @param record sets past readings aside
  /// @param spaces opens closed spaces again
  public record Needs(
      KnowsPatients patients,
      NamesPatients names,
      KnowsOwners owners,
      NotesDecisions notes,
      ReadsLog log,
      SetsAside record,
      ReopensSpace spaces,
      FramesPages layout) {
    /// Where nobody has a token of their own, an app knows patients by their numbers, and no app
    /// has added anything.
    public Needs(KnowsPatients patients, NotesDecisions notes, ReadsLog log, FramesPages layout) {
      this(
          patients,
          (clientId, patient) -> patient.text(),
          token -> Optional.empty(),
          notes,
          log,
          SetsAside.NOTHING,
          ReopensSpace.ALWAYS,
          layout);
    }
  }

  /// Opens the closed space of a patient again.
  @FunctionalInterface
  public interface ReopensSpace {
    ReopensSpace ALWAYS = (patient, person, at) -> Future.succeededFuture(true);

    /// Whether it is open now; false: nothing of it is left.
    Future<Boolean> reopen(PatientId patient, UUID person, Instant at);
  }

  /// The FHIR id by which an app knows a patient.
  @FunctionalInterface
  public interface NamesPatients {
    String name(String clientId, PatientId patient);
  }

  /// A patient's own token, e.g. one of the demo's.
  @FunctionalInterface
  public interface KnowsOwners {
    Optional<PatientId> owner(String token);
  }

  /// What the platform sets.
  ///
  /// @param publicUrl the issuer, without a slash at its end
  /// @param hashKey of the secrets' hashes
  /// @param sealKey AES, of the signing keys
  /// @param catalogueKeys the catalogue's public keys, a JWK Set as it is now: who signs software
  ///   statements
  /// @param callsPerMinuteMax of one address, and ten times that of one client
  public record Settings(
      String publicUrl,
      SecretKey hashKey,
      SecretKey sealKey,
      SignInSettings signIn,
      CatalogueKeys catalogueKeys,
      long callsPerMinuteMax) {
    /// Never the keys.
    @Override
    public String toString() {
      return "Settings(" + publicUrl + ")";
    }
  }

  /// Ways to the database, all of the role `trousse_consent`: the feed of changes has an event loop
  /// and connections of its own, so that a busy door does not make it late.
  ///
  /// @param listening for LISTEN; null where it cannot be had: the poll alone then
  public record Ways(
      Pool doors, Pool feed, @Nullable PgConnectOptions listening, Vertx feedVertx) {}

  /// The record's patients.
  public interface KnowsPatients {
    /// Empty: no record has this number.
    Future<Optional<Person>> find(PatientId patient);

    /// Begins a record for somebody who signs in for the first time.
    Future<PatientId> welcome(Person person);
  }

  /// What a page says of a person.
  public record Person(String given, String family, LocalDate birthDate) {}

  /// Writes into the audit trail; completes when it is committed, and the answer leaves only then.
  @FunctionalInterface
  public interface NotesDecisions {
    Future<Void> note(Decision decision);
  }

  /// One decision about a patient's data.
  ///
  /// @param what e.g. `grant`, `amend`, `refuse`, `revoke`, `pause`, `resume`, `extend`, `object`,
  ///   `undo-object`, `token`, `refresh`, `introspect`, `deny`, `sign-in`, `close-account`
  /// @param clientId the app; null when none is concerned
  /// @param person who decided; null when the app or the platform did
  /// @param tokenId of the token that was made or used; never the token
  /// @param detail words for the log, no secret and no value of a reading
  public record Decision(
      Instant at,
      PatientId patient,
      String what,
      @Nullable String clientId,
      @Nullable String appName,
      @Nullable UUID person,
      @Nullable UUID tokenId,
      boolean allowed,
      String detail) {}

  /// What really happened in a record, for the patient's eyes.
  public interface ReadsLog {
    /// Newest first.
    ///
    /// @param clientId one app only; null for everybody
    Future<List<Happened>> happened(
        PatientId patient, @Nullable String clientId, Instant from, Instant to, int limit);

    /// What each app read and added, by measure: when it last did since `since`, and how many
    /// readings since `counted`.
    Future<List<Used>> used(PatientId patient, Instant since, Instant counted);
  }

  /// One line of the log.
  ///
  /// @param event the sealed event that proves it; null: there is none
  /// @param who the app's or person's name, as it was
  /// @param what `read`, `search`, `create`, `receive` (from a device) or a [Decision]'s word
  /// @param measure what kind of reading; null for what is no reading
  /// @param count readings concerned
  public record Happened(
      @Nullable UUID event,
      Instant at,
      String who,
      @Nullable String clientId,
      String what,
      @Nullable Measure measure,
      int count,
      boolean allowed,
      String detail) {
    /// What no event proves.
    public Happened(
        Instant at,
        String who,
        @Nullable String clientId,
        String what,
        @Nullable Measure measure,
        int count,
        boolean allowed,
        String detail) {
      this(null, at, who, clientId, what, measure, count, allowed, detail);
    }
  }

  /// What an app did with one measure.
  ///
  /// @param add whether the app added; false: it read
  public record Used(String clientId, Measure measure, boolean add, int count, Instant last) {}

  /// Puts a house's page into the common frame.
  @FunctionalInterface
  public interface FramesPages {
    /// The whole page.
    ///
    /// @param path the page's address below the language, e.g. `applications`
    /// @param body the page's own HTML, from its heading on
    String frame(Locale language, String title, String path, String body);
  }

  private final ServerModule server;

  private ConsentModule(ServerModule server) {
    this.server = server;
  }

  /// Opens the house: reads or makes the signing keys and begins to follow changes. Fails when no
  /// key can be used or nobody could sign in.
  public static Future<ConsentModule> open(
      Vertx vertx, Settings settings, Ways ways, Needs needs, Clock clock) {
    return ServerModule.open(vertx, settings, ways, needs, clock).map(ConsentModule::new);
  }

  /// The signing keys alone, for a command: nodes that run on the same database see what it does
  /// within a second.
  public static Future<SignerCaller> keys(Vertx vertx, Pool pool, SecretKey sealKey, Clock clock) {
    KeySeal seal = new KeySeal(sealKey, new SecureRandom());
    return SignerCaller.open(vertx, new SigningKeyStore(pool, seal), clock);
  }

  /// Codes for the service desk's paper alone, for a command.
  public static ActivationStore activations(Pool pool, SecretKey hashKey, Clock clock) {
    return new ActivationStore(pool, new ChangeStore(pool), new KeyedHash(hashKey), clock);
  }

  /// Adds pages, endpoints and FHIR resources of this house to the router of the calling event
  /// loop; before whoever takes all of `/fhir`.
  public void mount(Router router) {
    server.mount(router);
  }

  /// What an app's access token opens.
  public Future<Opening> open(Presented presented) {
    return server.door().open(presented);
  }

  /// Who is signed in with this cookie.
  public Future<Optional<SignedIn>> session(String cookie) {
    return server.pages().session(cookie);
  }

  /// What people are called, by their accounts; who has none is left out.
  public Future<Map<UUID, String>> names(Set<UUID> accounts) {
    return server.pages().accounts().names(accounts);
  }

  /// Where to sign in, and which page of ours comes next.
  public static String signIn(Locale language, String returnTo) {
    return PagesModule.signIn(language, returnTo);
  }

  /// What this app may do on this record now, asked without a token; empty: nothing. Fails with
  /// [RightsStore.Stale] when that is not known.
  public Future<Optional<GrantState>> standing(String clientId, PatientId patient) {
    return server.rights().standing(clientId, patient);
  }

  /// What the catalogue states of an app; empty: there is none with this id.
  public Future<Optional<App>> app(String clientId) {
    return server.apps().find(clientId);
  }

  /// May this app add such a reading to this record?
  public Future<Verdict> mayAdd(String clientId, PatientId patient, Measure measure) {
    return server.rights().mayAdd(clientId, patient, measure);
  }

  /// The same from memory alone; STALE when it is not there.
  public Verdict glanceAdd(String clientId, PatientId patient, Measure measure) {
    return server.rights().glanceAdd(clientId, patient, measure);
  }

  /// Calls with the app, and the patient where one alone is concerned, when rights change.
  public void onRights(BiConsumer<String, @Nullable PatientId> listener) {
    server.onRights(listener);
  }

  /// Whether a web page of this origin may read answers for this app; null: for any.
  public boolean allowsOrigin(@Nullable String clientId, String origin) {
    return server.allowsOrigin(clientId, origin);
  }

  /// Begins or replaces an app without a statement: the demo's, a test's.
  public Future<Void> register(App app) {
    return server.apps().register(app);
  }

  /// What people call an app; empty for an unknown one.
  public Future<Optional<String>> appName(String clientId) {
    return server.apps().find(clientId).map(found -> found.map(one -> one.entry().name()));
  }

  /// Suspends, resumes or de-references an app.
  public Future<Boolean> changeApp(String clientId, AppStatus status) {
    return server.apps().change(clientId, status);
  }

  /// The same for all clients of an app, by the catalogue's name of it.
  public Future<Boolean> changeSoftware(String softwareId, AppStatus status) {
    return server.apps().changeSoftware(softwareId, status);
  }

  /// Tells everybody who had connected the app what happened to it. Completes when the message is
  /// kept; reminders and pages follow within seconds, for a country within minutes. The same
  /// message may come again.
  public Future<Void> tellUsers(AppMessage message) {
    return server.messages().tell(message);
  }

  /// What whoever has this cookie must read about the apps on the record they look at: HTML for the
  /// top of a page, empty when there is nothing.
  ///
  /// @param returnTo the page that shows it, where the reader comes back to
  public Future<String> messages(String cookie, Locale language, String returnTo) {
    return session(cookie)
        .compose(found ->
            found
                .map(who ->
                    server
                        .messages()
                        .told(who)
                        .map(told -> ToldView.of(told, who, Words.in(language), returnTo).html()))
                .orElseGet(() -> Future.succeededFuture("")));
  }

  /// What an app really read and added since, by the catalogue's name of it; empty: it has no
  /// client.
  public Future<Optional<Observed>> observed(String softwareId, Instant since) {
    return server.observations().used(softwareId, since);
  }

  /// The apps, by the catalogue's names, that whoever has this cookie has connected.
  public Future<Set<String>> connected(String cookie) {
    return session(cookie)
        .compose(who ->
            who.map(SignedIn::patient)
                .map(server.observations()::connected)
                .orElseGet(() -> Future.succeededFuture(Set.of())));
  }

  /// The very words of the consent page, e.g. "Read your glucose readings" for `glucose.read`.
  public static Optional<String> permissionWords(String permission, Locale language) {
    return Permission.of(permission).map(one -> Words.in(language).permission(one, false));
  }

  /// Grants, for tests and for houses that ask who could do what.
  public GrantStore grants() {
    return server.grants();
  }

  /// Signing in without a provider, in the demo.
  public PagesModule pages() {
    return server.pages();
  }

  /// Makes a fresh signing key for each algorithm now.
  public Future<Void> rotateKeys() {
    return server.signer().rotate();
  }

  /// Whether rights are confirmed, so that the doors answer.
  public boolean ready() {
    return server.rights().fresh();
  }

  public Future<Void> close() {
    return server.close();
  }
}
