package org.trousse.referencing.page.officer;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.trousse.referencing.desk.QueueLine;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.page.PageRoutes.Page;
import org.trousse.referencing.page.officer.OfficerDoorLane.Call;
import org.trousse.referencing.page.officer.view.OfficerSpots;
import org.trousse.referencing.page.officer.view.QueueView;
import org.trousse.referencing.page.officer.view.QueueView.Filter;

/// What waits, who has taken it, and what was ever listed.
final class QueueRoutes {
  private final OfficerDoorLane door;
  private final OfficerPagesModule.Parts parts;

  QueueRoutes(OfficerDoorLane door, OfficerPagesModule.Parts parts) {
    this.door = door;
    this.parts = parts;
  }

  void mount(Router router) {
    door.get(router, OfficerSpots.QUEUE, this::queue);
    door.post(router, OfficerSpots.QUEUE, this::take);
    door.get(router, OfficerSpots.REGISTER, this::register);
  }

  private Future<Void> queue(Call call) {
    Filter filter =
        new Filter(
            call.visit().parameter("etape"),
            call.visit().parameter("qui"),
            call.visit().parameter("signes").equals("oui"));
    return parts
        .desk()
        .queue(call.who())
        .compose(answer ->
            door.given(
                call,
                answer,
                lines ->
                    door.head(call, takers(lines))
                        .compose(head -> {
                          QueueView view = QueueView.of(head, filter, lines);
                          String path = OfficerSpots.QUEUE.below() + query(filter);
                          return door.send(
                              call,
                              Page.of(head.text("queue.title"), path, "officerQueue.jte", view));
                        })));
  }

  private static Set<UUID> takers(List<QueueLine> lines) {
    return lines.stream().flatMap(line -> line.takenBy().stream()).collect(Collectors.toSet());
  }

  private static String query(Filter filter) {
    return filter.any()
        ? "?etape=%s&qui=%s&signes=%s"
            .formatted(
                encoded(filter.step()), encoded(filter.whose()), filter.flagged() ? "oui" : "")
        : "";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Future<Void> take(Call call) {
    UUID dossier = DossierDoorLane.uuid(call.form().get("dossier")).orElse(new UUID(0, 0));
    boolean mine = call.act().equals("prendre");
    if (!mine && !call.act().equals("rendre")) {
      return door.absent(call);
    }
    Filter filter =
        new Filter(
            call.form().get("etape"),
            call.form().get("qui"),
            call.form().get("signes").equals("oui"));
    String back = OfficerSpots.QUEUE.address(call.visit().words()) + query(filter);
    return parts
        .desk()
        .take(call.who(), dossier, mine)
        .compose(answer ->
            door.given(call, answer, line -> door.goTo(call, back, mine ? "pris" : "rendu")));
  }

  private Future<Void> register(Call call) {
    return parts
        .desk()
        .register(call.who())
        .compose(answer ->
            door.given(
                call,
                answer,
                lines ->
                    parts
                        .tellers()
                        .times()
                        .times()
                        .otherwise(List.of())
                        .compose(times -> {
                          QueueView.Register view =
                              QueueView.register(door.head(call), lines, times);
                          return door.send(
                              call,
                              Page.of(
                                  view.head().text("register.title"),
                                  OfficerSpots.REGISTER.below(),
                                  "officerRegister.jte",
                                  view));
                        })));
  }
}
