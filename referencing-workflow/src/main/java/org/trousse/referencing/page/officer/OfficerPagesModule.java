package org.trousse.referencing.page.officer;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.trousse.referencing.complaint.ComplaintStore;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.desk.DeskLane;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.clock.Statistics.StepTimes;
import org.trousse.referencing.member.register.OfficerLane;
import org.trousse.referencing.page.PageRoutes;
import org.trousse.referencing.page.PageRoutes.NamesPeople;
import org.trousse.referencing.page.officer.view.CriterionPage.Earlier;
import org.trousse.referencing.page.officer.view.OfficerSpots;
import org.trousse.referencing.question.QuestionLane;

/// The officers' pages. Mount them before the public pages of the specification, whose
/// `referencement/:criterion` would take `referencement/file` for a criterion.
public final class OfficerPagesModule {
  /// How long the steps really took.
  @FunctionalInterface
  public interface TellsTimes {
    Future<List<StepTimes>> times();
  }

  /// What was decided about a criterion in this dossier, then in earlier ones of the same app, the
  /// newest first.
  @FunctionalInterface
  public interface TellsEarlier {
    Future<List<Earlier>> earlier(Dossier dossier, String criterion);
  }

  /// Every organisation's legal name.
  @FunctionalInterface
  public interface NamesOrganisations {
    Future<Map<UUID, String>> organisations();
  }

  /// How many complaints about each app are open, by its client id.
  @FunctionalInterface
  public interface CountsComplaints {
    Future<Map<String, Integer>> complaints(Set<String> software);
  }

  /// What others tell these pages.
  public record Tellers(
      TellsTimes times,
      TellsEarlier earlier,
      NamesPeople names,
      NamesOrganisations organisations,
      CountsComplaints complaints) {}

  /// What the pages stand on.
  ///
  /// @param publicUrl for links that are sent to people, e.g. `https://trousse.example`
  public record Parts(
      PageRoutes.Ground ground,
      URI publicUrl,
      DeskLane desk,
      QuestionLane questions,
      OfficerLane officers,
      SpecificationReader specifications,
      ComplaintStore complaints,
      Tellers tellers,
      Clock clock) {}

  private final Parts parts;

  public OfficerPagesModule(Parts parts) {
    this.parts = parts;
  }

  public void mount(Router router) {
    OfficerDoorLane door = new OfficerDoorLane(parts);
    new QueueRoutes(door, parts).mount(router);
    new OfficerDossierRoutes(door, parts).mount(router);
    new MoveRoutes(door, parts).mount(router);
    new AssessmentRoutes(door, parts).mount(router);
    new WatchRoutes(door, parts).mount(router);
    new PeopleRoutes(door, parts).mount(router);
  }

  /// The same page in the other language; empty: it is none of these pages.
  ///
  /// @param path below the language, without a query
  public static Optional<String> counterpart(String path, boolean toEnglish) {
    return OfficerSpots.counterpart(path, toEnglish);
  }
}
