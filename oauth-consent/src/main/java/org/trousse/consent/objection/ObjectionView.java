package org.trousse.consent.objection;

import java.util.List;
import org.trousse.consent.applications.View.Head;
import org.trousse.consent.page.Spot;

/// What the pages print; every text is ready.
///
/// @param app the grant's id, which names the app in addresses
/// @param name the app's
/// @param kinds that it added
/// @param until the last day, as a date field has it
/// @param sure whether the patient is asked to confirm
/// @param before what was set aside before
/// @param done what has just been done; empty: nothing
public record ObjectionView(
    Head head,
    String app,
    String name,
    List<Kind> kinds,
    String until,
    String untilWords,
    String today,
    List<String> faults,
    boolean sure,
    List<Before> before,
    String done) {
  /// A kind of readings.
  public record Kind(String word, String label, boolean ticked) {}

  /// Set aside before.
  ///
  /// @param id for the form that shows them again; empty: that is no longer possible
  /// @param state in a sentence
  public record Before(String id, String what, String state) {}

  /// Where the forms go.
  public String action() {
    return Spot.OBJECTION.address(head.words());
  }

  /// The app's own page.
  public String back() {
    return Spot.APPLICATIONS.address(head.words(), "app", app);
  }

  /// This page from its beginning.
  public String own() {
    return Spot.OBJECTION.address(head.words(), "app", app);
  }

  public boolean faulty(String field) {
    return faults.contains(field);
  }
}
