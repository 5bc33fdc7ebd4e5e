package org.trousse.referencing.page.officer;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.desk.QueueLine;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.page.PageRoutes.Page;
import org.trousse.referencing.page.officer.OfficerDoorLane.Call;
import org.trousse.referencing.page.officer.view.Head;
import org.trousse.referencing.page.officer.view.OfficerSpots;
import org.trousse.referencing.page.officer.view.WatchPage;

/// What patients use now, and what is the matter with it.
final class WatchRoutes {
  private final OfficerDoorLane door;
  private final OfficerPagesModule.Parts parts;

  WatchRoutes(OfficerDoorLane door, OfficerPagesModule.Parts parts) {
    this.door = door;
    this.parts = parts;
  }

  void mount(Router router) {
    door.get(router, OfficerSpots.WATCH, this::watch);
  }

  private Future<Void> watch(Call call) {
    int page =
        OfficerDossierRoutes.number(call.visit().parameter("page"))
            .filter(number -> number > 0)
            .orElse(1);
    return parts
        .desk()
        .register(call.who())
        .compose(answer ->
            door.given(call, answer, lines -> show(call, WatchPage.watched(lines), page)));
  }

  private Future<Void> show(Call call, List<QueueLine> watched, int page) {
    List<Future<Answer<DossierView>>> views =
        watched.stream()
            .skip((page - 1L) * WatchPage.PAGE)
            .limit(WatchPage.PAGE)
            .map(line -> parts.desk().view(call.who(), line.dossier()))
            .toList();
    if (views.isEmpty() && page > 1) {
      return door.absent(call);
    }
    return Future.all(views)
        .map(all -> given(views))
        .compose(given ->
            parts
                .tellers()
                .complaints()
                .complaints(software(given))
                .otherwise(Map.of())
                .compose(complaints -> {
                  Head head = door.head(call);
                  WatchPage view = WatchPage.of(head, given, complaints, page, watched.size());
                  String path = OfficerSpots.WATCH.below() + (page > 1 ? "?page=" + page : "");
                  return door.send(
                      call, Page.of(head.text("watch.title"), path, "officerWatch.jte", view));
                }));
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
