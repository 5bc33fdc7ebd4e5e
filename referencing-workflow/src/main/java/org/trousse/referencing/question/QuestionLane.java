package org.trousse.referencing.question;

import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.trousse.referencing.door.DossierFacts;
import org.trousse.referencing.member.Action;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.Answer.Refused;
import org.trousse.referencing.member.register.Answer.Unknown;
import org.trousse.referencing.member.register.MemberLane;
import org.trousse.referencing.question.DiscussionRules.Wish;
import org.trousse.referencing.question.Message.Act;
import org.trousse.referencing.question.Message.Side;
import org.trousse.referencing.question.QuestionStore.Kept;
import org.trousse.referencing.question.QuestionStore.Mark;
import org.trousse.referencing.question.QuestionStore.Place;

/// Asking, answering, closing and reading: whether they may, then the rows.
public final class QuestionLane {
  private final QuestionStore store;

  public QuestionLane(QuestionStore store) {
    this.store = store;
  }

  /// An officer asks the vendor.
  ///
  /// @param stopsClock whether the clock stands still until the vendor answers
  public Future<Answer<Written>> ask(
      Who who, DossierFacts dossier, String criterion, String words, boolean stopsClock) {
    return write(who, dossier, criterion, Action.ASK_VENDOR, Act.ASK, words, stopsClock);
  }

  /// Either side says something.
  public Future<Answer<Written>> say(
      Who who, DossierFacts dossier, String criterion, String words) {
    return write(who, dossier, criterion, Action.WRITE_MESSAGE, Act.SAY, words, false);
  }

  /// An officer ends the thread, with a word or without.
  public Future<Answer<Written>> close(
      Who who, DossierFacts dossier, String criterion, String words) {
    return write(who, dossier, criterion, Action.CLOSE_QUESTION, Act.CLOSE, words, false);
  }

  /// An officer takes it up again.
  public Future<Answer<Written>> reopen(
      Who who, DossierFacts dossier, String criterion, String words) {
    return write(who, dossier, criterion, Action.CLOSE_QUESTION, Act.REOPEN, words, false);
  }

  private Future<Answer<Written>> write(
      Who who,
      DossierFacts dossier,
      String criterion,
      Action action,
      Act act,
      String words,
      boolean stopsClock) {
    return MemberLane.when(
        who,
        action,
        dossier.organisation(),
        () ->
            dossier.criteria().contains(criterion)
                ? store
                    .add(
                        place(dossier, criterion),
                        new Wish(side(who), author(who), act, words, stopsClock))
                    .map(kept ->
                        switch (kept) {
                          case Kept.Added(var written) -> new Given<>(written);
                          case Kept.Refused(var why) -> new Refused<>(why);
                        })
                : Future.succeededFuture(new Unknown<>()));
  }

  public Future<Answer<List<Discussion>>> threads(Who who, DossierFacts dossier) {
    return MemberLane.when(
        who,
        Action.READ_QUESTIONS,
        dossier.organisation(),
        () -> store.of(dossier.organisation(), dossier.dossier()).map(Given::new));
  }

  public Future<Answer<List<Message>>> messages(Who who, DossierFacts dossier, String criterion) {
    return MemberLane.when(
        who,
        Action.READ_QUESTIONS,
        dossier.organisation(),
        () -> store.messages(dossier.organisation(), dossier.dossier(), criterion).map(Given::new));
  }

  /// Notes that somebody has read up to a message.
  public Future<Answer<Integer>> read(Who who, DossierFacts dossier, String criterion, int number) {
    return MemberLane.when(
        who,
        Action.READ_QUESTIONS,
        dossier.organisation(),
        () ->
            store
                .read(place(dossier, criterion), author(who), number)
                .map(done -> done ? new Given<>(number) : new Unknown<>()));
  }

  /// How far somebody has read in each thread.
  public Future<Answer<List<Mark>>> marks(Who who, DossierFacts dossier) {
    return MemberLane.when(
        who,
        Action.READ_QUESTIONS,
        dossier.organisation(),
        () -> store.marks(dossier.organisation(), dossier.dossier(), author(who)).map(Given::new));
  }

  private static Place place(DossierFacts dossier, String criterion) {
    return new Place(dossier.organisation(), dossier.dossier(), criterion);
  }

  private static Side side(Who who) {
    return who instanceof Who.Vendor ? Side.VENDOR : Side.OFFICER;
  }

  private static UUID author(Who who) {
    return switch (who) {
      case Who.Vendor(_, var by, _) -> by.id();
      case Who.OfficerWho officer -> officer.account();
      case Who.Platform() -> new UUID(0, 0);
    };
  }
}
