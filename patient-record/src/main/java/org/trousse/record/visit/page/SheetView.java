package org.trousse.record.visit.page;

import java.util.List;
import java.util.UUID;
import org.trousse.record.byhand.EntryForm;
import org.trousse.record.byhand.EntryView;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.visit.Transmission;
import org.trousse.record.visit.VisitSheet;
import org.trousse.sdk.measure.Measure;

/// Puts a sheet into words. Pure.
public final class SheetView {
  /// More than this nobody reads one by one.
  static final int ROWS_MAX = 200;

  private SheetView() {}

  /// @param done what was just done; empty: nothing
  static VisitView of(
      AtHome home, VisitSheet sheet, List<Transmission> kept, EntryView entry, String done) {
    VisitText text = home.text();
    List<VisitView.Row> rows =
        sheet.readings().stream().limit(ROWS_MAX).map(one -> row(home, sheet, one, text)).toList();
    List<String> marks =
        rows.stream().map(VisitView.Row::mark).filter(mark -> !mark.isEmpty()).toList();
    return new VisitView(
        home.words(),
        home.name(),
        home.identity(),
        home.mode(),
        done,
        text.period(sheet.period()),
        sheet.lines().stream().map(line -> text.line(line, sheet.period())).toList(),
        rows,
        marks.size(),
        String.join(" ", marks),
        entry,
        kept.stream().map(one -> transmission(home, one)).toList(),
        home.address(VisitAddress.SHEET, ""),
        home.address(VisitAddress.SHEET, "")
            + (home.words().locale().getLanguage().equals("en") ? "/thresholds" : "/seuils"),
        home.opening().writable().contains(Measure.INTERSTITIAL_GLUCOSE)
            ? home.address(VisitAddress.STRETCH, "")
            : "",
        VisitAddress.worklist(home.words()),
        UUID.randomUUID().toString(),
        home.csrf());
  }

  private static VisitView.Row row(
      AtHome home, VisitSheet sheet, StoredReading one, VisitText text) {
    boolean writes = home.opening().writable().contains(one.reading().measure());
    return text.row(sheet, one, home.address(VisitAddress.READING, home.id(one.key())), writes);
  }

  /// As people read it.
  public static TransmissionView transmission(AtHome home, Transmission one) {
    VisitText text = home.text();
    return new TransmissionView(
        one.id().toString(),
        home.words().text("visit.transmission.by", text.on(one.at()), one.name()),
        home.words().text("visit.transmission.about", text.on(one.from()), text.on(one.at())),
        one.data(),
        one.action(),
        one.result(),
        one.reads().stream()
            .map(read ->
                home.words().text("visit.transmission.read", read.name(), text.on(read.at())))
            .toList(),
        home.address(VisitAddress.TRANSMISSION_KEPT, one.id().toString()));
  }

  /// An empty form.
  static EntryView entry(AtHome home) {
    return EntryView.blank(
        EntryForm.kinds(home.opening().writable(), home.words()),
        EntryForm.meals(home.words()),
        home.now(),
        home.zone(),
        home.address(VisitAddress.SHEET, ""),
        home.csrf(),
        true);
  }
}
