package org.trousse.referencing.page.vendor;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.page.PageRoutes;
import org.trousse.referencing.page.PageRoutes.Page;
import org.trousse.referencing.page.PageRoutes.Visit;
import org.trousse.referencing.page.vendor.organisation.RequestsView;
import org.trousse.referencing.request.RequestLogRoutes;
import org.trousse.referencing.request.RequestLogStore;

/// What an organisation's scripts and people asked of the API in the last days.
final class RequestPageRoutes {
  private final PageRoutes pages;
  private final VendorDoorLane door;
  private final RequestLogRoutes requests;
  private final Clock clock;

  RequestPageRoutes(PageRoutes pages, VendorDoorLane door, RequestLogRoutes requests, Clock clock) {
    this.pages = pages;
    this.door = door;
    this.requests = requests;
    this.clock = clock;
  }

  void mount(Router router) {
    pages.get(
        router, VendorSpots.REQUESTS, visit -> door.organisation(visit, who -> show(visit, who)));
  }

  private Future<Void> show(Visit visit, Vendor who) {
    return requests
        .list(who, who.organisation(), before(visit.parameter("before")))
        .compose(answer ->
            pages.given(
                visit,
                answer,
                lines ->
                    pages.send(
                        visit,
                        Page.of(
                            visit.words().text("requests.title"),
                            VendorSpots.REQUESTS.below(who.organisation()),
                            "vendorRequests.jte",
                            RequestsView.of(
                                visit.words(),
                                who.organisation(),
                                lines,
                                RequestLogStore.PAGE_MAX)))));
  }

  /// Now, when the address says nothing or nonsense.
  private Instant before(String text) {
    try {
      return text.isEmpty() ? clock.instant().plusSeconds(1) : Instant.parse(text);
    } catch (DateTimeParseException nonsense) {
      return clock.instant().plusSeconds(1);
    }
  }
}
