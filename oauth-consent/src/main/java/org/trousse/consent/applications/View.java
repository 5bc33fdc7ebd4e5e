package org.trousse.consent.applications;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.message.ToldView;
import org.trousse.consent.page.Spot;
import org.trousse.consent.page.Whose;
import org.trousse.consent.page.Words;

/// What the templates of this room print; every text is ready.
public sealed interface View {
  /// What every page of the room begins with.
  ///
  /// @param csrf what its forms carry
  /// @param told what happened to apps and was not understood yet
  /// @param done what has just been done; empty: nothing
  /// @param fault what is wrong with the form that was sent; empty: nothing
  public record Head(
      Words words,
      String csrf,
      Whose whose,
      ToldView told,
      List<Notice> notices,
      String done,
      String fault) {
    /// Where this room's forms go.
    public String action() {
      return Spot.APPLICATIONS.address(words);
    }

    public String text(String key, Object... parts) {
      return words.text(key, parts);
    }

    /// The text of `key` about the reader, or about the child for whom they act.
    public String about(String key, Object... parts) {
      return words.text(key + (whose.child() ? ".child" : ".self"), parts);
    }

    /// Never the form's secret, never whose.
    @Override
    public String toString() {
      return "Head(" + words.tag() + ")";
    }
  }

  /// Something that waits for the patient.
  public record Notice(String text, String address, String link) {}

  /// One permission.
  ///
  /// @param word for the form
  /// @param use what the app really did with it
  /// @param unused whether to ask if it should stay
  public record Line(String word, String label, String use, boolean unused) {}

  /// One app.
  ///
  /// @param app as the log's filter knows it
  /// @param state in a word, which no colour carries alone
  /// @param dates since when and until when
  /// @param why what suspended or ended it; empty when nothing is to be said
  /// @param pausable whether it can be paused
  /// @param resumable whether it can be resumed
  public record Card(
      UUID id,
      String app,
      String name,
      String editor,
      String state,
      String dates,
      String why,
      List<Line> lines,
      boolean live,
      boolean pausable,
      boolean resumable) {
    /// Where its own page is, or one of that page's sides.
    public String address(Words words, String page) {
      String own = Spot.APPLICATIONS.address(words, "app", id.toString());
      return page.isEmpty() ? own : own + "&page=" + page;
    }

    /// Where what it added can be set aside.
    public String objection(Words words) {
      return Spot.OBJECTION.address(words, "app", id.toString());
    }

    /// Where its log is.
    public String log(Words words) {
      return Spot.LOG.address(words, "app", app);
    }
  }

  /// Apps that stand alike.
  public record Shelf(String word, String title, List<Card> cards) {}

  /// The list.
  public record Apps(Head head, List<Shelf> shelves) implements View {
    public boolean empty() {
      return shelves.stream().noneMatch(shelf -> !shelf.word().equals("ended"));
    }
  }

  /// A duration that would end later than now.
  public record Choice(String value, String label) {}

  /// One app's page.
  ///
  /// @param facts from when it reads, and whether it goes on while nobody is there
  /// @param durations empty when it cannot be extended
  /// @param more what a newer version asks for besides
  /// @param past its versions, the newest first
  public record One(
      Head head,
      Card card,
      String purpose,
      List<String> facts,
      List<Choice> durations,
      List<String> more,
      List<String> past,
      boolean receipt)
      implements View {
    /// Whether taking a permission away leaves anything.
    public boolean several() {
      return card.lines().size() > 1;
    }
  }

  /// Before a stop: what will happen.
  public record Stop(Head head, Card card) implements View {}

  /// A door and when it refuses.
  public record Door(String name, String since) {}

  /// After a stop.
  ///
  /// @param at the time of the stop
  public record Stopped(Head head, Card card, String at, List<Door> doors) implements View {}

  /// A letter that asks the editor to erase its copies.
  public record Letter(Head head, Card card, List<String> paragraphs) implements View {}

  /// A receipt.
  ///
  /// @param permissions what it allows
  /// @param shown the text that was read, line by line
  /// @param language of that text
  /// @param sha256 of that text
  /// @param signed whether there is a signed file
  public record Receipt(
      Head head,
      Card card,
      String given,
      String until,
      List<String> permissions,
      List<String> shown,
      @Nullable String language,
      String sha256,
      boolean signed,
      int version)
      implements View {}
}
