package org.trousse.record.rest;

import static org.trousse.record.fhir.JsonBytes.piece;
import static org.trousse.record.fhir.JsonBytes.quoted;
import static org.trousse.record.rest.EdgeRoutes.head;
import static org.trousse.record.rest.EdgeRoutes.notAllowed;
import static org.trousse.record.rest.EdgeRoutes.refuse;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import org.trousse.record.door.Access;
import org.trousse.record.door.ReadingAccess;
import org.trousse.record.door.ReadingAccess.Searching;
import org.trousse.record.fhir.JsonBytes;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.search.SearchQuestion;
import org.trousse.record.search.SearchQuestion.Asked;
import org.trousse.record.search.SearchQuestion.Wrong;
import org.trousse.sdk.measure.Measure;

/// Search and read of Observations. One instance for each event loop.
final class ObservationRoutes {
  /// A form of `_search` is a few parameters.
  static final int FORM_BYTES_MAX = 16 * 1024;

  /// Readings written before other connections have their turn, and before rights are asked again.
  static final int SLICE = 256;

  /// Roughly what an entry takes.
  private static final int ENTRY_BYTES = 1_200;

  /// A page on its way.
  ///
  /// @param measures of its readings
  /// @param oldest when the oldest was measured
  private record Page(
      Guest guest, List<StoredReading> readings, Map<Measure, Integer> measures, Instant oldest) {
    static Page of(Guest guest, List<StoredReading> readings) {
      Instant oldest = Instant.MAX;
      for (StoredReading one : readings) {
        Instant at = one.reading().effectiveAt();
        oldest = at.isBefore(oldest) ? at : oldest;
      }
      return new Page(guest, readings, counts(readings), oldest);
    }

    Access access() {
      return ReadingAccess.keepSending(guest.opened(), measures.keySet(), oldest);
    }
  }

  private final ReadingStore store;
  private final DoorRoutes door;
  private final String base;
  private final byte[] quotedObservations;
  private final Clock clock;

  /// @param base the FHIR base address
  ObservationRoutes(ReadingStore store, DoorRoutes door, String base, Clock clock) {
    this.store = store;
    this.door = door;
    this.base = base;
    String observations = quoted(base + "/Observation/");
    this.quotedObservations = piece(observations.substring(0, observations.length() - 1));
    this.clock = clock;
  }

  void mount(Router router) {
    router.get("/fhir/Observation").handler(door.opened(this::search));
    router
        .post("/fhir/Observation/_search")
        .handler(BodyHandler.create(false).setBodyLimit(FORM_BYTES_MAX))
        .handler(ObservationRoutes::onlyForms)
        .handler(door.opened(this::search));
    router.get("/fhir/Observation/:id").handler(door.opened(this::read));
    router.route("/fhir/Observation/_search").handler(context -> notAllowed(context, "POST"));
    router.route("/fhir/Observation/:id").handler(context -> notAllowed(context, "GET"));
  }

  private void search(RoutingContext context, Guest guest) {
    MultiMap parameters = MultiMap.caseInsensitiveMultiMap().addAll(context.queryParams());
    if (context.request().method().equals(HttpMethod.POST)) {
      parameters.addAll(context.request().formAttributes());
    }
    switch (SearchQuestion.read(parameters, guest.patient(), isStrict(context), guest.ids())) {
      case Wrong(Refusal refusal) when refusal.equals(Refusal.NOT_YOURS) ->
          door.note(guest, "deny", false, Map.of(), "search: another record")
              .onSuccess(noted -> refuse(context, refusal))
              .onFailure(context::fail);
      case Wrong(Refusal refusal) -> refuse(context, refusal);
      case Asked(SearchQuestion question) -> search(context, guest, question);
    }
  }

  private void search(RoutingContext context, Guest guest, SearchQuestion question) {
    Searching allowed =
        ReadingAccess.search(guest.opened(), question.search().measures(), question.named());
    if (allowed.access() != Access.ALLOWED) {
      door.deny(context, guest, allowed.access(), "search");
      return;
    }
    store
        .search(question.search().within(allowed.measures(), allowed.from()))
        .compose(found -> noted(guest, question, found).map(found))
        .compose(found -> bundle(context, guest, question, found))
        .onFailure(context::fail);
  }

  private Future<Void> noted(Guest guest, SearchQuestion question, List<StoredReading> found) {
    return door.note(guest, "search", true, counts(question.page(found)), "");
  }

  private static Map<Measure, Integer> counts(List<StoredReading> readings) {
    Map<Measure, Integer> counts = new EnumMap<>(Measure.class);
    readings.forEach(one -> counts.merge(one.reading().measure(), 1, Integer::sum));
    return counts;
  }

  static boolean isStrict(RoutingContext context) {
    return context.request().headers().getAll("Prefer").stream()
        .anyMatch(preference -> preference.replace(" ", "").contains("handling=strict"));
  }

  private Future<Void> bundle(
      RoutingContext context, Guest guest, SearchQuestion question, List<StoredReading> found) {
    Page page = Page.of(guest, question.page(found));
    Access access = page.access();
    if (access != Access.ALLOWED) {
      door.deny(context, guest, access, "search");
      return Future.succeededFuture();
    }
    JsonBytes json = opening(guest, question, found);
    HttpServerResponse response = head(context, 200).setChunked(true);
    return page.readings().isEmpty()
        ? response.end(Buffer.buffer(json.character('}').take()))
        : entries(context, page, json.piece(piece(",\"entry\":[")), 0);
  }

  private JsonBytes opening(Guest guest, SearchQuestion question, List<StoredReading> found) {
    List<StoredReading> page = question.page(found);
    JsonBytes json = new JsonBytes(ENTRY_BYTES * (Math.min(page.size(), SLICE) + 1));
    json.piece(piece("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"timestamp\":\""))
        .instant(clock.instant())
        .piece(piece("\",\"link\":["))
        .piece(link("self", question.query(null, guest.ids().readings())));
    if (found.size() > page.size()) {
      String next = question.query(page.getLast().position(), guest.ids().readings());
      json.character(',').piece(link("next", next));
    }
    return json.character(']');
  }

  private byte[] link(String relation, String query) {
    String url = base + "/Observation" + (query.isEmpty() ? "" : "?" + query);
    return piece("{\"relation\":" + quoted(relation) + ",\"url\":" + quoted(url) + "}");
  }

  /// What an entry `GET url` of a batch is answered with.
  Future<Answer> get(Guest guest, String url, Locale language) {
    int question = url.indexOf('?');
    String path = question < 0 ? url : url.substring(0, question);
    if (path.equals("Observation")) {
      List<Entry<String, String>> parameters =
          SearchQuestion.parameters(url.substring(path.length()));
      return switch (SearchQuestion.read(parameters, guest.patient(), false, guest.ids())) {
        case Wrong(Refusal refusal) -> Future.succeededFuture(Answer.of(refusal, language));
        case Asked(SearchQuestion asked) -> found(guest, asked, language);
      };
    }
    if (path.startsWith("Observation/")) {
      return one(guest, path.substring("Observation/".length()), language);
    }
    return Future.succeededFuture(Answer.of(Refusal.NOT_FOUND, language));
  }

  private Future<Answer> found(Guest guest, SearchQuestion question, Locale language) {
    Searching allowed =
        ReadingAccess.search(guest.opened(), question.search().measures(), question.named());
    if (allowed.access() != Access.ALLOWED) {
      return turnedAway(guest, allowed.access(), "search", language);
    }
    return store
        .search(question.search().within(allowed.measures(), allowed.from()))
        .compose(found -> noted(guest, question, found).map(found))
        .map(found ->
            Page.of(guest, question.page(found)).access() == Access.ALLOWED
                ? Answer.of(200, whole(guest, question, found))
                : Answer.of(Refusal.OVER, language));
  }

  private Future<Answer> one(Guest guest, String id, Locale language) {
    Access access = ReadingAccess.readNothing(guest.opened());
    if (access != Access.HIDDEN) {
      return turnedAway(guest, access, "read", language);
    }
    return visible(guest, id)
        .compose(found ->
            found.isEmpty()
                ? turnedAway(guest, Access.HIDDEN, "read", language)
                : door.note(guest, "read", true, counts(List.of(found.get())), "")
                    .map(Answer.of(200, text(guest.encoder().encode(found.get())))));
  }

  private Future<Answer> turnedAway(Guest guest, Access access, String from, Locale language) {
    return door.note(guest, "deny", false, Map.of(), from)
        .map(Answer.of(DoorRoutes.refusal(access), language));
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  /// A whole page at once, for an entry of a batch.
  ///
  /// @param found with the one more that tells of a next page
  private String whole(Guest guest, SearchQuestion question, List<StoredReading> found) {
    List<StoredReading> page = question.page(found);
    JsonBytes json = opening(guest, question, found);
    for (int i = 0; i < page.size(); i++) {
      json.piece(piece(i == 0 ? ",\"entry\":[" : ","));
      guest.encoder().writeEntry(page.get(i), quotedObservations, json);
    }
    return text(json.piece(piece(page.isEmpty() ? "}" : "]}")).take());
  }

  /// Writes one slice and comes back for the next when this one is on its way, so that neither the
  /// event loop nor the memory belongs to one answer. Before each slice rights are asked again: an
  /// answer whose right ended stops in the middle.
  private Future<Void> entries(RoutingContext context, Page page, JsonBytes json, int from) {
    if (from > 0 && page.access() != Access.ALLOWED) {
      context.response().reset();
      return door.note(page.guest(), "deny", false, Map.of(), "search: stopped on its way");
    }
    List<StoredReading> readings = page.readings();
    int to = Math.min(from + SLICE, readings.size());
    for (int i = from; i < to; i++) {
      if (i > 0) {
        json.character(',');
      }
      page.guest().encoder().writeEntry(readings.get(i), quotedObservations, json);
    }
    if (to == readings.size()) {
      return context.response().end(Buffer.buffer(json.piece(piece("]}")).take()));
    }
    return context
        .response()
        .write(Buffer.buffer(json.take()))
        .compose(sent -> entries(context, page, json, to));
  }

  private void read(RoutingContext context, Guest guest) {
    String id = String.valueOf(context.pathParam("id"));
    Access access = ReadingAccess.readNothing(guest.opened());
    if (access != Access.HIDDEN) {
      door.deny(context, guest, access, "read");
      return;
    }
    visible(guest, id)
        .compose(found ->
            found.isPresent()
                ? door.note(guest, "read", true, counts(List.of(found.get())), "").map(found)
                : Future.succeededFuture(found))
        .onSuccess(found ->
            found
                .filter(one -> isVisible(guest, one))
                .ifPresentOrElse(
                    reading -> show(context, guest.encoder().encode(reading)),
                    () -> door.deny(context, guest, Access.HIDDEN, "read")))
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

  /// A resource, unless the client has it already.
  static void show(RoutingContext context, byte[] json) {
    String tag = tag(json);
    String known = context.request().getHeader("If-None-Match");
    boolean unchanged = known != null && (known.contains(tag) || known.equals("*"));
    HttpServerResponse response = head(context, unchanged ? 304 : 200).putHeader("ETag", tag);
    if (unchanged) {
      response.end().onFailure(context::fail);
    } else {
      response.end(Buffer.buffer(json)).onFailure(context::fail);
    }
  }

  /// A weak entity tag.
  static String tag(byte[] json) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
      return "W/\"" + HexFormat.of().formatHex(digest, 0, 8) + "\"";
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  private static void onlyForms(RoutingContext context) {
    String type = context.request().getHeader("Content-Type");
    boolean form =
        type == null
            || type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    if (form) {
      context.next();
    } else {
      refuse(context, Refusal.FORM_EXPECTED);
    }
  }
}
