package org.trousse.referencing.serve;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.trousse.referencing.door.DossierFacts;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.question.Discussion;
import org.trousse.referencing.question.Message;
import org.trousse.referencing.question.QuestionLane;
import org.trousse.referencing.question.Written;

/// `/referencing/dossiers/{id}/questions/{criterion}`: what officers and vendors ask each other.
final class QuestionRoutes {
  private static final String ALL = "/referencing/dossiers/:id/questions";
  private static final String ONE = ALL + "/:criterion";

  private final QuestionLane questions;
  private final GateLane gate;

  QuestionRoutes(QuestionLane questions, GateLane gate) {
    this.questions = questions;
    this.gate = gate;
  }

  void mount(Router router) {
    router.get(ALL).handler(this::list);
    router.get(ONE).handler(this::read);
    GateLane.body(router.post(ONE), this::write);
  }

  private void list(RoutingContext context) {
    gate.at(
        context,
        entered ->
            questions
                .threads(entered.who(), entered.dossier())
                .compose(answer ->
                    GateLane.tell(
                        context,
                        answer,
                        all ->
                            Map.of(
                                "questions", all.stream().map(QuestionRoutes::thread).toList()))));
  }

  private static Map<String, Object> thread(Discussion thread) {
    return Map.of(
        "criterion", thread.criterion(),
        "open", thread.open(),
        "turn", thread.turn().name(),
        "stopsClock", thread.waits(),
        "messages", thread.messages(),
        "changed", thread.changedAt().toString());
  }

  private void read(RoutingContext context) {
    String criterion = String.valueOf(context.pathParam("criterion"));
    gate.at(
        context,
        entered ->
            questions
                .messages(entered.who(), entered.dossier(), criterion)
                .compose(answer ->
                    GateLane.tell(
                        context,
                        answer,
                        all ->
                            Map.of(
                                "messages", all.stream().map(QuestionRoutes::message).toList()))));
  }

  private static Map<String, Object> message(Message message) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("number", message.number());
    members.put("side", message.side().name());
    members.put("act", message.act().name());
    members.put("words", message.words());
    members.put("stopsClock", message.stopsClock());
    members.put("at", message.at().toString());
    return members;
  }

  private void write(RoutingContext context) {
    String criterion = String.valueOf(context.pathParam("criterion"));
    Body body = Body.of(GateLane.bytes(context), "act", "words", "stopsClock");
    Message.Act act = body.one("act", Message.Act.class);
    String words = Objects.requireNonNullElse(body.maybe("words"), "");
    boolean stops = body.yes("stopsClock");
    gate.at(
        context,
        entered ->
            act == null || body.wrong().isPresent()
                ? GateLane.unreadable(context, body.wrong().orElseThrow())
                : written(entered.who(), entered.dossier(), criterion, act, words, stops)
                    .compose(
                        answer -> GateLane.tell(context, answer, done -> message(done.message()))));
  }

  private Future<Answer<Written>> written(
      Who who,
      DossierFacts dossier,
      String criterion,
      Message.Act act,
      String words,
      boolean stops) {
    return switch (act) {
      case ASK -> questions.ask(who, dossier, criterion, words, stops);
      case SAY -> questions.say(who, dossier, criterion, words);
      case CLOSE -> questions.close(who, dossier, criterion, words);
      case REOPEN -> questions.reopen(who, dossier, criterion, words);
    };
  }
}
