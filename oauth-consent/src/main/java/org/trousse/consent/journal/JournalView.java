package org.trousse.consent.journal;

import java.util.List;
import org.trousse.consent.applications.View.Head;
import org.trousse.consent.page.Spot;

/// What the page of the log prints.
///
/// @param from the first day, as a date field has it
/// @param apps for the filter
/// @param lines newest first
/// @param csv where the file is
/// @param older where the lines before these are; empty: there are none
/// @param day the day that was asked about, as a date field has it; empty: none
public record JournalView(
    Head head,
    String from,
    String to,
    String today,
    List<App> apps,
    List<Line> lines,
    String csv,
    String older,
    boolean first,
    String newest,
    String day,
    String dayWords,
    List<Could> could) {
  /// One app of the filter.
  public record App(String id, String name, boolean chosen) {}

  /// One sentence.
  ///
  /// @param given a device's name in it, as its maker gave it; empty: none
  /// @param proof where it is proven that it is sealed; empty: nowhere
  public record Line(String text, String given, boolean refused, String proof) {
    /// What stands before the device's name; all of it when there is none.
    public String before() {
      return given.isEmpty() ? text : text.substring(0, at());
    }

    public String after() {
      return given.isEmpty() ? "" : text.substring(at() + given.length());
    }

    private int at() {
      return text.indexOf(given);
    }
  }

  /// Who could do what on the day.
  ///
  /// @param when which part of the day
  /// @param permissions in words
  /// @param from what readings
  public record Could(String name, String when, List<String> permissions, String from) {}

  /// Where the forms go.
  public String address() {
    return Spot.LOG.address(head.words());
  }

  public String chosen() {
    return apps.stream().filter(App::chosen).map(App::id).findFirst().orElse("");
  }
}
