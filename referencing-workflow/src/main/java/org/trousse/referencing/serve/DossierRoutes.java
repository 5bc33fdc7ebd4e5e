package org.trousse.referencing.serve;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.check.CheckRunLane.Start;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.desk.OpenDeskLane;
import org.trousse.referencing.door.AnswerLane;
import org.trousse.referencing.door.DoorProblemKind;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.door.DossierDoorLane.Entered;
import org.trousse.referencing.door.VisitorLane;
import org.trousse.referencing.history.HistoryPage;
import org.trousse.referencing.history.ManifestStore;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.WhoLane.Visitor;
import org.trousse.referencing.serve.ApiModule.IssuesStatements;
import org.trousse.referencing.text.Text;

/// `/referencing/dossiers/…`: a dossier, its manifest, its checks and its history.
final class DossierRoutes {
  private static final String ALL = "/referencing/dossiers";
  private static final String ONE = ALL + "/:id";

  /// UTF-8 takes at most three bytes for a character of UTF-16.
  private static final int MANIFEST_BYTES_MAX = 3 * ManifestStore.CHARACTERS_MAX;

  private static final Text WHICH =
      new Text(
          "Dites pour quelle organisation : organisation.",
          "Say for which organisation: organisation.");

  private static final Text NOT_READERS =
      new Text(
          "Une clé de lecture n’enregistre pas d’application.", "A reader's key registers no app.");

  private static final Text NO_SUCH_PART =
      new Text(
          "before est le numéro d’un événement, size va de 1 à " + HistoryPage.Ask.SIZE_MAX + ".",
          "before is the number of an event, size goes from 1 to "
              + HistoryPage.Ask.SIZE_MAX
              + ".");

  private final OpenDeskLane desk;
  private final IssuesStatements statements;
  private final GateLane gate;

  DossierRoutes(OpenDeskLane desk, IssuesStatements statements, GateLane gate) {
    this.desk = desk;
    this.statements = statements;
    this.gate = gate;
  }

  void mount(Router router) {
    GateLane.body(router.post(ALL), this::begin);
    router.get(ALL).handler(this::list);
    router.get(ONE).handler(this::view);
    router.get(ONE + "/manifest").handler(this::manifest);
    GateLane.body(router.put(ONE + "/manifest"), MANIFEST_BYTES_MAX, this::save);
    GateLane.body(router.post(ONE + "/checks"), this::check);
    router.get(ONE + "/checks/:run").handler(this::run);
    router.get(ONE + "/history").handler(this::history);
    GateLane.body(router.post(ONE + "/software-statement"), this::statement);
  }

  private void begin(RoutingContext context) {
    Body body = Body.of(GateLane.bytes(context), "organisation", "software");
    String organisation = body.maybe("organisation");
    String software = body.maybe("software");
    gate.visit(
        context,
        visitor -> {
          if (body.wrong().isPresent()) {
            return GateLane.unreadable(context, body.wrong().get());
          }
          Optional<Who.Vendor> vendor = vendor(context, visitor, organisation);
          return vendor.isEmpty()
              ? GateLane.unreadable(context, WHICH)
              : (software == null ? desk.begin(vendor.get()) : desk.begin(vendor.get(), software))
                  .compose(answer -> begun(context, answer, vendor.get()));
        });
  }

  private static Future<Void> begun(
      RoutingContext context, Answer<DossierView> answer, Who.Vendor who) {
    if (answer instanceof Given<DossierView>(var view)) {
      context.response().putHeader("Location", ALL + "/" + view.dossier().id());
      return AnswerLane.json(context, 201, DossierJson.view(view, who));
    }
    DossierDoorLane.refuse(context, answer);
    return Future.succeededFuture();
  }

  /// As which of a visitor's vendors; empty: it is not clear.
  static Optional<Who.Vendor> vendor(
      RoutingContext context, Visitor visitor, @Nullable String organisation) {
    Optional<UUID> wanted =
        organisation == null
            ? visitor.standing().vendors().size() == 1
                ? Optional.of(visitor.standing().vendors().getFirst().organisation())
                : Optional.empty()
            : DossierDoorLane.uuid(organisation);
    return wanted
        .flatMap(id -> VisitorLane.towards(context, visitor, id))
        .flatMap(who -> who instanceof Who.Vendor vendor ? Optional.of(vendor) : Optional.empty());
  }

  private void list(RoutingContext context) {
    String organisation = context.request().getParam("organisation");
    gate.visit(
        context,
        visitor ->
            vendor(context, visitor, organisation)
                .map(vendor ->
                    desk.dossiers(vendor)
                        .compose(answer ->
                            GateLane.tell(
                                context,
                                answer,
                                lines ->
                                    Map.of(
                                        "dossiers",
                                        lines.stream().map(DossierJson::line).toList()))))
                .orElseGet(() -> GateLane.unreadable(context, WHICH)));
  }

  private void view(RoutingContext context) {
    gate.at(
        context,
        entered ->
            desk.view(entered.who(), entered.dossier().dossier())
                .compose(answer -> shown(context, entered, answer)));
  }

  private static Future<Void> shown(
      RoutingContext context, Entered entered, Answer<DossierView> answer) {
    return GateLane.tell(context, answer, view -> DossierJson.view(view, entered.who()));
  }

  /// The newest draft, as it was written.
  private void manifest(RoutingContext context) {
    gate.at(
        context,
        entered ->
            desk.view(entered.who(), entered.dossier().dossier())
                .compose(answer -> {
                  if (answer instanceof Given<DossierView>(var view)) {
                    String json = view.manifestJson();
                    return json == null
                        ? AnswerLane.refuse(context, DoorProblemKind.NO_SUCH_THING)
                        : context
                            .response()
                            .putHeader("Content-Type", "application/json")
                            .putHeader("Cache-Control", "no-store")
                            .putHeader("X-Content-Type-Options", "nosniff")
                            .end(json);
                  }
                  DossierDoorLane.refuse(context, answer);
                  return Future.succeededFuture();
                }));
  }

  private void save(RoutingContext context) {
    String json = new String(GateLane.bytes(context), StandardCharsets.UTF_8);
    gate.vendorAt(
        context,
        (vendor, entered) ->
            desk.saveManifest(vendor, entered.dossier().dossier(), json)
                .compose(answer -> shown(context, entered, answer)));
  }

  private void check(RoutingContext context) {
    byte[] bytes = GateLane.bytes(context);
    Body body = Body.of(bytes.length == 0 ? new byte[] {'{', '}'} : bytes, "criteria");
    Set<String> criteria = Set.copyOf(body.words("criteria"));
    gate.at(
        context,
        entered ->
            body.wrong().isPresent()
                ? GateLane.unreadable(context, body.wrong().get())
                : desk.check(entered.who(), entered.dossier().dossier(), criteria)
                    .compose(answer -> started(context, entered, answer)));
  }

  private static Future<Void> started(
      RoutingContext context, Entered entered, Answer<Start> answer) {
    if (!(answer instanceof Given<Start>(var start))) {
      DossierDoorLane.refuse(context, answer);
      return Future.succeededFuture();
    }
    return switch (start) {
      case Start.Began(var run, _) -> running(context, entered, run);
      case Start.Busy(var run) -> running(context, entered, run);
      case Start.TooSoon(var left) -> {
        context.response().putHeader("Retry-After", Long.toString(left.toSeconds() + 1));
        yield AnswerLane.refuse(context, DoorProblemKind.CHECKED_JUST_NOW);
      }
    };
  }

  /// A run that is under way already is the answer to who asks for one.
  private static Future<Void> running(RoutingContext context, Entered entered, UUID run) {
    String where = ALL + "/" + entered.dossier().dossier() + "/checks/" + run;
    context.response().putHeader("Location", where);
    return AnswerLane.json(context, 202, Map.of("run", run.toString()));
  }

  private void run(RoutingContext context) {
    Optional<UUID> run = DossierDoorLane.uuid(context.pathParam("run"));
    gate.at(
        context,
        entered ->
            run.isEmpty()
                ? AnswerLane.refuse(context, DoorProblemKind.NO_SUCH_THING)
                : desk.run(entered.who(), entered.dossier().dossier(), run.get())
                    .compose(answer -> GateLane.tell(context, answer, DossierJson::run)));
  }

  /// The newest first; `Link` leads to what is older (RFC 8288 §3.3).
  private void history(RoutingContext context) {
    Optional<HistoryPage.Ask> ask = ask(context);
    gate.at(
        context,
        entered ->
            ask.isEmpty()
                ? GateLane.unreadable(context, NO_SUCH_PART)
                : desk.history(entered.who(), entered.dossier().dossier(), ask.get())
                    .compose(answer -> {
                      link(context, answer, ask.get());
                      return GateLane.tell(
                          context,
                          answer,
                          past ->
                              Map.of(
                                  "events",
                                  HistoryLineJson.lines(past.page().events(), entered.who())));
                    }));
  }

  private static Optional<HistoryPage.Ask> ask(RoutingContext context) {
    String before = context.request().getParam("before", "999999999");
    String size = context.request().getParam("size", Integer.toString(HistoryPage.Ask.SIZE));
    boolean numbers = before.matches("[1-9][0-9]{0,8}") && size.matches("[1-9][0-9]{0,2}");
    return numbers && Integer.parseInt(size) <= HistoryPage.Ask.SIZE_MAX
        ? Optional.of(new HistoryPage.Ask(Integer.parseInt(before), Integer.parseInt(size)))
        : Optional.empty();
  }

  private static void link(
      RoutingContext context, Answer<DossierView.Past> answer, HistoryPage.Ask ask) {
    if (answer instanceof Answer.Given<DossierView.Past>(var past) && past.page().older() != null) {
      String next =
          "<%s/%s/history?before=%d&size=%d>; rel=\"next\""
              .formatted(ALL, past.dossier().id(), past.page().older(), ask.size());
      context.response().putHeader("Link", next);
    }
  }

  /// For one registration, within five minutes.
  private void statement(RoutingContext context) {
    gate.vendorAt(
        context,
        (vendor, entered) ->
            vendor.role() == Role.READER
                ? AnswerLane.refuse(context, DoorProblemKind.NOT_ALLOWED, NOT_READERS)
                : desk.view(vendor, entered.dossier().dossier())
                    .compose(answer -> stated(context, answer)));
  }

  private Future<Void> stated(RoutingContext context, Answer<DossierView> answer) {
    if (answer instanceof Given<DossierView>(var view)) {
      return statements
          .statement(view.dossier().identity().software())
          .compose(said -> GateLane.tell(context, said, jws -> Map.of("software_statement", jws)));
    }
    DossierDoorLane.refuse(context, answer);
    return Future.succeededFuture();
  }
}
