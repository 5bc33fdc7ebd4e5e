package org.trousse.record.rest;

import static org.trousse.record.fhir.JsonBytes.quoted;
import static org.trousse.record.rest.edge.EdgeRoutes.head;
import static org.trousse.record.rest.edge.EdgeRoutes.notAllowed;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.trousse.record.aggregate.AggregateQuestion;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.door.ReadingAccess;
import org.trousse.record.fhir.Answer;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.rest.edge.EdgeRoutes;
import org.trousse.record.search.SearchQuestion;

/// One Observation: as it is, as it was, and its history. One instance for each event loop.
final class ObservationRoutes {
  private final ReadingStore store;
  private final SearchRoutes searches;
  private final DoorRoutes door;
  private final String base;

  /// @param base the FHIR base address
  ObservationRoutes(ReadingStore store, SearchRoutes searches, DoorRoutes door, String base) {
    this.store = store;
    this.searches = searches;
    this.door = door;
    this.base = base;
  }

  void mount(Router router) {
    String history = "/fhir/Observation/:id/_history";
    router.get("/fhir/Observation/:id").handler(door.opened(this::read));
    router.get(history).handler(door.opened(this::history));
    router.get(history + "/:version").handler(door.opened(this::readVersion));
    for (String path : List.of("/fhir/Observation/:id", history, history + "/:version")) {
      router
          .route(path)
          .handler(context -> notAllowed(context, path.endsWith(":id") ? "GET, PUT" : "GET"));
    }
  }

  /// What an entry `GET url` of a batch is answered with.
  Future<Answer> get(Guest guest, String url, Locale language) {
    int question = url.indexOf('?');
    String path = question < 0 ? url : url.substring(0, question);
    if (path.equals("Observation")) {
      var parameters = SearchQuestion.parameters(url.substring(path.length()));
      return AggregateQuestion.concerns(parameters)
          ? Future.succeededFuture(Answer.of(AGGREGATES_ALONE, language))
          : searches.found(guest, parameters, language);
    }
    if (path.startsWith("Observation/")) {
      return one(guest, path.substring("Observation/".length()), language);
    }
    return Future.succeededFuture(Answer.of(Refusal.NOT_FOUND, language));
  }

  private static final Refusal AGGREGATES_ALONE =
      Refusal.notSupported(
          "Les agrégats se demandent par une requête GET, pas dans un batch.",
          "Aggregates are asked for by a GET of their own, not in a batch.");

  private Future<Answer> one(Guest guest, String id, Locale language) {
    Access access = ReadingAccess.readNothing(guest.opened());
    if (access != Access.HIDDEN) {
      return door.turnedAway(guest, access, "read", language);
    }
    return visible(guest, id)
        .compose(found ->
            found.isEmpty()
                ? door.turnedAway(guest, Access.HIDDEN, "read", language)
                : noted(guest, found.get(), "")
                    .map(
                        new Answer(
                            200,
                            new String(guest.encoder().encode(found.get()), StandardCharsets.UTF_8),
                            null,
                            tag(found.get()))));
  }

  private Future<Void> noted(Guest guest, StoredReading reading, String detail) {
    return door.note(guest, "read", true, SearchRoutes.counts(List.of(reading)), detail);
  }

  private void read(RoutingContext context, Guest guest) {
    found(context, guest, "", reading -> show(context, guest, reading));
  }

  /// R4 http, vread.
  private void readVersion(RoutingContext context, Guest guest) {
    String version = String.valueOf(context.pathParam("version"));
    versions(
        context,
        guest,
        "version",
        all ->
            all.stream()
                .filter(one -> one.version().equals(version))
                .findFirst()
                .ifPresentOrElse(
                    one -> show(context, guest, one),
                    () -> EdgeRoutes.refuse(context, Refusal.NOT_FOUND)));
  }

  private void history(RoutingContext context, Guest guest) {
    versions(context, guest, "history", all -> EdgeRoutes.send(context, 200, history(guest, all)));
  }

  /// Every version of what may be seen, newest first.
  private void versions(
      RoutingContext context, Guest guest, String what, Consumer<List<StoredReading>> answer) {
    found(
        context,
        guest,
        what,
        reading ->
            store.versions(reading.key()).onSuccess(answer::accept).onFailure(context::fail));
  }

  /// R4 Bundle, a history.
  private String history(Guest guest, List<StoredReading> versions) {
    String place = "Observation/" + guest.encoder().id(versions.getFirst().key());
    return "{\"resourceType\":\"Bundle\",\"type\":\"history\",\"total\":"
        + versions.size()
        + ",\"link\":[{\"relation\":\"self\",\"url\":"
        + quoted(base + "/" + place + "/_history")
        + "}],\"entry\":["
        + versions.stream().map(one -> version(guest, one, place)).collect(Collectors.joining(","))
        + "]}";
  }

  private String version(Guest guest, StoredReading reading, String place) {
    boolean created = reading.number() == 1;
    return "{\"fullUrl\":"
        + quoted(base + "/" + place)
        + ",\"resource\":"
        + new String(guest.encoder().encode(reading), StandardCharsets.UTF_8)
        + ",\"request\":{\"method\":\""
        + (created ? "POST\",\"url\":\"Observation\"" : "PUT\",\"url\":" + quoted(place))
        + "},\"response\":{\"status\":\""
        + (created ? "201" : "200")
        + "\",\"etag\":"
        + quoted(tag(reading))
        + ",\"lastModified\":"
        + quoted(reading.lastUpdated().truncatedTo(ChronoUnit.MILLIS).toString())
        + "}}";
  }

  private void found(
      RoutingContext context, Guest guest, String what, Consumer<StoredReading> answer) {
    String id = String.valueOf(context.pathParam("id"));
    Access access = ReadingAccess.readNothing(guest.opened());
    if (access != Access.HIDDEN) {
      door.deny(context, guest, access, "read");
      return;
    }
    visible(guest, id)
        .compose(found ->
            found.isPresent()
                ? noted(guest, found.get(), what).map(found)
                : Future.succeededFuture(found))
        .onSuccess(found ->
            found
                .filter(one -> isVisible(guest, one))
                .ifPresentOrElse(answer, () -> door.deny(context, guest, Access.HIDDEN, "read")))
        .onFailure(context::fail);
  }

  /// The reading of an id, as far as this guest may see it: what is hidden is not there.
  private Future<Optional<StoredReading>> visible(Guest guest, String id) {
    Optional<ReadingKey> key =
        guest.ids().readings().key(id).filter(one -> one.patient().equals(guest.patient()));
    return key.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : store.byKey(key.get()).map(found -> found.filter(one -> isVisible(guest, one)));
  }

  private static boolean isVisible(Guest guest, StoredReading stored) {
    Instant at = stored.reading().effectiveAt();
    return ReadingAccess.read(guest.opened(), stored.reading().measure(), at) == Access.ALLOWED;
  }

  /// R4 http, conditional read: If-None-Match, else If-Modified-Since.
  private static void show(RoutingContext context, Guest guest, StoredReading reading) {
    Instant updated = reading.lastUpdated();
    context
        .response()
        .putHeader(
            "Last-Modified",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(updated.atOffset(ZoneOffset.UTC)));
    boolean unchanged =
        context.request().getHeader("If-None-Match") == null && isSince(context, updated);
    show(context, guest.encoder().encode(reading), tag(reading), unchanged);
  }

  private static boolean isSince(RoutingContext context, Instant updated) {
    String since = context.request().getHeader("If-Modified-Since");
    if (since == null) {
      return false;
    }
    try {
      Instant known = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(since));
      return !updated.truncatedTo(ChronoUnit.SECONDS).isAfter(known);
    } catch (DateTimeParseException malformed) {
      return false;
    }
  }

  /// A resource without versions, unless the client has it already.
  static void show(RoutingContext context, byte[] json) {
    show(context, json, tag(json), false);
  }

  /// A resource in one of its versions, unless the client has it already.
  static void show(RoutingContext context, byte[] json, String tag) {
    show(context, json, tag, false);
  }

  private static void show(RoutingContext context, byte[] json, String tag, boolean known) {
    String tags = context.request().getHeader("If-None-Match");
    boolean unchanged =
        known || (tags != null && (tags.contains(tag.substring(2)) || tags.equals("*")));
    HttpServerResponse response = head(context, unchanged ? 304 : 200).putHeader("ETag", tag);
    if (unchanged) {
      response.end().onFailure(context::fail);
    } else {
      response.end(Buffer.buffer(json)).onFailure(context::fail);
    }
  }

  /// R4 http, managing resource contention: a weak entity tag with the version's id.
  static String tag(StoredReading reading) {
    return "W/\"" + reading.version() + "\"";
  }

  private static String tag(byte[] json) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
      return "W/\"" + HexFormat.of().formatHex(digest, 0, 8) + "\"";
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }
}
