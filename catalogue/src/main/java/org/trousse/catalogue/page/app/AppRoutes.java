package org.trousse.catalogue.page.app;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.trousse.catalogue.CatalogueModule.SaysPermissions;
import org.trousse.catalogue.claim.Observed;
import org.trousse.catalogue.claim.ObservedLane;
import org.trousse.catalogue.listing.Direction;
import org.trousse.catalogue.listing.Shown;
import org.trousse.catalogue.listing.Want;
import org.trousse.catalogue.page.Labels;
import org.trousse.catalogue.page.PageRoutes;
import org.trousse.catalogue.page.PageRoutes.Page;
import org.trousse.catalogue.page.Spot.Leaf;
import org.trousse.catalogue.page.Words;
import org.trousse.catalogue.page.app.AppView.Authorisation;
import org.trousse.catalogue.page.app.AppView.History;
import org.trousse.catalogue.page.app.AppView.Item;
import org.trousse.catalogue.page.app.ReportRoutes.Matter;

/// Page 3: an app, its decisions, the exact text of its authorisation, and the way to report it.
public final class AppRoutes {
  private final PageRoutes pages;
  private final ObservedLane observed;
  private final SaysPermissions permissions;
  private final ReportRoutes reports;

  public AppRoutes(
      PageRoutes pages, ObservedLane observed, SaysPermissions permissions, ReportRoutes reports) {
    this.pages = pages;
    this.observed = observed;
    this.permissions = permissions;
    this.reports = reports;
  }

  @FunctionalInterface
  private interface Shows {
    Future<Void> show(RoutingContext context, Words words, Shown app);
  }

  /// After the other pages of the catalogue, since any last part may be an app's.
  public void mount(Router router) {
    for (Words words : Words.both()) {
      get(router, words, Leaf.HISTORY, this::history);
      get(router, words, Leaf.AUTHORISATION, this::authorisation);
      get(
          router,
          words,
          Leaf.REPORT,
          (context, in, app) -> reports.show(context, in, matter(in, app)));
      String address = Leaf.REPORT.address(words, ":slug");
      PageRoutes.form(router, address);
      router
          .post(address)
          .handler(context ->
              found(context, words, (c, in, app) -> reports.take(c, in, matter(in, app))));
      get(router, words, Leaf.APP, this::app);
    }
  }

  private void get(Router router, Words words, Leaf leaf, Shows shows) {
    router.get(leaf.address(words, ":slug")).handler(context -> found(context, words, shows));
  }

  private void found(RoutingContext context, Words words, Shows shows) {
    String slug = Objects.requireNonNull(context.pathParam("slug"), "the route has it");
    Optional<Shown> app = pages.shelf().at(slug);
    if (app.isEmpty()) {
      context.fail(404);
      return;
    }
    shows.show(context, words, app.get()).onFailure(context::fail);
  }

  private static Matter matter(Words words, Shown app) {
    return new Matter(
        app.listing().softwareId(),
        app.name(),
        words.text("report.title", app.name()),
        words.text("report.lead"),
        Leaf.REPORT.path(words, app.slug()),
        Leaf.APP.address(words, app.slug()));
  }

  private Future<Void> app(RoutingContext context, Words words, Shown app) {
    Future<Set<String>> connected = pages.connected(context);
    Future<Optional<Observed>> seen = observed.observed(app.listing().softwareId());
    return Future.all(connected, seen)
        .compose(both -> {
          AppView view =
              new AppText(words, app, pages.today())
                  .view(seen.result(), connected.result(), pages.oldness(words));
          String path = Leaf.APP.path(words, app.slug());
          return pages.send(context, words, Page.of(app.name(), path, "app.jte", view));
        });
  }

  private Future<Void> history(RoutingContext context, Words words, Shown app) {
    History view =
        new History(
            words,
            app.name(),
            Leaf.APP.address(words, app.slug()),
            new AppText(words, app, pages.today()).decisions());
    String title = words.text("history.title", app.name());
    String path = Leaf.HISTORY.path(words, app.slug());
    return pages.send(context, words, Page.of(title, path, "history.jte", view));
  }

  /// What the consent page will say, before anybody signs in.
  private Future<Void> authorisation(RoutingContext context, Words words, Shown app) {
    if (app.listing().facts().exchange() == null) {
      context.fail(404);
      return Future.succeededFuture();
    }
    Authorisation view =
        new Authorisation(
            words,
            app.name(),
            app.listing().facts().editor().legalName(),
            Leaf.APP.address(words, app.slug()),
            app.listing().facts().wants().stream().map(want -> item(words, want)).toList(),
            DataText.recipients(words, app.listing().facts().exchange()),
            words.text("recipients.none"));
    String title = words.text("authorisation.title", app.name());
    String path = Leaf.AUTHORISATION.path(words, app.slug());
    return pages.send(context, words, Page.of(title, path, "authorisation.jte", view));
  }

  private Item item(Words words, Want want) {
    String label =
        permissions
            .words(want.permission(), words.locale())
            .orElseGet(() ->
                words.text(
                    want.direction() == Direction.READ ? "permission.read" : "permission.add",
                    Labels.kind(words, want.kind())));
    return new Item(
        label,
        words.text(want.needed() ? "data.needed" : "data.optional"),
        words.of(want.reason()),
        words.of(want.without()));
  }
}
