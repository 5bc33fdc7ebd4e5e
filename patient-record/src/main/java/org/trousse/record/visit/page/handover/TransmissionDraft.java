package org.trousse.record.visit.page.handover;

import java.util.List;
import java.util.stream.Collectors;
import org.trousse.record.visit.VisitLine;
import org.trousse.record.visit.VisitPeriod;
import org.trousse.record.visit.VisitSheet;
import org.trousse.record.visit.page.VisitText;
import org.trousse.record.visit.page.VisitView;

/// What a transmission's first part says before anybody wrote: the numbers of the period. Pure.
final class TransmissionDraft {
  /// Leaves room for action and result.
  private static final int CHARACTERS_MAX = 800;

  private TransmissionDraft() {}

  static String of(VisitSheet sheet, VisitText text) {
    VisitPeriod period = sheet.period();
    List<String> lines =
        sheet.lines().stream()
            .filter(line -> line.newest() != null)
            .map(line -> line(line, period, text))
            .toList();
    String numbers =
        lines.isEmpty() ? text.words().text("visit.transmission.none") : String.join("\n", lines);
    String all =
        text.words().text("visit.transmission.period", text.on(period.from()), text.on(period.to()))
            + "\n"
            + numbers;
    return all.length() <= CHARACTERS_MAX ? all : all.substring(0, CHARACTERS_MAX);
  }

  private static String line(VisitLine line, VisitPeriod period, VisitText text) {
    VisitView.Line said = text.line(line, period);
    return said.title()
        + " : "
        + said.latest()
        + " ("
        + said.when()
        + "). "
        + said.sentences().stream().collect(Collectors.joining(" "));
  }
}
