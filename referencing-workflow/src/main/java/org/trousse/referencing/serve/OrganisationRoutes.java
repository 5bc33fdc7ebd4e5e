package org.trousse.referencing.serve;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.trousse.referencing.desk.DeskLane;
import org.trousse.referencing.desk.QueueLine;
import org.trousse.referencing.door.AnswerLane;
import org.trousse.referencing.door.DoorProblemKind;
import org.trousse.referencing.member.Organisation;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.MemberLane;
import org.trousse.referencing.member.register.WhoLane.Visitor;
import org.trousse.referencing.text.Text;

/// `/referencing/organisations`, `/referencing/queue` and `/referencing/register`: who one is here,
/// and what waits for officers.
final class OrganisationRoutes {
  private static final Text PERSON =
      new Text(
          "Une clé d’API ne fonde pas d’organisation : connectez-vous avec votre compte.",
          "An API key founds no organisation: sign in with your account.");
  private static final Text OFFICERS =
      new Text("Seuls les agents le peuvent.", "Only officers may do this.");

  private final DeskLane desk;
  private final MemberLane members;
  private final GateLane gate;

  OrganisationRoutes(DeskLane desk, MemberLane members, GateLane gate) {
    this.desk = desk;
    this.members = members;
    this.gate = gate;
  }

  void mount(Router router) {
    GateLane.body(router.post("/referencing/organisations"), this::found);
    router.get("/referencing/organisations/me").handler(this::me);
    router.get("/referencing/queue").handler(context -> lines(context, desk::queue));
    router.get("/referencing/register").handler(context -> lines(context, desk::register));
    GateLane.body(router.post("/referencing/dossiers/:id/taken"), this::take);
  }

  private void found(RoutingContext context) {
    Body body = Body.of(GateLane.bytes(context), "legalName", "registration", "country");
    MemberLane.Facts facts =
        new MemberLane.Facts(
            body.word("legalName"), body.word("registration"), body.word("country"));
    gate.visit(
        context,
        visitor -> {
          if (visitor.person().isEmpty()) {
            return AnswerLane.refuse(context, DoorProblemKind.NOT_ALLOWED, PERSON);
          }
          return body.wrong().isPresent()
              ? GateLane.unreadable(context, body.wrong().get())
              : members
                  .found(visitor.person().get().account(), facts)
                  .compose(
                      answer -> GateLane.tell(context, answer, OrganisationRoutes::organisation));
        });
  }

  private static Map<String, Object> organisation(Organisation one) {
    return Map.of(
        "id", one.id().toString(),
        "legalName", one.legalName(),
        "registration", one.registration(),
        "country", one.country());
  }

  private void me(RoutingContext context) {
    gate.visit(
        context,
        visitor ->
            Future.join(
                    visitor.standing().vendors().stream()
                        .map(vendor -> members.organisation(vendor, vendor.organisation()))
                        .toList())
                .compose(all -> AnswerLane.json(context, 200, me(visitor, all.list()))));
  }

  private static Map<String, Object> me(Visitor visitor, List<Answer<Organisation>> all) {
    List<Map<String, Object>> organisations = new ArrayList<>();
    for (int at = 0; at < all.size(); at++) {
      Who.Vendor vendor = visitor.standing().vendors().get(at);
      if (all.get(at) instanceof Given<Organisation>(var one)) {
        Map<String, Object> members = new LinkedHashMap<>(organisation(one));
        members.put("role", vendor.role().name());
        organisations.add(members);
      }
    }
    Map<String, Object> me = new LinkedHashMap<>();
    me.put("organisations", organisations);
    visitor.standing().officer().ifPresent(one -> me.put("officer", one.role().name()));
    // for the session's own scripts; another site's cannot read an answer
    visitor.person().ifPresent(person -> me.put("csrf", person.csrf()));
    return me;
  }

  private void lines(
      RoutingContext context, Function<Who.OfficerWho, Future<Answer<List<QueueLine>>>> of) {
    gate.visit(
        context,
        visitor ->
            visitor
                .standing()
                .officer()
                .map(officer ->
                    of.apply(officer)
                        .compose(answer ->
                            GateLane.tell(
                                context,
                                answer,
                                lines ->
                                    Map.of(
                                        "dossiers",
                                        lines.stream().map(DossierJson::line).toList()))))
                .orElseGet(
                    () -> AnswerLane.refuse(context, DoorProblemKind.NOT_ALLOWED, OFFICERS)));
  }

  private void take(RoutingContext context) {
    Body body = Body.of(GateLane.bytes(context), "mine");
    boolean mine = body.yes("mine");
    gate.at(
        context,
        entered -> {
          if (body.wrong().isPresent()) {
            return GateLane.unreadable(context, body.wrong().get());
          }
          return entered.who() instanceof Who.OfficerWho officer
              ? desk.take(officer, entered.dossier().dossier(), mine)
                  .compose(answer -> GateLane.tell(context, answer, DossierJson::line))
              : AnswerLane.refuse(context, DoorProblemKind.NOT_ALLOWED, OFFICERS);
        });
  }
}
