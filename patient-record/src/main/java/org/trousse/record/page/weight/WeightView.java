package org.trousse.record.page.weight;

import java.util.List;
import java.util.Optional;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Explained;
import org.trousse.record.page.series.Head;
import org.trousse.record.page.series.Plot;

/// All that the page of weight says.
///
/// @param latest a number; empty: none
/// @param when of the latest
/// @param trend sentences
/// @param gains the days when a rule found a gain, the newest first
/// @param whose readings that are perhaps somebody else's
/// @param days the newest first
public record WeightView(
    Head head,
    String latest,
    String when,
    List<String> trend,
    List<String> gains,
    Whose whose,
    Optional<Plot> plot,
    List<Row> days,
    String more,
    List<Explained> definitions) {
  public Words words() {
    return head.words();
  }

  public boolean isEmpty() {
    return latest.isEmpty() && whose.asked().isEmpty() && whose.answered().isEmpty();
  }

  /// Whether any day had another to be compared with: only then may the absence of gains be said.
  public boolean isCompared() {
    return days.stream().anyMatch(Row::compared);
  }

  /// "Est-ce bien vous ?"
  ///
  /// @param done what was just done; empty: nothing
  /// @param action where answers are sent
  /// @param csrf empty: who looks may not answer
  public record Whose(
      String done, String action, String csrf, List<Asks> asked, List<Asks> answered) {
    public Whose {
      asked = List.copyOf(asked);
      answered = List.copyOf(answered);
    }

    public boolean mayAnswer() {
      return !csrf.isEmpty();
    }
  }

  /// A weight.
  ///
  /// @param key what a form sends for it; empty: there is nothing to answer
  /// @param name tells it from the others, for who does not see the line
  /// @param answer what was answered; empty: nothing yet
  public record Asks(String key, String text, String name, String answer) {}

  /// A day's weight.
  ///
  /// @param compared with a day before
  public record Row(String day, String weight, String gain, String rule, boolean compared) {}
}
