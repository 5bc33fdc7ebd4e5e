package org.trousse.referencing.serve;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import org.trousse.referencing.desk.OpenDeskLane;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.door.VisitorLane;
import org.trousse.referencing.history.DossierLane;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.MemberLane;
import org.trousse.referencing.question.QuestionLane;

/// The JSON API as one.
public final class ApiModule {
  private final Lanes lanes;

  /// What it serves.
  public record Lanes(
      OpenDeskLane desk,
      MemberLane members,
      QuestionLane questions,
      DossierLane dossiers,
      IssuesStatements statements,
      VisitorLane visitors,
      DossierDoorLane door) {}

  /// The catalogue's signed word on an app, which registers its client (RFC 7591 §2.3).
  @FunctionalInterface
  public interface IssuesStatements {
    /// A compact JWS for one registration, or why there is none now.
    Future<Answer<String>> statement(String software);
  }

  public ApiModule(Lanes lanes) {
    this.lanes = lanes;
  }

  /// Adds it to the router of the calling event loop.
  public void mount(Router router) {
    GateLane gate = new GateLane(lanes.visitors(), lanes.door());
    new PublicRoutes(lanes.dossiers()).mount(router);
    new OrganisationRoutes(lanes.desk(), lanes.members(), gate).mount(router);
    new DossierRoutes(lanes.desk(), lanes.statements(), gate).mount(router);
    new ActRoutes(lanes.desk(), gate).mount(router);
    new QuestionRoutes(lanes.questions(), gate).mount(router);
  }
}
