package org.trousse.referencing.page.officer;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.trousse.referencing.complaint.Complaint.Waiting;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.desk.QueueLine;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.page.Fault;
import org.trousse.referencing.page.PageRoutes.Page;
import org.trousse.referencing.page.officer.OfficerDoorLane.Call;
import org.trousse.referencing.page.officer.view.Head;
import org.trousse.referencing.page.officer.view.OfficerSpots;
import org.trousse.referencing.page.officer.view.WatchPage;

/// What patients use now, and what is the matter with it.
final class WatchRoutes {
  private static final UUID NONE = new UUID(0, 0);
  private static final int OUTCOME_MAX = 2_000;

  private final OfficerDoorLane door;
  private final OfficerPagesModule.Parts parts;

  WatchRoutes(OfficerDoorLane door, OfficerPagesModule.Parts parts) {
    this.door = door;
    this.parts = parts;
  }

  void mount(Router router) {
    door.get(router, OfficerSpots.WATCH, call -> watch(call, 200, head -> head));
    door.post(router, OfficerSpots.WATCH, this::close);
  }

  /// What came of a report, in a sentence: nobody closes one without.
  private Future<Void> close(Call call) {
    String outcome = call.form().get("suite").strip();
    String id = call.form().get("signalement");
    if (outcome.isEmpty() || outcome.length() > OUTCOME_MAX || outcome.indexOf('\0') >= 0) {
      return watch(
          call,
          422,
          head ->
              head.refused(
                  call.form(), List.of(new Fault("suite-" + id, head.text("fault.outcome"))), ""));
    }
    return parts
        .complaints()
        .close(
            DossierDoorLane.uuid(id).orElse(NONE),
            call.who().account(),
            outcome,
            parts.clock().instant())
        .compose(closed ->
            closed
                ? door.goTo(call, OfficerSpots.WATCH.address(call.visit().words()), "signalement")
                : door.absent(call));
  }

  private Future<Void> watch(Call call, int status, UnaryOperator<Head> also) {
    int page =
        OfficerDossierRoutes.number(call.visit().parameter("page"))
            .filter(number -> number > 0)
            .orElse(1);
    return parts
        .desk()
        .register(call.who())
        .compose(answer ->
            door.given(
                call, answer, lines -> show(call, WatchPage.watched(lines), page, status, also)));
  }

  private Future<Void> show(
      Call call, List<QueueLine> watched, int page, int status, UnaryOperator<Head> also) {
    List<Future<Answer<DossierView>>> views =
        watched.stream()
            .skip((page - 1L) * WatchPage.PAGE)
            .limit(WatchPage.PAGE)
            .map(line -> parts.desk().view(call.who(), line.dossier()))
            .toList();
    if (views.isEmpty() && page > 1) {
      return door.absent(call);
    }
    Future<List<Waiting>> reports = parts.complaints().open();
    return Future.all(views)
        .map(all -> given(views))
        .compose(given ->
            Future.all(complaints(given), reports)
                .compose(both -> {
                  Head head = also.apply(door.head(call));
                  WatchPage view =
                      WatchPage.of(
                          head, reports.result(), given, both.resultAt(0), page, watched.size());
                  String path = OfficerSpots.WATCH.below() + (page > 1 ? "?page=" + page : "");
                  return door.send(
                      call,
                      Page.of(head.text("watch.title"), path, "officerWatch.jte", view)
                          .status(status));
                }));
  }

  private Future<Map<String, Integer>> complaints(List<DossierView> given) {
    return parts.tellers().complaints().complaints(software(given)).otherwise(Map.of());
  }

  /// What vanished, or closed to this officer, between the list and the look is left out.
  private static List<DossierView> given(List<Future<Answer<DossierView>>> views) {
    List<DossierView> all = new ArrayList<>();
    for (Future<Answer<DossierView>> view : views) {
      if (view.result() instanceof Answer.Given<DossierView>(var one)) {
        all.add(one);
      }
    }
    return all;
  }

  private static Set<String> software(List<DossierView> views) {
    return views.stream()
        .map(view -> view.dossier().identity().software())
        .collect(Collectors.toSet());
  }
}
