package org.trousse.record.byhand;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.trousse.record.byhand.EntryForm.Again;
import org.trousse.record.byhand.EntryForm.Ready;
import org.trousse.record.byhand.EntryForm.Sent;
import org.trousse.record.care.page.FormRoutes;
import org.trousse.record.care.page.FormRoutes.Visit;
import org.trousse.record.entry.EntryLane;
import org.trousse.record.entry.Written;
import org.trousse.record.page.MeasurePage;
import org.trousse.record.page.Words;
import org.trousse.record.reading.ReadingStore;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// `/fr/mesures/saisir`, `/en/measurements/enter`: the patient, or who acts for them, writes a
/// reading.
public final class EntryRoutes {
  private static final String FRENCH = "mesures/saisir";
  private static final String ENGLISH = "measurements/enter";
  private static final Set<Measure> ALL = Set.copyOf(EnumSet.allOf(Measure.class));
  private static final Set<String> DONE = Set.of("saisi", "deja");

  /// The series of blood pressure asks for a reading, and goes on afterwards.
  private static final String FOR_SERIES = "?pour=tension";

  private final FormRoutes forms;
  private final EntryLane entries;
  private final ReadingStore readings;

  public EntryRoutes(FormRoutes forms, EntryLane entries, ReadingStore readings) {
    this.forms = forms;
    this.entries = entries;
    this.readings = readings;
  }

  /// Where it is, in a language.
  public static String address(Words words) {
    return "/" + words.locale().getLanguage() + "/" + path(words);
  }

  private static String path(Words words) {
    return words == Words.in(Locale.ENGLISH) ? ENGLISH : FRENCH;
  }

  /// The same page's path in the other language; empty for every other path.
  public static Optional<String> counterpart(String path, boolean toEnglish) {
    return path.equals(toEnglish ? FRENCH : ENGLISH)
        ? Optional.of(toEnglish ? ENGLISH : FRENCH)
        : Optional.empty();
  }

  /// Adds the page.
  public void mount(Router router) {
    forms.get(router, EntryRoutes::address, EntryRoutes::address, this::show);
    forms.post(router, EntryRoutes::address, EntryRoutes::address, this::write);
  }

  private Future<?> show(Visit visit) {
    PatientId patient = visit.who().patient();
    if (patient == null) {
      return FormRoutes.fail(visit.context(), 404);
    }
    String done = visit.parameter("fait");
    return show(
        visit,
        patient,
        200,
        blank(visit),
        DONE.contains(done) ? visit.words().text("entry.done." + done) : "");
  }

  private EntryView blank(Visit visit) {
    Words words = visit.words();
    EntryView blank =
        EntryView.blank(
            EntryForm.kinds(ALL, words),
            EntryForm.meals(words),
            forms.clock().instant(),
            FormRoutes.ZONE,
            address(words) + query(visit),
            visit.who().csrf(),
            false);
    return isForSeries(visit) ? blank.of(HandKind.PRESSURE.word()) : blank;
  }

  private static boolean isForSeries(Visit visit) {
    return visit.parameter("pour").equals("tension");
  }

  private static String query(Visit visit) {
    return isForSeries(visit) ? FOR_SERIES : "";
  }

  private Future<Void> show(
      Visit visit, PatientId patient, int status, EntryView entry, String done) {
    Words words = visit.words();
    return readings
        .patient(patient)
        .compose(row ->
            forms.send(
                visit.context(),
                words,
                status,
                words.text("entry.title"),
                path(words) + query(visit),
                "enter.jte",
                new EntryPage(
                    words,
                    row.map(one -> one.given() + " " + one.family()).orElse(""),
                    done,
                    back(visit),
                    words.text(isForSeries(visit) ? "kept.back" : "series.back"),
                    entry)));
  }

  private Future<?> write(Visit visit) {
    PatientId patient = visit.who().patient();
    Sent sent = Sent.of(visit::field);
    if (patient == null || !sent.hasKey()) {
      return FormRoutes.fail(visit.context(), patient == null ? 404 : 400);
    }
    Instant now = forms.clock().instant();
    return switch (EntryForm.read(sent, ALL, visit.words(), now, FormRoutes.ZONE)) {
      case Again again ->
          show(visit, patient, 422, blank(visit).again(sent, again.why(), again.asks()), "");
      case Ready ready -> keep(visit, patient, sent, ready);
    };
  }

  private Future<Void> keep(Visit visit, PatientId patient, Sent sent, Ready ready) {
    Written written =
        new Written(
            patient,
            new Written.Writer.Patient(visit.who().account()),
            ready.entered(),
            ready.at(),
            FormRoutes.ZONE,
            ready.meal(),
            null,
            sent.key());
    return entries
        .add(written)
        .compose(outcome ->
            switch (outcome) {
              case ACCEPTED -> seeOther(visit, "saisi");
              case DUPLICATE -> seeOther(visit, "deja");
              default ->
                  show(
                      visit,
                      patient,
                      422,
                      blank(visit).again(sent, visit.words().text("entry.refused"), List.of()),
                      "");
            });
  }

  /// The page that this one belongs to.
  private static String back(Visit visit) {
    String address = address(visit.words());
    return isForSeries(visit)
        ? MeasurePage.PRESSURE.address(visit.words())
        : address.substring(0, address.lastIndexOf('/'));
  }

  private static Future<Void> seeOther(Visit visit, String done) {
    String next = isForSeries(visit) ? back(visit) : address(visit.words());
    return FormRoutes.seeOther(visit.context(), next + "?fait=" + done);
  }
}
