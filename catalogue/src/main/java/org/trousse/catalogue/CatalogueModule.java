package org.trousse.catalogue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import org.trousse.catalogue.claim.Observed;
import org.trousse.catalogue.claim.ObservedLane;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Text;
import org.trousse.catalogue.page.PageRoutes;
import org.trousse.catalogue.page.Spot;
import org.trousse.catalogue.page.Words;
import org.trousse.catalogue.page.about.AboutRoutes;
import org.trousse.catalogue.page.about.DoorsText;
import org.trousse.catalogue.page.app.AppRoutes;
import org.trousse.catalogue.page.app.ReportRoutes;
import org.trousse.catalogue.page.shelf.CatalogueRoutes;
import org.trousse.catalogue.report.FormToken;
import org.trousse.catalogue.report.Report;
import org.trousse.catalogue.report.ReportLane;
import org.trousse.catalogue.report.ReportStore;
import org.trousse.catalogue.serve.AppsRoutes;
import org.trousse.catalogue.serve.ProblemRoutes;
import org.trousse.catalogue.statement.KeyRoutes;
import org.trousse.catalogue.statement.KeySeal;
import org.trousse.catalogue.statement.SigningKeyStore;
import org.trousse.catalogue.statement.StatementCaller;
import org.trousse.catalogue.statement.StatementOutcome;
import org.trousse.catalogue.store.ListingStore;
import org.trousse.catalogue.store.ShelfLane;
import org.trousse.catalogue.store.Written;

/// The front door: what the platform opens and plugs.
public final class CatalogueModule {
  /// What this house asks of the others.
  public record Needs(
      Observes observes,
      SaysPermissions permissions,
      KnowsConnections connections,
      Reports reports,
      TellsTimes times,
      FramesPages layout) {}

  /// What an app really read and added in the last [Observed#DAYS] days, and for how many people;
  /// empty: nobody can say. Asked once in ten minutes for an app.
  @FunctionalInterface
  public interface Observes {
    Future<Optional<Observed>> observed(String softwareId);
  }

  /// The very words of the consent page, e.g. "Lire vos mesures de glycémie" for `glucose.read`.
  @FunctionalInterface
  public interface SaysPermissions {
    Optional<String> words(String permission, Locale language);
  }

  /// The software ids that the person with this session cookie has connected; none for a cookie
  /// that is nobody's.
  @FunctionalInterface
  public interface KnowsConnections {
    Future<Set<String>> connected(String cookie);
  }

  /// Takes what a visitor reports. The same report may come twice.
  @FunctionalInterface
  public interface Reports {
    Future<Void> take(Report report);
  }

  /// How long the steps of referencing really take.
  @FunctionalInterface
  public interface TellsTimes {
    /// Empty while nothing was decided yet.
    Future<List<StepTime>> times();
  }

  /// How long a step takes, in working days.
  public record StepTime(Text step, double median, double ninetieth, int dossiers) {}

  /// Puts a page of this house into the common frame.
  @FunctionalInterface
  public interface FramesPages {
    /// The whole page.
    ///
    /// @param path the page's address below the language, in that language
    /// @param body the page's own HTML, from its heading on
    String frame(Locale language, String title, String path, String body);
  }

  /// Who publishes this site, for its legal page; words of the operator.
  ///
  /// @param contact e-mail or telephone
  public record Publisher(
      String name, String address, String director, String contact, String host) {}

  /// What the platform sets.
  ///
  /// @param publicUrl this site, and the authorization server's issuer; no slash at its end
  /// @param sealKey AES, of the signing keys
  public record Settings(String publicUrl, SecretKey sealKey, Publisher publisher) {
    /// Never the key.
    @Override
    public String toString() {
      return "Settings(" + publicUrl + ")";
    }
  }

  /// Ways to the database, of the role `trousse_catalogue`.
  public record Ways(Pool pool) {}

  /// The catalogue's name in what it signs, below the public address.
  private static final String ISSUER = "/catalogue";

  private final Settings settings;
  private final Needs needs;
  private final Clock clock;
  private final ListingStore listings;
  private final ShelfLane shelf;
  private final StatementCaller statements;
  private final ReportLane reports;
  private final ObservedLane observed;

  private CatalogueModule(Vertx vertx, Settings settings, Ways ways, Needs needs, Clock clock) {
    this.settings = settings;
    this.needs = needs;
    this.clock = clock;
    this.listings = new ListingStore(ways.pool(), clock);
    this.shelf = new ShelfLane(vertx, listings, clock);
    KeySeal seal = new KeySeal(settings.sealKey(), new SecureRandom());
    this.statements =
        new StatementCaller(
            vertx,
            new SigningKeyStore(ways.pool(), seal),
            listings::load,
            settings.publicUrl() + ISSUER,
            settings.publicUrl(),
            clock);
    this.reports =
        new ReportLane(vertx, new ReportStore(ways.pool()), needs.reports()::take, clock);
    this.observed = new ObservedLane(needs.observes()::observed, clock);
  }

  /// Opens the house: reads or makes the signing key, reads the listings and begins to follow them.
  public static Future<CatalogueModule> open(
      Vertx vertx, Settings settings, Ways ways, Needs needs, Clock clock) {
    CatalogueModule module = new CatalogueModule(vertx, settings, ways, needs, clock);
    return module
        .statements
        .open()
        .compose(keys -> module.shelf.open())
        .map(read -> {
          module.reports.open();
          return module;
        })
        .onFailure(failed -> module.close());
  }

  /// Adds pages and JSON to the router of the calling event loop; before whoever takes all of
  /// `/problems`.
  public void mount(Router router) {
    PageRoutes pages = new PageRoutes(needs, shelf, clock);
    FormToken forms = new FormToken(settings.sealKey(), clock);
    new KeyRoutes(statements).mount(router);
    new ProblemRoutes(pages).mount(router);
    new AppsRoutes(shelf::shelf, observed, settings.publicUrl(), clock).mount(router);
    ReportRoutes visitors = new ReportRoutes(pages, reports, forms);
    new CatalogueRoutes(pages).mount(router);
    new AboutRoutes(pages, settings.publisher(), needs.times(), visitors).mount(router);
    new AppRoutes(pages, observed, needs.permissions(), visitors).mount(router);
  }

  /// Keeps a listing; the same version twice changes nothing.
  public Future<Written> publish(Listing listing) {
    return listings.publish(listing);
  }

  /// Changes an app's standing alone, e.g. when it is suspended.
  public Future<Written> changeStanding(ListingStore.Change change) {
    return listings.change(change);
  }

  /// A signed statement that registers the app's client once, for five minutes.
  public Future<StatementOutcome> statement(String softwareId) {
    return statements.statement(softwareId);
  }

  /// Who verifies statements needs these: a JWK Set, of this instant.
  public String keys() {
    return statements.jwks();
  }

  /// A new signing key now.
  public Future<Void> rotateKeys() {
    return statements.rotate();
  }

  /// In an emergency: what this key signed no longer verifies.
  public Future<Void> removeKey(String kid) {
    return statements.remove(kid);
  }

  /// The listing as it stands, for the page that previews it.
  public Future<Optional<Listing>> listing(String softwareId) {
    return listings.load(softwareId);
  }

  /// The same page in the other language; empty: it is none of this house's.
  ///
  /// @param path below the language, without a query
  public static Optional<String> counterpart(String path, boolean toEnglish) {
    return Spot.counterpart(path, toEnglish);
  }

  /// The way in, for the site's first page: HTML without a heading of the first level.
  public String doors(Locale language) {
    return DoorsText.html(Words.in(language), shelf.shelf());
  }

  public void close() {
    shelf.close();
    statements.close();
    reports.close();
  }
}
