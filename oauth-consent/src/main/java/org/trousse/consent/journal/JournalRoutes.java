package org.trousse.consent.journal;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.Happened;
import org.trousse.consent.ConsentModule.ReadsLog;
import org.trousse.consent.applications.ApplicationsLane;
import org.trousse.consent.applications.ApplicationsLane.Open;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.grant.GrantStore.Stood;
import org.trousse.consent.page.PageRoutes;
import org.trousse.consent.page.PageRoutes.Page;
import org.trousse.consent.page.PageRoutes.Visit;
import org.trousse.consent.page.Spot;
import org.trousse.consent.page.Words;
import org.trousse.consent.signin.Majority;

/// The page of the log, and the same lines as a file.
public final class JournalRoutes {
  /// So many lines a file holds, and the log gives at once; when there are more, name and first
  /// line say so.
  static final int FILE_LINES_MAX = 10_000;

  private final PageRoutes pages;
  private final ApplicationsLane lane;
  private final GrantStore grants;
  private final ReadsLog log;
  private final Clock clock;

  public JournalRoutes(
      PageRoutes pages, ApplicationsLane lane, GrantStore grants, ReadsLog log, Clock clock) {
    this.pages = pages;
    this.lane = lane;
    this.grants = grants;
    this.log = log;
    this.clock = clock;
  }

  public void mount(Router router) {
    pages.get(
        router,
        Spot.LOG,
        visit ->
            lane.open(
                visit, visit.parameter("format").equals("csv") ? this::download : this::show));
  }

  private Filter filter(Visit visit) {
    return Filter.of(visit::parameter, clock.instant());
  }

  private Future<?> show(Open open) {
    Filter filter = filter(open.visit());
    Future<List<Happened>> found = found(open, filter, filter.skip() + JournalText.PAGE + 1);
    Future<List<Stood>> stood = stood(open, filter.day());
    return Future.all(found, stood)
        .compose(both -> {
          Words words = open.visit().words();
          JournalView view =
              new JournalText(open.known(), filter, open.head())
                  .view(found.result(), stood.result());
          Page page = Page.of(words.text("log.title"), Spot.LOG, "accessLog.jte", view);
          return pages.send(open.visit().context(), words, page.query(filter.query()));
        });
  }

  private Future<List<Happened>> found(Open open, Filter filter, int limit) {
    return log.happened(open.patient(), filter.app(), filter.start(), filter.end(), limit);
  }

  private Future<List<Stood>> stood(Open open, @Nullable LocalDate day) {
    if (day == null) {
      return Future.succeededFuture(List.of());
    }
    Instant start = day.atStartOfDay(Majority.ZONE).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(Majority.ZONE).toInstant();
    return grants.during(open.patient(), start, end);
  }

  private Future<?> download(Open open) {
    Filter filter = filter(open.visit());
    return found(open, filter, FILE_LINES_MAX)
        .compose(lines -> {
          Words words = open.visit().words();
          boolean full = lines.size() >= FILE_LINES_MAX;
          String part =
              full ? "log.csv.file.part" : filter.before() == null ? "" : "log.csv.file.rest";
          String name =
              words.text("log.csv.file", filter.from(), filter.to())
                  + (part.isEmpty() ? "" : words.text(part));
          JournalText text = new JournalText(open.known(), filter, open.head());
          String rows = Csv.of(text.rows(lines, full), words);
          return open.visit()
              .context()
              .response()
              .putHeader(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8")
              .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
              .putHeader("X-Content-Type-Options", "nosniff")
              .putHeader(
                  HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"")
              .end(rows);
        });
  }
}
