package org.trousse.catalogue.page.app;

import java.util.List;
import org.trousse.catalogue.page.Words;
import org.trousse.catalogue.report.Report;

/// The form by which visitors report a problem, with what they wrote already.
///
/// @param name the app; empty: this site
/// @param faults keys of what is wrong; empty: nothing was sent yet, or all is well
public record ReportView(
    Words words,
    String name,
    String title,
    String lead,
    String action,
    String back,
    String token,
    List<String> faults,
    Written written) {
  /// What stands in the fields.
  public record Written(String about, String text, String contact) {
    public static final Written NOTHING = new Written("", "", "");
  }

  public List<String> abouts() {
    return List.of(Report.About.values()).stream().map(Report.About::word).toList();
  }

  public boolean faulty(String field) {
    return faults.contains(field);
  }

  /// The page after a report was kept.
  public record Thanks(Words words, String title, String number, boolean answer, String back) {}
}
