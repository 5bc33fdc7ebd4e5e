package org.trousse.record.mine;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.trousse.record.audit.Event;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.care.Visitor;
import org.trousse.record.care.page.FormRoutes;
import org.trousse.record.care.page.FormRoutes.Visit;
import org.trousse.record.page.MeasurePage;
import org.trousse.record.page.weight.WeightWhose;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.record.revise.Author;
import org.trousse.record.revise.ErrorReason;
import org.trousse.record.revise.Revised;
import org.trousse.record.revise.RevisionLane;
import org.trousse.record.revise.Wish;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// "Est-ce bien vous ?": the patient says whether a weight is theirs, and may take it back. Who
/// said it stands in the reading's Provenance and in the trail.
final class WeightAnswerRoutes {
  private final FormRoutes forms;
  private final ReadingStore readings;
  private final RevisionLane acts;
  private final TrailStore trail;

  WeightAnswerRoutes(FormRoutes forms, ReadingStore readings, RevisionLane acts, TrailStore trail) {
    this.forms = forms;
    this.readings = readings;
    this.acts = acts;
    this.trail = trail;
  }

  void mount(Router router) {
    forms.post(router, WeightWhose::action, MeasurePage.WEIGHT::address, this::answer);
  }

  private Future<?> answer(Visit visit) {
    PatientId patient = visit.who().patient();
    if (patient == null) {
      return FormRoutes.fail(visit.context(), 404);
    }
    Optional<ReadingKey> key =
        ReadingKey.ofSent(patient, visit.field("mesure"))
            .filter(one -> one.measure() == Measure.BODY_WEIGHT);
    if (key.isEmpty()) {
      return FormRoutes.fail(visit.context(), 400);
    }
    return switch (visit.field("acte")) {
      case "moi" -> act(visit, key.get(), new Wish.Validate(""), "weight-mine", "moi");
      case "pas-moi" ->
          act(
              visit,
              key.get(),
              new Wish.MarkInError(ErrorReason.OTHER_PERSON, ""),
              "weight-not-mine",
              "pas-moi");
      case "annuler" -> undo(visit, key.get());
      default -> FormRoutes.fail(visit.context(), 400);
    };
  }

  /// What was set aside is restored. What was confirmed gets a note that takes it back: the note
  /// makes a version, and that one is confirmed by nobody.
  private Future<?> undo(Visit visit, ReadingKey key) {
    return readings
        .versions(key)
        .compose(versions -> {
          boolean inError = versions.stream().findFirst().filter(this::isInError).isPresent();
          Wish wish =
              inError
                  ? new Wish.Restore("")
                  : new Wish.Annotate(visit.words().text("whose.undone"));
          return act(visit, key, wish, "weight-undone", "annule");
        });
  }

  private boolean isInError(StoredReading one) {
    return one.status() == Status.ENTERED_IN_ERROR;
  }

  private Future<Void> act(Visit visit, ReadingKey key, Wish wish, String what, String done) {
    Visitor who = visit.who();
    Author author = new Author(who.account(), who.name(), null, null);
    return acts.revise(readings, key, null, author, wish)
        .compose(revised ->
            revised instanceof Revised.Done
                ? trail.write(List.of(event(key, who, what))).map(done)
                : Future.succeededFuture("rien"))
        .compose(told ->
            FormRoutes.seeOther(
                visit.context(), MeasurePage.WEIGHT.address(visit.words()) + "?fait=" + told));
  }

  private Event event(ReadingKey key, Visitor who, String what) {
    return new Event(
        forms.clock().instant(),
        UUID.randomUUID(),
        key.patient(),
        what,
        null,
        null,
        who.account(),
        null,
        true,
        Map.of(Measure.BODY_WEIGHT, 1),
        "");
  }
}
