package org.trousse.catalogue.page.shelf;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trousse.catalogue.listing.Shown;
import org.trousse.catalogue.page.PageRoutes;
import org.trousse.catalogue.page.PageRoutes.Page;
import org.trousse.catalogue.page.Spot;
import org.trousse.catalogue.page.Words;
import org.trousse.catalogue.search.Found;
import org.trousse.catalogue.search.Query;
import org.trousse.catalogue.search.QueryText;

/// Pages 2 and 4: the catalogue and the comparison.
public final class CatalogueRoutes {
  static final int PAGE_SIZE = 24;
  static final int COMPARED_MAX = 3;

  private final PageRoutes pages;

  public CatalogueRoutes(PageRoutes pages) {
    this.pages = pages;
  }

  public void mount(Router router) {
    for (Words words : Words.both()) {
      router.get(Spot.CATALOGUE.address(words)).handler(context -> list(context, words));
      router.get(Spot.COMPARE.address(words)).handler(context -> compare(context, words));
    }
  }

  private static Map<String, List<String>> parameters(RoutingContext context) {
    MultiMap given = context.queryParams();
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    given.names().forEach(name -> parameters.put(name, given.getAll(name)));
    return parameters;
  }

  /// A person's address that cannot be understood shows everything, and never an error.
  private static Query query(RoutingContext context) {
    return switch (QueryText.read(parameters(context), Set.of())) {
      case QueryText.Fine(Query query) -> query;
      case QueryText.Unclear unclear -> Query.ALL;
    };
  }

  private void list(RoutingContext context, Words words) {
    Query query = query(context);
    pages
        .connected(context)
        .compose(connected -> {
          Found found = pages.shelf().search(query, PAGE_SIZE);
          CatalogueView view =
              new CatalogueText(words, found)
                  .view(connected, pages.oldness(words), pages.shelf().all().size());
          String path = Spot.CATALOGUE.path(words) + QueryText.write(query);
          return pages.send(
              context, words, Page.of(words.text("list.title"), path, "catalogue.jte", view));
        })
        .onFailure(context::fail);
  }

  private void compare(RoutingContext context, Words words) {
    Set<String> asked = new LinkedHashSet<>(context.queryParam("app"));
    List<Shown> apps = new ArrayList<>();
    for (String slug : asked) {
      Optional<Shown> found = pages.shelf().at(slug);
      if (found.isPresent() && apps.size() < COMPARED_MAX) {
        apps.add(found.get());
      }
    }
    CompareView view =
        new CompareText(words, pages.today())
            .view(apps, asked.size() > COMPARED_MAX, pages.oldness(words));
    String path =
        Spot.COMPARE.path(words)
            + (apps.isEmpty()
                ? ""
                : "?app=" + String.join("&app=", apps.stream().map(Shown::slug).toList()));
    Future<Void> sent =
        pages.send(context, words, Page.of(words.text("compare.title"), path, "compare.jte", view));
    sent.onFailure(context::fail);
  }
}
