package org.trousse.referencing.specification;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.trousse.referencing.check.roll.DecidingToday;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.json.CanonicalJson;
import org.trousse.referencing.manifest.ManifestReader;
import org.trousse.referencing.page.PageRoutes.FramesPages;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The public side of the specification: how apps are referenced, criterion by criterion, and the
/// same as JSON with the schemas. Nobody needs to sign in.
public final class SpecificationRoutes {
  /// Of this room's texts.
  static final String PREFIX = "criterion";

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          SpecificationRoutes.class.getClassLoader(),
          "org.trousse.referencing.jte");

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

  /// A published version never changes (RFC 8246).
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private static final String FOR_A_WHILE = "public, max-age=300";
  private static final String SCHEMA_TYPE = "application/schema+json";

  private final SpecificationReader specifications;
  private final FramesPages layout;
  private final TellsTimes times;

  /// How long dossiers really stay where; whatever fails leaves the page without times.
  @FunctionalInterface
  public interface TellsTimes {
    Future<List<PublicTime>> times();
  }

  public SpecificationRoutes(
      SpecificationReader specifications, FramesPages layout, TellsTimes times) {
    this.specifications = specifications;
    this.layout = layout;
    this.times = times;
  }

  public void mount(Router router) {
    Json all = Json.of(list(), "application/json", FOR_A_WHILE);
    Json schema = Json.of(SpecificationReader.schema(), SCHEMA_TYPE, FOR_A_WHILE);
    Json manifest = Json.of(ManifestReader.schema(), SCHEMA_TYPE, FOR_A_WHILE);
    Map<String, Json> versions = new HashMap<>();
    for (Specification one : specifications.all()) {
      byte[] file = SpecificationReader.file(one);
      versions.put(one.version(), Json.of(file, "application/json", FOR_EVER));
    }
    router.get("/specification").handler(all::send);
    router.get("/specification/schema.json").handler(schema::send);
    router.get("/manifest/schema-1.json").handler(manifest::send);
    router
        .get("/specification/:version")
        .handler(context ->
            Optional.ofNullable(versions.get(context.pathParam("version")))
                .ifPresentOrElse(found -> found.send(context), () -> unknown(context)));
    for (Words words : both()) {
      String home = "/" + words.tag() + "/" + words.text("path");
      router.get(home).handler(context -> overview(context, words));
      router.get(home + "/:criterion").handler(context -> criterion(context, words));
    }
  }

  /// What a step is called.
  public static Text state(State state) {
    List<String> names = both().stream().map(words -> words.text("state." + state)).toList();
    return new Text(names.getFirst(), names.getLast());
  }

  /// The same page in the other language, below it; empty: it is none of these.
  ///
  /// @param path below the language, without a query
  public static Optional<String> counterpart(String path, boolean toEnglish) {
    List<String> homes = both().stream().map(words -> words.text("path")).toList();
    String from = toEnglish ? homes.getFirst() : homes.getLast();
    String to = toEnglish ? homes.getLast() : homes.getFirst();
    String rest = path.startsWith(from) ? path.substring(from.length()) : "?";
    boolean ours = rest.isEmpty() || rest.matches("/[A-Z]{3}-[0-9]{2}");
    return ours ? Optional.of(to + rest) : Optional.empty();
  }

  static List<Words> both() {
    return List.of(
        Words.in(Locale.FRENCH, SpecificationRoutes.PREFIX),
        Words.in(Locale.ENGLISH, SpecificationRoutes.PREFIX));
  }

  /// Something that is sent as it is, or not at all when the reader has it (RFC 9110 §13.1.2).
  private record Json(Buffer body, String type, String caching, String tag) {
    static Json of(byte[] body, String type, String caching) {
      String tag = '"' + CanonicalJson.sha256(MAPPER.readTree(body)) + '"';
      return new Json(Buffer.buffer(body), type, caching, tag);
    }

    void send(RoutingContext context) {
      HttpServerResponse response =
          context
              .response()
              .putHeader(HttpHeaders.ETAG, tag)
              .putHeader(HttpHeaders.CACHE_CONTROL, caching);
      String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
      if (known != null && (known.equals("*") || known.contains(tag))) {
        response.setStatusCode(304).end();
      } else {
        response.putHeader(HttpHeaders.CONTENT_TYPE, type).end(body);
      }
    }
  }

  private byte[] list() {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("newest", specifications.newest().version());
    root.put("schema", "/specification/schema.json");
    root.put("manifestSchema", "/manifest/schema-1.json");
    ArrayNode people = root.putObject("today").putArray("decidedByPeople");
    DecidingToday.BY_PEOPLE.stream().sorted().forEach(people::add);
    ArrayNode versions = root.putArray("versions");
    for (Specification one : specifications.all()) {
      versions
          .addObject()
          .put("version", one.version())
          .put("publishedOn", one.publishedOn().toString())
          .put("criteria", one.criteria().size())
          .put("sha256", one.sha256())
          .put("address", "/specification/" + one.version());
    }
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// RFC 9457 §4.2.1: a status that says it all has the type `about:blank`.
  private static void unknown(RoutingContext context) {
    JsonNode problem =
        MAPPER
            .createObjectNode()
            .put("type", "about:blank")
            .put("title", "Not Found")
            .put("status", 404)
            .put("detail", "No such version was published: GET /specification lists them.");
    context
        .response()
        .setStatusCode(404)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .end(problem.toString());
  }

  /// The version that the address asks for; the newest when it names none.
  private Optional<Specification> asked(RoutingContext context) {
    String version = context.request().getParam("version");
    return version == null ? Optional.of(specifications.newest()) : specifications.find(version);
  }

  private void overview(RoutingContext context, Words words) {
    Optional<Specification> asked = asked(context);
    if (asked.isEmpty()) {
      context.fail(404);
      return;
    }
    times
        .times()
        .otherwise(List.of())
        .map(measured -> OverviewView.of(asked.get(), specifications.all(), measured, words))
        .onSuccess(
            view -> send(context, words, words.text("title"), "", "criterionOverview.jte", view))
        .onFailure(context::fail);
  }

  private void criterion(RoutingContext context, Words words) {
    Optional<Specification> asked = asked(context);
    String id = Objects.requireNonNullElse(context.pathParam("criterion"), "");
    Optional<Criterion> found = asked.flatMap(one -> one.find(id));
    if (asked.isEmpty() || found.isEmpty()) {
      context.fail(404);
      return;
    }
    CriterionView view = CriterionView.of(asked.get(), found.get(), words);
    send(context, words, view.title(), "/" + found.get().id(), "criterionOne.jte", view);
  }

  private void send(
      RoutingContext context,
      Words words,
      String title,
      String below,
      String template,
      Object view) {
    StringOutput body = new StringOutput();
    TEMPLATES.render(template, view, body);
    String query = context.request().query();
    String path = words.text("path") + below + (query == null ? "" : "?" + query);
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, words.tag())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .end(layout.frame(words.locale(), title, path, body.toString()));
  }
}
