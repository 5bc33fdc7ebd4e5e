package org.trousse.record.watch.page.threshold;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.trousse.record.append.AppendLane.Hears;
import org.trousse.record.care.CareOpening;
import org.trousse.record.professional.Viewer;
import org.trousse.record.watch.Profile;
import org.trousse.record.watch.Threshold;
import org.trousse.record.watch.Threshold.Author;
import org.trousse.record.watch.page.Carer;
import org.trousse.record.watch.page.CarerRoutes;
import org.trousse.record.watch.page.CarerRoutes.Answer;
import org.trousse.record.watch.page.CarerRoutes.Moved;
import org.trousse.record.watch.page.CarerRoutes.Page;
import org.trousse.record.watch.page.WatchPage;
import org.trousse.record.watch.store.SituationCaller;
import org.trousse.record.watch.store.SituationStore;
import org.trousse.record.watch.store.ThresholdStore;
import org.trousse.record.watch.store.ThresholdStore.Kept;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// The page of a patient's thresholds. What is set is in force at the lane's next round.
public final class ThresholdRoutes {
  private static final Set<Measure> ALL = Set.of(Measure.values());
  private static final int RHYTHM_HOURS_MAX = 31 * 24;

  private final CarerRoutes carers;
  private final ThresholdStore store;
  private final SituationStore situations;
  private final SituationCaller caller;
  private final Hears hears;

  /// @param hears of patients whose situation is another now
  public ThresholdRoutes(
      CarerRoutes carers,
      ThresholdStore store,
      SituationStore situations,
      SituationCaller caller,
      Hears hears) {
    this.carers = carers;
    this.store = store;
    this.situations = situations;
    this.caller = caller;
    this.hears = hears;
  }

  public void mount(Router router) {
    carers.get(
        router,
        WatchPage.THRESHOLDS,
        carer -> opened(carer, (opening, patient) -> page(carer, opening, 200, List.of(), "")));
    carers.post(
        router,
        WatchPage.THRESHOLDS,
        carer -> opened(carer, (opening, patient) -> sent(carer, opening, patient)));
  }

  private Future<Answer> opened(
      Carer carer, BiFunction<CareOpening, PatientId, Future<Answer>> then) {
    return carer
        .refs()
        .patient(carer.ref())
        .map(patient ->
            carers
                .door()
                .open(carer.who(), patient, ALL)
                .compose(open ->
                    open.map(one -> then.apply(one, patient))
                        .orElseGet(() -> Future.succeededFuture(Answer.UNKNOWN))))
        .orElseGet(() -> Future.succeededFuture(Answer.UNKNOWN));
  }

  private Future<Answer> page(
      Carer carer, CareOpening opening, int status, List<String> faults, String preview) {
    PatientId patient = opening.patient().id();
    Viewer viewer = Viewer.of(carer.who());
    var thresholds = store.of(patient, viewer);
    var rhythms = store.rhythms(patient, viewer);
    return Future.all(thresholds, rhythms)
        .map(read -> {
          ThresholdView view =
              ThresholdView.of(
                  carer, opening, thresholds.result(), rhythms.result(), faults, preview);
          return new Page(
              status,
              carer.words().text("watch.threshold.title", view.name()),
              WatchPage.THRESHOLDS.path(carer.words(), carer.ref()),
              CarerRoutes.render("thresholds.jte", view));
        });
  }

  private Future<Answer> sent(Carer carer, CareOpening opening, PatientId patient) {
    return switch (carer.form().text("act")) {
      case "preview", "set" -> threshold(carer, opening, patient);
      case "end" -> end(carer, patient);
      case "profile" -> profile(carer, opening, patient);
      case "rhythm" -> rhythm(carer, opening, patient);
      default -> fault(carer, opening, "watch.fault.act");
    };
  }

  private Future<Answer> threshold(Carer carer, CareOpening opening, PatientId patient) {
    ThresholdForm form = ThresholdForm.read(carer.form(), author(carer), carer.now(), carer.zone());
    Optional<Threshold> read = form.threshold();
    if (read.isEmpty()) {
      return page(carer, opening, 400, ThresholdView.faults(form, carer.words()), "");
    }
    if (!opening.writable().containsAll(read.get().subject().measures())) {
      return fault(carer, opening, "watch.threshold.fault.rights");
    }
    return carer.form().text("act").equals("set")
        ? set(carer, opening, patient, List.of(read.get()))
        : preview(carer, opening, patient, read.get());
  }

  private static Author author(Carer carer) {
    return new Author(carer.who().id(), carer.who().name());
  }

  private Future<Answer> preview(
      Carer carer, CareOpening opening, PatientId patient, Threshold threshold) {
    return situations
        .load(patient, carer.now(), carer.zone())
        .compose(loaded -> caller.wouldHaveRaised(threshold, loaded))
        .compose(count ->
            page(
                carer,
                opening,
                200,
                List.of(),
                carer.words().counted("watch.threshold.preview", count)));
  }

  /// One after the other; the first that is not kept says so.
  private Future<Answer> set(
      Carer carer, CareOpening opening, PatientId patient, List<Threshold> thresholds) {
    Future<Kept> kept = Future.succeededFuture(Kept.KEPT);
    for (Threshold threshold : thresholds) {
      kept =
          kept.compose(before ->
              before == Kept.KEPT ? store.set(patient, threshold) : Future.succeededFuture(before));
    }
    return kept.compose(done ->
        switch (done) {
          case KEPT -> Future.succeededFuture(changed(carer, patient));
          case UNKNOWN -> Future.succeededFuture(Answer.UNKNOWN);
          case TOO_MANY -> fault(carer, opening, "watch.threshold.fault.many");
        });
  }

  private Answer changed(Carer carer, PatientId patient) {
    hears.stored(patient);
    return new Moved(WatchPage.THRESHOLDS.address(carer.words(), carer.ref()));
  }

  private Future<Answer> end(Carer carer, PatientId patient) {
    UUID id = uuid(carer.form().text("id"));
    return id == null
        ? Future.succeededFuture(Answer.UNKNOWN)
        : store
            .end(patient, id, carer.who(), carer.now())
            .map(ended -> ended ? changed(carer, patient) : Answer.UNKNOWN);
  }

  private static @Nullable UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException none) {
      return null;
    }
  }

  /// Takes a set over, signed.
  private Future<Answer> profile(Carer carer, CareOpening opening, PatientId patient) {
    Optional<Profile> profile = Profile.of(carer.form().text("profile"));
    Instant until = ThresholdForm.until(carer.form().text("until"), carer.now(), carer.zone());
    String reason = carer.form().text("reason");
    if (profile.isEmpty() || until == null) {
      return fault(carer, opening, "watch.threshold.fault.until");
    }
    if (reason.isEmpty() || reason.length() > Threshold.REASON_CHARACTERS_MAX) {
      return fault(carer, opening, "watch.threshold.fault.reason");
    }
    List<Threshold> signed =
        profile.get().thresholds().stream()
            .map(one ->
                new Threshold(
                    UUID.randomUUID(),
                    one.subject(),
                    one.unit(),
                    one.rule(),
                    author(carer),
                    reason,
                    carer.now(),
                    until))
            .toList();
    boolean may =
        signed.stream().allMatch(one -> opening.writable().containsAll(one.subject().measures()));
    return may
        ? set(carer, opening, patient, signed)
        : fault(carer, opening, "watch.threshold.fault.rights");
  }

  private Future<Answer> rhythm(Carer carer, CareOpening opening, PatientId patient) {
    Optional<Measure> measure =
        Measure.of(carer.form().text("measure")).filter(opening.writable()::contains);
    String text = carer.form().text("hours");
    boolean number = text.matches("\\d{1,3}") && Integer.parseInt(text) <= RHYTHM_HOURS_MAX;
    if (measure.isEmpty() || !number) {
      return fault(carer, opening, "watch.threshold.fault.hours");
    }
    return store
        .rhythm(patient, measure.get(), Integer.parseInt(text), carer.who(), carer.now())
        .map(kept -> kept ? changed(carer, patient) : Answer.UNKNOWN);
  }

  private Future<Answer> fault(Carer carer, CareOpening opening, String key) {
    return page(carer, opening, 400, List.of(carer.words().text(key)), "");
  }
}
