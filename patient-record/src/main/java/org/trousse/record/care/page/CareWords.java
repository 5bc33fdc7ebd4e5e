package org.trousse.record.care.page;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.trousse.record.care.CareKind;
import org.trousse.record.care.RoleMatrix;
import org.trousse.record.page.Words;
import org.trousse.record.professional.Profession;
import org.trousse.sdk.measure.Measure;

/// What the pages of this room say of professions and kinds of data.
final class CareWords {
  private CareWords() {}

  /// A profession by its code; one that this version does not know says so.
  static String profession(String code, Words words) {
    return Profession.ofCode(code)
        .map(known -> words.text("care.profession." + known.code()))
        .orElseGet(() -> words.text("care.profession.other"));
  }

  /// The kinds in the matrix's order, as words with commas between; empty for none.
  static String kinds(Set<CareKind> kinds, Words words) {
    List<String> all =
        EnumSet.allOf(CareKind.class).stream()
            .filter(kinds::contains)
            .map(kind -> words.text("care.kind." + kind.word()))
            .toList();
    return String.join(", ", all);
  }

  static String measures(Set<Measure> measures, Words words) {
    List<String> all =
        EnumSet.allOf(Measure.class).stream()
            .filter(measures::contains)
            .map(measure -> words.text("care.kind." + measure.word()))
            .toList();
    return all.isEmpty() ? words.text("care.measures.none") : String.join(", ", all);
  }

  /// What the matrix lets a profession do, in a sentence or two.
  static String rights(String code, RoleMatrix matrix, Words words) {
    RoleMatrix.Row row =
        Profession.ofCode(code)
            .map(matrix::row)
            .orElseGet(() -> new RoleMatrix.Row(Set.of(), Set.of(), Set.of()));
    if (row.reads().isEmpty()) {
      return words.text("care.rights.none");
    }
    String reads = words.text("care.rights.reads", kinds(row.reads(), words));
    return row.writes().isEmpty()
        ? reads
        : reads + " " + words.text("care.rights.writes", kinds(row.writes(), words));
  }
}
