package org.trousse.catalogue.page.app;

import java.util.List;
import org.trousse.catalogue.page.Words;

/// What an app's page prints.
///
/// @param banner why the app cannot be connected; empty: it can
/// @param watch what holds while the app can be connected, e.g. that it is watched; empty: nothing
/// @param connect where connecting begins; empty: hidden
public record AppView(
    Words words,
    String old,
    String name,
    String monogram,
    String editor,
    String editorBacking,
    String summary,
    List<String> description,
    String purposeBacking,
    List<String> labels,
    boolean connected,
    Banner banner,
    String watch,
    String connect,
    String authorisation,
    List<Fact> badge,
    List<Result> results,
    String resultsTitle,
    Data data,
    List<Section> sections,
    List<Past> history,
    String historyAddress,
    String report,
    String compare) {
  /// A red banner; without a title there is none.
  public record Banner(String title, String reason, String since) {
    static final Banner NONE = new Banner("", "", "");

    public boolean shown() {
      return !title.isEmpty();
    }
  }

  /// What was decided about one criterion.
  public record Result(String criterion, String title, String word, String when, String who) {}

  /// The data table.
  ///
  /// @param none said where no data are exchanged
  /// @param seen what observation says as a whole
  public record Data(
      String none, List<Line> lines, String seen, List<String> recipients, String noRecipients) {}

  /// One kind in one direction.
  ///
  /// @param word declared, tested, verified or observed
  /// @param because on what it rests
  public record Line(
      String kind,
      boolean read,
      boolean add,
      String why,
      String need,
      String word,
      String because) {}

  /// One decision.
  public record Past(String day, String what, String reason, String criteria, String by) {}

  /// The page of all decisions.
  public record History(Words words, String name, String back, List<Past> decisions) {}

  /// The page with the exact text of the authorisation.
  public record Authorisation(
      Words words,
      String name,
      String editor,
      String back,
      List<Item> items,
      List<String> recipients,
      String noRecipients) {}

  /// One line of the consent page.
  public record Item(String label, String need, String reason, String without) {}
}
