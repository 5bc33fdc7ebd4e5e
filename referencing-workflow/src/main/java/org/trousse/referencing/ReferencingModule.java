package org.trousse.referencing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import javax.crypto.SecretKey;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.CheckRunLane.Looker;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.behaviour.ValidatesFhir;
import org.trousse.referencing.check.roll.EveryCheck;
import org.trousse.referencing.complaint.Complaint;
import org.trousse.referencing.desk.OpenDeskLane;
import org.trousse.referencing.history.OutboxLane.Publishes;
import org.trousse.referencing.history.OutboxLane.StopsApps;
import org.trousse.referencing.history.OutboxLane.TellsUsers;
import org.trousse.referencing.house.HouseModule;
import org.trousse.referencing.house.HouseModule.Lanes;
import org.trousse.referencing.house.PagesModule;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.Organisation;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.MemberLane;
import org.trousse.referencing.member.register.OfficerLane;
import org.trousse.referencing.member.register.OfficerStore;
import org.trousse.referencing.member.register.WhoLane.FindsPeople;
import org.trousse.referencing.member.secret.Invitation;
import org.trousse.referencing.page.PageRoutes.FramesPages;
import org.trousse.referencing.page.PageRoutes.LeadsToSignIn;
import org.trousse.referencing.page.PageRoutes.NamesPeople;
import org.trousse.referencing.past.PastLane;
import org.trousse.referencing.serve.ApiModule.IssuesStatements;
import org.trousse.referencing.specification.SpecificationRoutes;
import org.trousse.referencing.text.Text;

/// The front door: what the platform opens and plugs.
public final class ReferencingModule {
  /// What the platform sets.
  ///
  /// @param publicUrl where vendors reach the platform, without a slash at its end
  /// @param hashKey of the secrets' hashes
  /// @param cookie the name of the session's cookie
  /// @param loopback `host:port`: opened to checks beside public addresses, over http too; for
  ///   tests and the demo
  /// @param locations lines of the operator's location file; empty without one
  /// @param vulnerabilities the operator's file of OSV entries
  /// @param browser the operator's Chromium, for accessibility runs
  public record Settings(
      String publicUrl,
      SecretKey hashKey,
      String cookie,
      Set<String> loopback,
      List<String> locations,
      Optional<Path> vulnerabilities,
      Optional<Path> browser) {
    public Settings {
      loopback = Set.copyOf(loopback);
      locations = List.copyOf(locations);
    }

    /// Without a browser.
    public Settings(
        String publicUrl,
        SecretKey hashKey,
        String cookie,
        Set<String> loopback,
        List<String> locations,
        Optional<Path> vulnerabilities) {
      this(publicUrl, hashKey, cookie, loopback, locations, vulnerabilities, Optional.empty());
    }

    /// Never the key.
    @Override
    public String toString() {
      return "Settings(" + publicUrl + ")";
    }
  }

  /// The way to the database, of the role `trousse_referencing`.
  public record Ways(Pool pool) {}

  /// What this house asks of the others.
  ///
  /// @param validator a full one, or [ValidatesFhir#NONE]
  /// @param isPublic which addresses checks may call
  /// @param axe another looker than the operator's browser, e.g. for tests
  public record Needs(
      FindsPeople people,
      NamesPeople names,
      FramesPages layout,
      LeadsToSignIn signIn,
      Publishes publishes,
      StopsApps stopsApps,
      TellsUsers tellsUsers,
      IssuesStatements statements,
      ValidatesFhir validator,
      Predicate<InetAddress> isPublic,
      Optional<Looker<Look.Axe>> axe) {}

  /// How long a step really took, in working days.
  ///
  /// @param dossiers how many were counted
  public record Measured(Text step, double median, double ninetieth, int dossiers) {}

  private final HouseModule house;
  private final PastLane past;

  private ReferencingModule(HouseModule house, PastLane past) {
    this.house = house;
    this.past = past;
  }

  /// Opens the house: begins to follow clocks, to run the nightly checks and to tell others what
  /// was decided.
  public static Future<ReferencingModule> open(
      Vertx vertx, Settings settings, Ways ways, Needs needs, Clock clock) {
    return open(vertx, settings, ways, needs, EveryCheck.with(needs.validator()), clock);
  }

  /// For tests, which have checks of their own.
  static Future<ReferencingModule> open(
      Vertx vertx, Settings settings, Ways ways, Needs needs, List<Check> checks, Clock clock) {
    return HouseModule.open(vertx, settings, ways, needs, checks, clock)
        .map(house ->
            new ReferencingModule(house, new PastLane(vertx, ways.pool(), settings.loopback())));
  }

  /// Adds pages and endpoints of this house to the router of the calling event loop.
  public void mount(Router router) {
    house.mount(router);
  }

  /// Stops all that runs by itself.
  public Future<Void> close() {
    return house.close();
  }

  /// Founds an organisation; who founds it owns it.
  public Future<Answer<Organisation>> found(UUID account, MemberLane.Facts facts) {
    return lanes().members().found(account, facts);
  }

  /// An invitation to be an officer, by the operator.
  public Future<Optional<Invitation.Made>> inviteOfficer(Officer.Role role, boolean citizen) {
    return lanes()
        .invitations()
        .make(new Invitation.Seat.OfOfficer(role, citizen), OfficerStore.OPERATOR);
  }

  /// Makes an account an officer, by the operator.
  public Future<Void> makeOfficer(UUID account, Officer.Role role, boolean citizen) {
    return lanes().officerStore().appoint(account, role, citizen, OfficerStore.OPERATOR);
  }

  /// What vendors and officers do with dossiers.
  public OpenDeskLane desk() {
    return lanes().desk();
  }

  public MemberLane members() {
    return lanes().members();
  }

  public OfficerLane officers() {
    return lanes().officers();
  }

  /// What happened before anybody looked, for the demo.
  public PastLane past() {
    return past;
  }

  /// Takes what a visitor of the catalogue reports, for the officers. The same one twice is one.
  public Future<Void> complain(Complaint complaint) {
    return lanes().complaints().add(complaint);
  }

  /// The same page in the other language; empty: it is none of this house's.
  ///
  /// @param path below the language, without a query
  public static Optional<String> counterpart(String path, boolean toEnglish) {
    return PagesModule.counterpart(path, toEnglish);
  }

  /// How long the steps really took, over two years.
  public Future<List<Measured>> times() {
    return lanes()
        .dossiers()
        .times()
        .map(all ->
            all.stream()
                .map(one ->
                    new Measured(
                        SpecificationRoutes.state(one.state()),
                        one.median(),
                        one.ninetieth(),
                        one.ended()))
                .toList());
  }

  /// All lanes, e.g. for the demo.
  public Lanes lanes() {
    return house.lanes();
  }
}
