package org.trousse.referencing.question;

import java.time.Instant;
import java.util.UUID;
import org.trousse.referencing.question.Message.Act;
import org.trousse.referencing.question.Message.Side;
import org.trousse.referencing.text.Text;

/// What may be written next, and what follows from it.
public final class DiscussionRules {
  /// A message that somebody wishes to add.
  ///
  /// @param stopsClock asked for by an officer who asks
  public record Wish(Side side, UUID author, Act act, String words, boolean stopsClock) {
    /// Nobody's words.
    @Override
    public String toString() {
      return "Wish(" + side + ", " + act + ")";
    }
  }

  /// What becomes of it.
  public sealed interface Outcome {
    /// It is added, and the thread stands so.
    record Added(Message message, Discussion discussion) implements Outcome {}

    /// It is not.
    record Refused(Text why) implements Outcome {}
  }

  static final Text WORDS =
      new Text(
          "Écrivez un message de 1 à 5 000 caractères.",
          "Write a message of 1 to 5,000 characters.");
  static final Text OFFICERS_ONLY =
      new Text(
          "Seul un agent pose une question officielle, clôt ou rouvre un échange.",
          "Only an officer asks formally, closes or reopens a thread.");
  static final Text CLOSED =
      new Text("Cet échange est déjà clos.", "This thread is closed already.");
  static final Text OPEN = new Text("Cet échange est déjà ouvert.", "This thread is open already.");
  static final Text FULL =
      new Text(
          "Cet échange a 200 messages, le maximum : appelez-vous.",
          "This thread has 200 messages, the most it can have: telephone each other.");
  static final Text NO_CLOCK =
      new Text(
          "Seule une question d’un agent arrête le délai.",
          "Only an officer's question stops the clock.");

  private DiscussionRules() {}

  public static Outcome decide(Discussion now, Wish wish, Instant at) {
    boolean speaks = wish.act() == Act.ASK || wish.act() == Act.SAY;
    String words = wish.words().strip();
    if (wish.side() == Side.VENDOR && wish.act() != Act.SAY) {
      return new Outcome.Refused(OFFICERS_ONLY);
    }
    if (wish.stopsClock() && wish.act() != Act.ASK) {
      return new Outcome.Refused(NO_CLOCK);
    }
    if (words.length() > Message.CHARS_MAX || (speaks && words.isEmpty())) {
      return new Outcome.Refused(WORDS);
    }
    if (wish.act() == Act.CLOSE && !now.open()) {
      return new Outcome.Refused(CLOSED);
    }
    if (wish.act() == Act.REOPEN && (now.open() || now.messages() == 0)) {
      return new Outcome.Refused(now.open() ? OPEN : CLOSED);
    }
    // the last place is kept for the end
    if (now.messages() >= Discussion.MESSAGES_MAX - (wish.act() == Act.CLOSE ? 0 : 1)) {
      return new Outcome.Refused(FULL);
    }
    Message message =
        new Message(
            now.messages() + 1,
            wish.side(),
            wish.author(),
            wish.act(),
            words,
            wish.stopsClock(),
            at);
    return new Outcome.Added(message, after(now, message));
  }

  /// How a thread stands after one more message.
  static Discussion after(Discussion before, Message message) {
    boolean open = message.act() != Act.CLOSE;
    return new Discussion(
        before.organisation(),
        before.dossier(),
        before.criterion(),
        open,
        turn(before, message),
        waits(before, message),
        message.number(),
        message.at());
  }

  private static Turn turn(Discussion before, Message message) {
    return switch (message.act()) {
      case ASK -> Turn.VENDOR;
      case CLOSE, REOPEN -> Turn.NOBODY;
      case SAY ->
          message.side() == Side.VENDOR
              ? Turn.OFFICER
              // a remark does not take back what was asked
              : before.turn() == Turn.VENDOR ? Turn.VENDOR : Turn.NOBODY;
    };
  }

  private static boolean waits(Discussion before, Message message) {
    return switch (message.act()) {
      case ASK -> message.stopsClock() || before.waits();
      case CLOSE, REOPEN -> false;
      case SAY -> message.side() == Side.OFFICER && before.waits();
    };
  }
}
