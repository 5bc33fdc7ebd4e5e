package org.trousse.platform.apps;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.catalogue.CatalogueModule;
import org.trousse.catalogue.claim.Observed;
import org.trousse.consent.ConsentModule;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.message.AppMessage;
import org.trousse.consent.outbound.PublicAddress;
import org.trousse.platform.page.PageLayout;
import org.trousse.platform.secret.PlatformKey;
import org.trousse.referencing.ReferencingModule;
import org.trousse.referencing.check.behaviour.ValidatesFhir;
import org.trousse.referencing.history.publication.AppStanding;
import org.trousse.referencing.history.publication.Publication;
import org.trousse.referencing.history.publication.UserMessage;
import org.trousse.referencing.manifest.ManifestReader;
import org.trousse.referencing.member.register.WhoLane;

/// Referencing and catalogue, opened, and what each needs of the other and of consent, plugged.
public final class AppsModule {
  /// Where the demo's vendors are: this machine counts as France.
  private static final List<String> HERE = List.of("127.0.0.0,127.255.255.255,FR", "::1,::1,FR");

  private static final Duration OBSERVED = Duration.ofDays(Observed.DAYS);

  /// What the two houses stand on.
  ///
  /// @param publicUrl without a slash at its end
  /// @param cookie the name of the session's cookie
  /// @param loopback `host:port` of vendors on this machine, opened to checks; the demo's and
  ///   tests'
  /// @param files what the operator gives to checks
  /// @param publisher who answers for the site
  public record Ground(
      Vertx vertx,
      String publicUrl,
      PlatformKey key,
      String cookie,
      Set<String> loopback,
      OperatorFiles files,
      CatalogueModule.Publisher publisher,
      PageLayout layout,
      Clock clock) {}

  /// Ways to the database, each of its house's role.
  public record Ways(Pool referencing, Pool catalogue) {}

  private final CatalogueModule catalogue;
  private final ReferencingModule referencing;

  private AppsModule(CatalogueModule catalogue, ReferencingModule referencing) {
    this.catalogue = catalogue;
    this.referencing = referencing;
  }

  public static Future<AppsModule> open(Ground ground, Ways ways, ConsentModule consent) {
    SpecifiesLane specification = new SpecifiesLane();
    ComplaintsLane complaints = new ComplaintsLane();
    return CatalogueModule.open(
            ground.vertx(),
            new CatalogueModule.Settings(
                ground.publicUrl(),
                new SecretKeySpec(ground.key().derive("catalogue keys"), "AES"),
                ground.publisher()),
            new CatalogueModule.Ways(ways.catalogue()),
            catalogueNeeds(ground, consent, specification, complaints),
            ground.clock())
        .compose(catalogue ->
            referencing(ground, ways, consent, catalogue, specification)
                .map(referencing -> {
                  specification.measuredBy(referencing);
                  complaints.takenBy(referencing);
                  return new AppsModule(catalogue, referencing);
                }));
  }

  private static CatalogueModule.Needs catalogueNeeds(
      Ground ground,
      ConsentModule consent,
      SpecifiesLane specification,
      ComplaintsLane complaints) {
    return new CatalogueModule.Needs(
        softwareId ->
            consent
                .observed(softwareId, ground.clock().instant().minus(OBSERVED))
                .map(seen -> seen.map(one -> new Observed(one.permissions(), one.people()))),
        ConsentModule::permissionWords,
        consent::connected,
        complaints::take,
        specification::times,
        ground.layout()::frame);
  }

  private static Future<ReferencingModule> referencing(
      Ground ground,
      Ways ways,
      ConsentModule consent,
      CatalogueModule catalogue,
      SpecifiesLane specification) {
    ManifestReader manifests =
        ground.loopback().isEmpty() ? new ManifestReader() : new ManifestReader(ground.loopback());
    ReferencingModule.Settings settings =
        new ReferencingModule.Settings(
            ground.publicUrl(),
            secrets(ground.key()),
            ground.cookie(),
            ground.loopback(),
            locations(ground),
            ground.files().vulnerabilities(),
            ground.files().browser());
    ReferencingModule.Needs needs =
        new ReferencingModule.Needs(
            cookie ->
                consent
                    .session(cookie)
                    .map(found ->
                        found.map(
                            who -> new WhoLane.Person(who.account(), who.name(), who.csrf()))),
            consent::names,
            ground.layout()::frame,
            ConsentModule::signIn,
            publication -> publish(catalogue, specification, manifests, publication),
            change -> stand(consent, change),
            message -> consent.tellUsers(told(message)),
            software -> catalogue.statement(software).map(StatementRules::answer),
            ValidatesFhir.NONE,
            PublicAddress::isPublic,
            Optional.empty());
    return ReferencingModule.open(
        ground.vertx(),
        settings,
        new ReferencingModule.Ways(ways.referencing()),
        needs,
        ground.clock());
  }

  /// Hides referencing's secrets in their tables.
  static SecretKeySpec secrets(PlatformKey key) {
    return new SecretKeySpec(key.derive("referencing secrets"), "HmacSHA256");
  }

  /// The operator's file; in the demo, where vendors are on this machine, it need not be given.
  private static List<String> locations(Ground ground) {
    List<String> given = ground.files().locations();
    return given.isEmpty() && !ground.loopback().isEmpty() ? HERE : given;
  }

  private static Future<Void> publish(
      CatalogueModule catalogue,
      SpecifiesLane specification,
      ManifestReader manifests,
      Publication publication) {
    return specification
        .listing(publication, manifests)
        .map(listing -> catalogue.publish(listing).<Void>mapEmpty())
        .orElseGet(Future::succeededFuture);
  }

  /// Rulings 17: suspended, its access tokens are dead within a second and grants wait.
  private static Future<Void> stand(ConsentModule consent, AppStanding.Change change) {
    AppStatus status =
        switch (change.standing()) {
          case ACTIVE -> AppStatus.ACTIVE;
          case SUSPENDED, SANDBOX -> AppStatus.SUSPENDED;
          case ENDED -> AppStatus.ENDED;
        };
    return consent.changeSoftware(change.software(), status).mapEmpty();
  }

  /// A dossier's version names what its users are told, which may come twice.
  private static AppMessage told(UserMessage message) {
    return new AppMessage(
        message.dossier() + "/" + message.version(),
        message.software(),
        switch (message.kind()) {
          case SUSPENDED -> AppMessage.Kind.SUSPENDED;
          case RESTORED -> AppMessage.Kind.RESTORED;
          case ENDED -> AppMessage.Kind.ENDED;
        },
        new AppEntry.Text(message.reason().french(), message.reason().english()),
        message.at());
  }

  /// Adds the pages and endpoints of both houses to the router of the calling event loop.
  public void mount(Router router) {
    referencing.mount(router);
    catalogue.mount(router);
  }

  /// The catalogue's public keys, a JWK Set as it is now.
  public String keys() {
    return catalogue.keys();
  }

  /// The way into the catalogue, for the first page: HTML.
  public String doors(Locale language) {
    return catalogue.doors(language);
  }

  public CatalogueModule catalogue() {
    return catalogue;
  }

  public ReferencingModule referencing() {
    return referencing;
  }

  public Future<Void> close() {
    catalogue.close();
    return referencing.close();
  }
}
