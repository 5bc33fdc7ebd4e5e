package org.trousse.record.search;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;

/// A kind of reading, as `code` tells them apart.
record Kind(Measure measure, @Nullable Specimen specimen) {
  static final List<Kind> ALL = all();

  private static List<Kind> all() {
    List<Kind> all = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      all.add(new Kind(measure, null));
    }
    for (Specimen specimen : Specimen.values()) {
      all.add(new Kind(Measure.BLOOD_GLUCOSE, specimen));
    }
    return List.copyOf(all);
  }

  /// A token: `code`, `system|code`, `system|` or `|code` (R4 search, 3.1.1.4.10). All our codes
  /// have a system.
  boolean has(String token) {
    int bar = token.indexOf('|');
    return FhirCodes.code(measure, specimen).stream()
        .anyMatch(coding ->
            bar < 0
                ? coding.code().equals(token)
                : coding.system().equals(token.substring(0, bar))
                    && (bar == token.length() - 1
                        || coding.code().equals(token.substring(bar + 1))));
  }

  /// The LOINC code.
  String loinc() {
    return FhirCodes.code(measure, specimen).getFirst().code();
  }
}
