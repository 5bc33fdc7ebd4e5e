package org.trousse.record.care.page;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.append.AppendLane.Hears;
import org.trousse.record.care.mask.MaskStore;
import org.trousse.record.care.page.FormRoutes.Page;
import org.trousse.record.care.page.FormRoutes.Visit;
import org.trousse.record.page.Words;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.StoredReading;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// The readings of a day, for the patient alone: which of them professionals do not see.
public final class HiddenRoutes {
  /// Readings of a day on one page: a sensor's, one each five minutes, and what is beside it.
  private static final int READINGS_MAX = MaskStore.AT_ONCE_MAX;

  private final FormRoutes forms;
  private final ReadingStore readings;
  private final MaskStore masks;
  private final Hears hears;

  /// What the page shows.
  ///
  /// @param day as a date field spells it
  /// @param cut whether the day has more readings than are shown
  /// @param done what was just done; empty: nothing
  public record HiddenView(
      Words words,
      String whose,
      String csrf,
      String action,
      String team,
      String day,
      String dayText,
      List<ReadingLine> lines,
      boolean cut,
      String done) {}

  /// @param hears of patients whose readings professionals see otherwise from now on
  public HiddenRoutes(FormRoutes forms, ReadingStore readings, MaskStore masks, Hears hears) {
    this.hears = hears;
    this.forms = forms;
    this.readings = readings;
    this.masks = masks;
  }

  public void mount(Router router) {
    forms.get(router, Spot.HIDDEN, this::show);
    forms.post(router, Spot.HIDDEN, this::decide);
  }

  private Future<?> show(Visit visit) {
    PatientId patient = visit.who().patient();
    if (patient == null) {
      return FormRoutes.fail(visit.context(), 404);
    }
    LocalDate asked = day(visit.parameter("jour"));
    Future<LocalDate> day = asked == null ? newest(patient) : Future.succeededFuture(asked);
    return day.compose(one -> show(visit, patient, one));
  }

  /// The day of the newest reading, so that the page is not empty.
  private Future<LocalDate> newest(PatientId patient) {
    return readings
        .latest(patient)
        .map(latest ->
            latest.stream()
                .map(one -> one.reading().effectiveAt())
                .max(Instant::compareTo)
                .orElseGet(() -> forms.clock().instant()))
        .map(at -> LocalDate.ofInstant(at, FormRoutes.ZONE));
  }

  private Future<Void> show(Visit visit, PatientId patient, LocalDate day) {
    Instant from = day.atStartOfDay(FormRoutes.ZONE).toInstant();
    Instant to = day.plusDays(1).atStartOfDay(FormRoutes.ZONE).toInstant();
    var hidden = masks.hidden(patient, from, to);
    var found =
        readings.search(patient, EnumSet.allOf(Measure.class), from, to, true, READINGS_MAX, null);
    var row = readings.patient(patient);
    return Future.all(hidden, found, row)
        .compose(all ->
            forms.send(
                visit.context(),
                visit.words(),
                new Page(
                    200,
                    visit.words().text("care.hidden.title"),
                    Spot.HIDDEN,
                    "?jour=" + day,
                    "careHidden.jte",
                    view(
                        visit,
                        day,
                        row.result().map(one -> one.given() + " " + one.family()).orElse(""),
                        found.result(),
                        hidden.result()))));
  }

  private HiddenView view(
      Visit visit, LocalDate day, String whose, List<StoredReading> found, Set<ReadingKey> hidden) {
    Instant now = forms.clock().instant();
    String done = visit.parameter("fait");
    boolean said = done.equals("cacher") || done.equals("montrer") || done.equals("rien");
    return new HiddenView(
        visit.words(),
        whose,
        visit.who().csrf(),
        Spot.HIDDEN.address(visit.words()),
        Spot.TEAM.address(visit.words()),
        day.toString(),
        visit.words().day(day),
        found.stream()
            .map(one -> ReadingLine.of(one, hidden.contains(one.key()), visit.words(), now))
            .toList(),
        found.size() >= READINGS_MAX,
        said ? "care.hidden.done." + done : "");
  }

  private Future<?> decide(Visit visit) {
    PatientId patient = visit.who().patient();
    LocalDate day = day(visit.field("jour"));
    String act = visit.field("acte");
    if (patient == null || day == null || !(act.equals("cacher") || act.equals("montrer"))) {
      return FormRoutes.fail(visit.context(), patient == null ? 404 : 400);
    }
    List<ReadingKey> keys =
        visit.context().request().formAttributes().getAll("mesure").stream()
            .map(text -> ReadingKey.ofSent(patient, text))
            .flatMap(Optional::stream)
            .distinct()
            .limit(READINGS_MAX)
            .toList();
    Instant now = forms.clock().instant();
    Future<Integer> met =
        act.equals("cacher")
            ? masks.mask(visit.who(), keys, now)
            : masks.unmask(visit.who(), keys, now);
    return met.onSuccess(count -> hears.stored(patient))
        .compose(count ->
            FormRoutes.seeOther(
                visit.context(),
                Spot.HIDDEN.address(visit.words())
                    + "?jour="
                    + day
                    + "&fait="
                    + (count == 0 ? "rien" : act)));
  }

  private static @Nullable LocalDate day(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      return day.getYear() >= 1900 && day.getYear() < 2200 ? day : null;
    } catch (DateTimeException nonsense) {
      return null;
    }
  }
}
