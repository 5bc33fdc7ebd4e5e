package org.trousse.catalogue.serve;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trousse.catalogue.claim.ObservedLane;
import org.trousse.catalogue.listing.Shown;
import org.trousse.catalogue.page.Words;
import org.trousse.catalogue.search.Found;
import org.trousse.catalogue.search.Query;
import org.trousse.catalogue.search.QueryText;
import org.trousse.catalogue.search.Shelf;
import org.trousse.sdk.Problem;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `/catalogue/apps` and its files: open data, for anybody's program. Everything comes from memory.
public final class AppsRoutes {
  public static final String APPS = "/catalogue/apps";

  /// SPDX's name of the Licence Ouverte 2.0.
  static final String LICENCE = "etalab-2.0";

  private static final String LICENCE_LINK =
      "<https://spdx.org/licenses/etalab-2.0.html>; rel=\"license\"";

  static final int SIZE = 50;
  static final int SIZE_MAX = 200;
  private static final int HASH_BYTES = 16;

  private final Supplier<Shelf> shelf;
  private final ObservedLane observed;
  private final String publicUrl;
  private final AppJson json;
  private final Clock clock;
  private volatile Files files = new Files(Shelf.EMPTY, Map.of());

  /// Files that are made once for each state of the shelf.
  private record Files(Shelf of, Map<String, String> texts) {}

  public AppsRoutes(Supplier<Shelf> shelf, ObservedLane observed, String publicUrl, Clock clock) {
    this.shelf = shelf;
    this.observed = observed;
    this.publicUrl = publicUrl;
    this.json = new AppJson(publicUrl);
    this.clock = clock;
  }

  public void mount(Router router) {
    router.get(APPS).handler(this::list);
    router
        .get(APPS + ".csv")
        .handler(context -> {
          context
              .response()
              .putHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"apps.csv\"");
          file(context, "text/csv; charset=utf-8; header=present", "csv");
        });
    for (Words words : Words.both()) {
      router
          .get(feed(words))
          .handler(context -> file(context, "application/atom+xml; charset=utf-8", words.tag()));
    }
    router
        .get(APPS + "/:id/history")
        .handler(context -> one(context, app -> send(context, json.history(app))));
    router.get(APPS + "/:id").handler(context -> one(context, app -> whole(context, app)));
  }

  /// Where the feed of decisions is in a language.
  static String feed(Words words) {
    return "/catalogue/decisions." + words.tag() + ".atom";
  }

  @FunctionalInterface
  private interface Shows {
    void show(Shown app);
  }

  private void one(RoutingContext context, Shows shows) {
    String id = Objects.requireNonNull(context.pathParam("id"), "the route has it");
    Optional<Shown> app = shelf.get().software(id);
    if (app.isPresent()) {
      shows.show(app.get());
    } else {
      problem(
          context,
          CatalogueProblemKind.NO_SUCH_APP.problem(
              "No app has this software id. " + APPS + " lists them all."));
    }
  }

  private void whole(RoutingContext context, Shown app) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), Words.ZONE);
    observed
        .observed(app.listing().softwareId())
        .onSuccess(seen -> send(context, json.whole(app, seen, today)))
        .onFailure(context::fail);
  }

  private void list(RoutingContext context) {
    MultiMap given = context.queryParams();
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    given.names().forEach(name -> parameters.put(name, given.getAll(name)));
    int size = size(given.get("size"));
    if (size == 0) {
      unclear(context, "size", "size is a number from 1 to " + SIZE_MAX);
      return;
    }
    switch (QueryText.read(parameters, Set.of("size"))) {
      case QueryText.Unclear(String parameter, String mend) -> unclear(context, parameter, mend);
      case QueryText.Fine(Query query) -> list(context, query, size);
    }
  }

  private static int size(@Nullable String text) {
    if (text == null) {
      return SIZE;
    }
    int size = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    return size > SIZE_MAX ? 0 : size;
  }

  private static void unclear(RoutingContext context, String parameter, String mend) {
    problem(context, CatalogueProblemKind.UNKNOWN_FILTER.problem(parameter + ": " + mend));
  }

  private void list(RoutingContext context, Query query, int size) {
    Found found = shelf.get().search(query, size);
    ObjectNode answer =
        AppJson.MAPPER
            .createObjectNode()
            .put("licence", LICENCE)
            .put("total", found.total())
            .put("page", query.page())
            .put("pages", found.pages());
    ObjectNode links = answer.putObject("links");
    links.put("self", address(query, size));
    links.put("first", address(query.page(1), size));
    links.put("last", address(query.page(found.pages()), size));
    if (query.page() > 1) {
      links.put("previous", address(query.page(query.page() - 1), size));
    }
    if (query.page() < found.pages()) {
      links.put("next", address(query.page(query.page() + 1), size));
    }
    ArrayNode apps = answer.putArray("apps");
    found.apps().forEach(app -> apps.add(json.brief(app)));
    send(context, answer);
  }

  private String address(Query query, int size) {
    String text = QueryText.write(query);
    String own = size == SIZE ? "" : (text.isEmpty() ? "?" : "&") + "size=" + size;
    return publicUrl + APPS + text + own;
  }

  private void file(RoutingContext context, String type, String name) {
    Shelf now = shelf.get();
    Files made = files;
    if (made.of() != now) {
      made =
          new Files(
              now,
              Map.of(
                  "csv", RegisterCsv.of(now.all()),
                  "fr", DecisionsFeed.of(now.all(), publicUrl, Words.both().getFirst()),
                  "en", DecisionsFeed.of(now.all(), publicUrl, Words.both().getLast())));
      files = made;
    }
    send(context, type, made.texts().getOrDefault(name, ""));
  }

  private static void send(RoutingContext context, ObjectNode json) {
    send(context, "application/json", json.toString());
  }

  /// RFC 9110 §8.8.3: the tag is of the content itself, so that it holds on every node.
  private static void send(RoutingContext context, String type, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String tag = "\"" + hash(bytes) + "\"";
    HttpServerResponse response =
        context
            .response()
            .putHeader(HttpHeaders.ETAG, tag)
            .putHeader(HttpHeaders.CACHE_CONTROL, "public, no-cache")
            .putHeader("Access-Control-Allow-Origin", "*")
            .putHeader("Link", LICENCE_LINK);
    // files are for everybody: a page elsewhere may read them
    response.putHeader("Cross-Origin-Resource-Policy", "cross-origin");
    if (matches(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
      response.setStatusCode(304).end().onFailure(context::fail);
    } else {
      response
          .putHeader(HttpHeaders.CONTENT_TYPE, type)
          .end(Buffer.buffer(bytes))
          .onFailure(context::fail);
    }
  }

  /// RFC 9110 §13.1.2: a weak tag matches too.
  private static boolean matches(@Nullable String header, String tag) {
    return header != null
        && Arrays.stream(header.split(","))
            .map(String::strip)
            .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  private static void problem(RoutingContext context, Problem problem) {
    ObjectNode json =
        AppJson.MAPPER
            .createObjectNode()
            .put("type", Problem.TYPE_BASE + problem.type())
            .put("title", problem.title())
            .put("status", problem.status())
            .put("detail", problem.detail());
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(json.toString())
        .onFailure(context::fail);
  }
}
