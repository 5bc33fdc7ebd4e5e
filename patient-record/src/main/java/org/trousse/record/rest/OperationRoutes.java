package org.trousse.record.rest;

import static org.trousse.record.rest.edge.EdgeRoutes.head;
import static org.trousse.record.rest.edge.EdgeRoutes.notAllowed;
import static org.trousse.record.rest.edge.EdgeRoutes.refuse;

import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.door.ReadingAccess;
import org.trousse.record.door.ReadingAccess.Searching;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.Search;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.rest.SearchRoutes.Rest;
import org.trousse.record.rest.SearchRoutes.Sending;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.rest.edge.EdgeRoutes;
import org.trousse.record.search.SearchBundle;
import org.trousse.record.search.SearchQuestion;
import org.trousse.record.search.SearchQuestion.Asked;
import org.trousse.record.search.SearchQuestion.Way;
import org.trousse.record.search.SearchQuestion.Wrong;
import org.trousse.record.statistics.StatsCaller;
import org.trousse.record.statistics.StatsCaller.Answered;
import org.trousse.record.statistics.StatsParameters;
import org.trousse.record.statistics.StatsQuestion;

/// Operations on Observations (`$lastn`, `$stats`), by GET and by POST (R4 operations). One
/// instance for each event loop.
final class OperationRoutes {
  private static final int BODY_BYTES_MAX = 16 * 1024;
  private static final String BUSY_SECONDS = "2";

  /// Answers what was asked.
  @FunctionalInterface
  interface Operation {
    void answer(RoutingContext context, Guest guest, List<Entry<String, String>> parameters);
  }

  private final ReadingStore store;
  private final StatsCaller statistics;
  private final SearchRoutes searches;
  private final DoorRoutes door;
  private final String base;
  private final Clock clock;

  OperationRoutes(
      FhirRoutes.Stores stores, SearchRoutes searches, DoorRoutes door, String base, Clock clock) {
    this.store = stores.readings();
    this.statistics = stores.statistics();
    this.searches = searches;
    this.door = door;
    this.base = base;
    this.clock = clock;
  }

  /// Before the routes of single Observations.
  void mount(Router router) {
    Map<String, Operation> byName = Map.of("$lastn", this::lastn, "$stats", this::stats);
    byName.forEach((name, operation) -> mount(router, "/fhir/Observation/" + name, operation));
  }

  private void mount(Router router, String path, Operation operation) {
    router
        .get(path)
        .handler(
            door.opened((context, guest) ->
                operation.answer(context, guest, SearchRoutes.parameters(context))));
    router
        .post(path)
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
        .handler(EdgeRoutes::onlyFhir)
        .handler(
            door.opened((context, guest) ->
                sent(context)
                    .ifPresentOrElse(
                        parameters -> operation.answer(context, guest, parameters),
                        () -> refuse(context, NO_PARAMETERS))));
    router.route(path).handler(context -> notAllowed(context, "GET, POST"));
  }

  private static final Refusal NO_PARAMETERS =
      Refusal.invalid(
          "Attendu une ressource Parameters : un nom et une valeur simple par paramètre.",
          "Expected a Parameters resource: a name and a simple value for each parameter.");

  /// R4 Parameters: simple values, references, codings and periods.
  private static Optional<List<Entry<String, String>>> sent(RoutingContext context) {
    List<Entry<String, String>> parameters = new ArrayList<>(SearchRoutes.parameters(context));
    try {
      JsonObject json = new JsonObject(EdgeRoutes.body(context));
      JsonArray all = json.getJsonArray("parameter", new JsonArray());
      for (int i = 0; i < all.size(); i++) {
        JsonObject one = all.getJsonObject(i);
        String value = value(one);
        if (value == null || one.getString("name") == null) {
          return Optional.empty();
        }
        parameters.add(Map.entry(one.getString("name"), value));
      }
      return "Parameters".equals(json.getString("resourceType"))
          ? Optional.of(parameters)
          : Optional.empty();
    } catch (DecodeException | ClassCastException malformed) {
      return Optional.empty();
    }
  }

  private static @Nullable String value(JsonObject parameter) {
    for (Entry<String, Object> field : parameter) {
      if (field.getKey().startsWith("value")) {
        return field.getValue() instanceof JsonObject whole
            ? value(field.getKey(), whole)
            : String.valueOf(field.getValue());
      }
    }
    return null;
  }

  private static @Nullable String value(String type, JsonObject whole) {
    return switch (type) {
      case "valueCoding" -> whole.getString("system", "") + '|' + whole.getString("code", "");
      case "valuePeriod" -> whole.getString("start", "") + '/' + whole.getString("end", "");
      default -> whole.getString("reference");
    };
  }

  /// R4 Observation `$stats`: derived numbers.
  private void stats(RoutingContext context, Guest guest, List<Entry<String, String>> parameters) {
    switch (StatsParameters.read(parameters, searches.asker(context, guest))) {
      case StatsParameters.Wrong(Refusal refusal) ->
          searches.refused(context, guest, refusal, "stats");
      case StatsParameters.Asked(StatsQuestion question) -> stats(context, guest, question);
    }
  }

  private void stats(RoutingContext context, Guest guest, StatsQuestion question) {
    Searching allowed = ReadingAccess.search(guest.opened(), question.measures(), question.named());
    if (allowed.access() != Access.ALLOWED) {
      door.deny(context, guest, allowed.access(), "stats");
    } else if (statistics.isBusy()) {
      context.response().putHeader("Retry-After", BUSY_SECONDS);
      refuse(context, Refusal.AWAY);
    } else {
      statistics
          .answer(
              guest,
              question.since(allowed.from()),
              CreateRoutes.language(context),
              clock.instant())
          .compose(found -> door.note(guest, "search", true, found.counts(), "stats").map(found))
          .onSuccess(found -> counted(context, guest, found))
          .onFailure(failure -> failed(context, failure));
    }
  }

  private void counted(RoutingContext context, Guest guest, Answered found) {
    Access access =
        ReadingAccess.keepSending(guest.opened(), found.counts().keySet(), found.oldest());
    if (access == Access.ALLOWED) {
      EdgeRoutes.send(context, 200, found.json());
    } else {
      door.deny(context, guest, access, "stats");
    }
  }

  private static void failed(RoutingContext context, Throwable failure) {
    if (failure instanceof StatsCaller.TooMany) {
      refuse(context, TOO_MANY);
    } else {
      context.fail(failure);
    }
  }

  private static final Refusal TOO_MANY =
      new Refusal(
          422,
          "too-costly",
          "Trop de mesures pour une réponse : demandez une période plus courte.",
          "Too many readings for one answer: ask for a shorter period.");

  /// R4 Observation `$lastn`: the newest readings of each code.
  private void lastn(RoutingContext context, Guest guest, List<Entry<String, String>> parameters) {
    switch (SearchQuestion.read(Way.LASTN, parameters, searches.asker(context, guest))) {
      case Wrong(Refusal refusal) -> searches.refused(context, guest, refusal, "lastn");
      case Asked(SearchQuestion question) -> lastn(context, guest, question);
    }
  }

  private void lastn(RoutingContext context, Guest guest, SearchQuestion question) {
    Searching allowed =
        ReadingAccess.search(guest.opened(), question.search().measures(), question.named());
    if (allowed.access() != Access.ALLOWED) {
      door.deny(context, guest, allowed.access(), "lastn");
      return;
    }
    newest(question, allowed)
        .compose(found ->
            door.note(guest, "search", true, SearchRoutes.counts(found), "lastn").map(found))
        .compose(found -> answer(context, guest, question, found))
        .onFailure(context::fail);
  }

  /// One kind after the other: each walks no further than its newest readings.
  private Future<List<StoredReading>> newest(SearchQuestion question, Searching allowed) {
    Future<List<StoredReading>> all = Future.succeededFuture(List.of());
    for (Search kind : question.byKind()) {
      Search within = kind.within(allowed.measures(), allowed.from());
      all =
          all.compose(
              before -> store.search(within).map(found -> SearchRoutes.joined(before, found)));
    }
    return all.map(question::newest);
  }

  private Future<Void> answer(
      RoutingContext context, Guest guest, SearchQuestion question, List<StoredReading> found) {
    SearchBundle json =
        new SearchBundle(
                guest, base, "Observation/$lastn", Math.min(found.size(), SearchRoutes.SLICE))
            .open((long) found.size(), clock.instant());
    Sending sending =
        new Sending(context, guest, door, json, question, CreateRoutes.language(context));
    Access access = sending.access(found);
    if (access != Access.ALLOWED) {
      door.deny(context, guest, access, "lastn");
      return Future.succeededFuture();
    }
    head(context, 200).setChunked(true);
    return sending.from(found, () -> Future.succeededFuture(Rest.NOTHING));
  }
}
