package org.trousse.catalogue.page.about;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.catalogue.CatalogueModule.Publisher;
import org.trousse.catalogue.CatalogueModule.StepTime;
import org.trousse.catalogue.CatalogueModule.TellsTimes;
import org.trousse.catalogue.page.PageRoutes;
import org.trousse.catalogue.page.PageRoutes.Page;
import org.trousse.catalogue.page.Spot;
import org.trousse.catalogue.page.Words;
import org.trousse.catalogue.page.app.ReportRoutes;
import org.trousse.catalogue.page.app.ReportRoutes.Matter;

/// Pages 6 and 34: what this site says of itself, and the register.
public final class AboutRoutes {
  private static final long WAIT_MILLIS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(AboutRoutes.class);

  private final PageRoutes pages;
  private final Publisher publisher;
  private final TellsTimes times;
  private final ReportRoutes reports;

  public AboutRoutes(
      PageRoutes pages, Publisher publisher, TellsTimes times, ReportRoutes reports) {
    this.pages = pages;
    this.publisher = publisher;
    this.times = times;
    this.reports = reports;
  }

  public void mount(Router router) {
    for (Words words : Words.both()) {
      AboutText text = new AboutText(words);
      show(router, words, Spot.ACCESSIBILITY, "plain.jte", text.accessibility(report(words)));
      show(router, words, Spot.LEGAL, "plain.jte", text.legal(publisher));
      show(router, words, Spot.PRIVACY, "plain.jte", text.privacy(publisher));
      show(
          router,
          words,
          Spot.WHAT_FOR,
          "whatFor.jte",
          new AboutView.WhatFor(
              words, Spot.CATALOGUE.address(words), Spot.REFERENCING.address(words)));
      timed(
          router,
          words,
          Spot.REGISTER,
          "register.jte",
          (times, old) -> text.register(pages.shelf(), times, old));
      mountReport(router, words);
    }
  }

  private static String report(Words words) {
    return Spot.ACCESSIBILITY.address(words) + (words.tag().equals("en") ? "/report" : "/signaler");
  }

  private void mountReport(Router router, Words words) {
    String address = report(words);
    Matter matter =
        new Matter(
            null,
            "",
            words.text("report.site.title"),
            words.text("report.site.lead"),
            address.substring(4),
            Spot.ACCESSIBILITY.address(words));
    router
        .get(address)
        .handler(context -> reports.show(context, words, matter).onFailure(context::fail));
    PageRoutes.form(router, address);
    router
        .post(address)
        .handler(context -> reports.take(context, words, matter).onFailure(context::fail));
  }

  private void show(Router router, Words words, Spot spot, String template, AboutView view) {
    router
        .get(spot.address(words))
        .handler(context -> send(context, words, spot, template, view).onFailure(context::fail));
  }

  private void timed(
      Router router,
      Words words,
      Spot spot,
      String template,
      BiFunction<List<StepTime>, String, AboutView> view) {
    router
        .get(spot.address(words))
        .handler(context ->
            times()
                .compose(times -> {
                  AboutView made = view.apply(times, pages.oldness(words));
                  return send(context, words, spot, template, made);
                })
                .onFailure(context::fail));
  }

  private Future<Void> send(
      RoutingContext context, Words words, Spot spot, String template, AboutView view) {
    String title = words.text("title." + spot.name().toLowerCase(Locale.ROOT));
    return pages.send(context, words, Page.of(title, spot.path(words), template, view));
  }

  /// None when nobody can say now: the page says so.
  private Future<List<StepTime>> times() {
    return times
        .times()
        .timeout(WAIT_MILLIS, TimeUnit.MILLISECONDS)
        .recover(failed -> {
          LOG.warn("the times of referencing cannot be read", failed);
          return Future.succeededFuture(List.of());
        });
  }
}
