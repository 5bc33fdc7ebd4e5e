package org.trousse.record.page.series;

import java.util.List;
import org.trousse.record.pressure.kept.KeptSeries;
import org.trousse.record.revise.Acted;

/// What a page knows beside the readings: what the patient decided about them, and what their forms
/// carry.
///
/// @param csrf empty: who looks may decide nothing
/// @param kept series of blood pressure that the patient started, the newest first
/// @param acts what was done about weights, the last first
public record Beside(String csrf, List<KeptSeries> kept, List<Acted> acts) {
  /// Nothing was decided, and nothing can be.
  public static final Beside NOTHING = new Beside("", List.of(), List.of());

  public Beside {
    kept = List.copyOf(kept);
    acts = List.copyOf(acts);
  }

  /// Never the form's secret.
  @Override
  public String toString() {
    return "Beside(" + kept.size() + ", " + acts.size() + ")";
  }
}
