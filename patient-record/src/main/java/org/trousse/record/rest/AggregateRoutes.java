package org.trousse.record.rest;

import static org.trousse.record.fhir.JsonBytes.quoted;
import static org.trousse.record.rest.edge.EdgeRoutes.refuse;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.trousse.record.aggregate.AggregateCaller;
import org.trousse.record.aggregate.AggregateEncoder;
import org.trousse.record.aggregate.AggregateQuestion;
import org.trousse.record.aggregate.Issued;
import org.trousse.record.aggregate.Kind;
import org.trousse.record.aggregate.Window;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.door.ReadingAccess;
import org.trousse.record.door.ReadingAccess.Searching;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.rest.edge.EdgeRoutes;
import org.trousse.record.search.Asker;
import org.trousse.record.search.SearchBundle;
import org.trousse.sdk.measure.Measure;

/// Aggregates of a sensor's readings: search by their codes, read, versions. Whoever may read the
/// readings of all of a window may read what is counted of it. One instance for each event loop.
final class AggregateRoutes {
  private static final Set<Measure> SENSOR = Set.of(Measure.INTERSTITIAL_GLUCOSE);
  private static final String BUSY_SECONDS = "2";

  private final AggregateCaller aggregates;
  private final SearchRoutes searches;
  private final DoorRoutes door;
  private final String base;
  private final Clock clock;

  /// An aggregate that an address names.
  private record Named(Kind kind, Window window) {}

  /// @param base the FHIR base address
  AggregateRoutes(
      AggregateCaller aggregates,
      SearchRoutes searches,
      DoorRoutes door,
      String base,
      Clock clock) {
    this.aggregates = aggregates;
    this.searches = searches;
    this.door = door;
    this.base = base;
    this.clock = clock;
  }

  /// Before the routes of readings, which have the same addresses.
  void mount(Router router) {
    router.get("/fhir/Observation").handler(this::passOrSearch);
    router
        .post("/fhir/Observation/_search")
        .handler(BodyHandler.create(false).setBodyLimit(SearchRoutes.FORM_BYTES_MAX))
        .handler(this::passOrSearch);
    String one = "/fhir/Observation/:id";
    router.get(one).handler(context -> passOrOpen(context, this::read));
    router.get(one + "/_history").handler(context -> passOrOpen(context, this::history));
    router.get(one + "/_history/:version").handler(context -> passOrOpen(context, this::version));
  }

  private void passOrSearch(RoutingContext context) {
    if (AggregateQuestion.concerns(SearchRoutes.parameters(context))) {
      door.opened(this::search).handle(context);
    } else {
      context.next();
    }
  }

  @FunctionalInterface
  private interface Answers {
    void answer(RoutingContext context, Guest guest);
  }

  private void passOrOpen(RoutingContext context, Answers answers) {
    if (String.valueOf(context.pathParam("id")).startsWith(FhirIds.AGGREGATE)) {
      door.opened(answers::answer).handle(context);
    } else {
      context.next();
    }
  }

  private void search(RoutingContext context, Guest guest) {
    Asker asker = searches.asker(context, guest);
    List<Entry<String, String>> parameters = SearchRoutes.parameters(context);
    switch (AggregateQuestion.read(
        parameters, asker, aggregates.zone(), aggregates.lastDay(asker.now()))) {
      case AggregateQuestion.Wrong(Refusal refusal) ->
          searches.refused(context, guest, refusal, "search");
      case AggregateQuestion.Asked(AggregateQuestion question) ->
          search(context, guest, question, asker.now());
    }
  }

  private void search(
      RoutingContext context, Guest guest, AggregateQuestion question, Instant now) {
    Searching allowed = ReadingAccess.search(guest.opened(), SENSOR, List.of(SENSOR));
    if (allowed.access() != Access.ALLOWED) {
      door.deny(context, guest, allowed.access(), "search");
    } else if (aggregates.isBusy()) {
      busy(context);
    } else {
      aggregates
          .issued(guest.patient(), question.windows(), allowed.from(), now)
          .compose(found -> noted(guest, "search", found).map(found))
          .onSuccess(found -> answer(context, guest, question, found))
          .onFailure(context::fail);
    }
  }

  private static void busy(RoutingContext context) {
    context.response().putHeader("Retry-After", BUSY_SECONDS);
    refuse(context, Refusal.AWAY);
  }

  /// The trail counts the readings that the windows rest on.
  private Future<Void> noted(Guest guest, String what, List<Issued> found) {
    int readings = found.stream().mapToInt(one -> one.numbers().n()).max().orElse(0);
    Map<Measure, Integer> counts =
        readings == 0 ? Map.of() : Map.of(Measure.INTERSTITIAL_GLUCOSE, readings);
    return door.note(guest, what, true, counts, "aggregate");
  }

  private void answer(
      RoutingContext context, Guest guest, AggregateQuestion question, List<Issued> found) {
    Access still = ReadingAccess.search(guest.opened(), SENSOR, List.of(SENSOR)).access();
    if (still == Access.ALLOWED) {
      Locale language = CreateRoutes.language(context);
      EdgeRoutes.send(context, 200, bundle(context, guest, question, found, language));
    } else {
      door.deny(context, guest, still, "search");
    }
  }

  private String bundle(
      RoutingContext context,
      Guest guest,
      AggregateQuestion question,
      List<Issued> found,
      Locale language) {
    AggregateEncoder encoder = encoder(guest);
    List<String> entries = new ArrayList<>();
    for (Issued issued : found) {
      for (Kind kind : Kind.values()) {
        if (question.kinds().contains(kind) && issued.numbers().has(kind)) {
          entries.add(
              "{\"fullUrl\":"
                  + quoted(base + "/Observation/" + encoder.id(kind, issued.window()))
                  + ",\"resource\":"
                  + encoder.json(kind, issued)
                  + ",\"search\":{\"mode\":\"match\"}}");
        }
      }
    }
    int total = entries.size();
    if (question.countOnly()) {
      entries.clear();
    }
    SearchBundle.leftOut(question.ignored(), language).ifPresent(entries::add);
    String query = context.request().query();
    String self = base + "/Observation" + (query == null ? "" : "?" + query);
    return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":"
        + total
        + ",\"link\":[{\"relation\":\"self\",\"url\":"
        + quoted(self)
        + "}]"
        + (entries.isEmpty() ? "" : ",\"entry\":[" + String.join(",", entries) + "]")
        + "}";
  }

  private AggregateEncoder encoder(Guest guest) {
    return new AggregateEncoder(guest.patient(), guest.ids(), aggregates.zone());
  }

  private Optional<Named> named(RoutingContext context, Guest guest) {
    OptionalLong packed =
        guest.ids().aggregate(guest.patient(), String.valueOf(context.pathParam("id")));
    if (packed.isEmpty()) {
      return Optional.empty();
    }
    Optional<Window> window = Window.of(packed.getAsLong());
    return Window.kind(packed.getAsLong())
        .flatMap(kind -> window.map(some -> new Named(kind, some)));
  }

  /// All versions of what an address names, the newest first.
  ///
  /// @param then is given one version at least
  private void found(RoutingContext context, Guest guest, ShowsVersions then) {
    Access access = ReadingAccess.readNothing(guest.opened());
    Optional<Named> named = access == Access.HIDDEN ? named(context, guest) : Optional.empty();
    if (named.isEmpty()) {
      door.deny(context, guest, access, "read");
      return;
    }
    Window window = named.get().window();
    Instant from = window.from(aggregates.zone());
    Access read = ReadingAccess.read(guest.opened(), Measure.INTERSTITIAL_GLUCOSE, from);
    if (read != Access.ALLOWED) {
      door.deny(context, guest, read, "read");
    } else if (aggregates.isBusy()) {
      busy(context);
    } else {
      Instant now = clock.instant();
      aggregates
          .versions(guest.patient(), window, guest.opened().historyFrom(), now)
          .map(all -> all.stream().filter(one -> one.numbers().has(named.get().kind())).toList())
          .compose(all -> noted(guest, "read", all).map(all))
          .onSuccess(all -> {
            Access still = ReadingAccess.read(guest.opened(), Measure.INTERSTITIAL_GLUCOSE, from);
            if (all.isEmpty() || still != Access.ALLOWED) {
              door.turnAway(context, guest, all.isEmpty() ? Access.HIDDEN : still);
            } else {
              then.show(named.get().kind(), all);
            }
          })
          .onFailure(context::fail);
    }
  }

  @FunctionalInterface
  private interface ShowsVersions {
    void show(Kind kind, List<Issued> newestFirst);
  }

  private void read(RoutingContext context, Guest guest) {
    found(context, guest, (kind, all) -> show(context, guest, kind, all.getFirst()));
  }

  private void version(RoutingContext context, Guest guest) {
    String asked = String.valueOf(context.pathParam("version"));
    found(
        context,
        guest,
        (kind, all) ->
            all.stream()
                .filter(one -> AggregateEncoder.versionId(one).equals(asked))
                .findFirst()
                .ifPresentOrElse(
                    one -> show(context, guest, kind, one),
                    () -> refuse(context, Refusal.NOT_FOUND)));
  }

  private void show(RoutingContext context, Guest guest, Kind kind, Issued issued) {
    ObservationRoutes.show(
        context, encoder(guest).json(kind, issued).getBytes(StandardCharsets.UTF_8), tag(issued));
  }

  private static String tag(Issued issued) {
    return "W/\"" + AggregateEncoder.versionId(issued) + "\"";
  }

  private void history(RoutingContext context, Guest guest) {
    found(context, guest, (kind, all) -> EdgeRoutes.send(context, 200, history(guest, kind, all)));
  }

  private String history(Guest guest, Kind kind, List<Issued> all) {
    AggregateEncoder encoder = encoder(guest);
    List<String> entries = new ArrayList<>();
    for (Issued issued : all) {
      String place = "Observation/" + encoder.id(kind, issued.window());
      boolean first = issued.version() == 1;
      entries.add(
          "{\"fullUrl\":"
              + quoted(base + "/" + place)
              + ",\"resource\":"
              + encoder.json(kind, issued)
              + ",\"request\":{\"method\":"
              + (first ? "\"POST\",\"url\":\"Observation\"" : "\"PUT\",\"url\":" + quoted(place))
              + "},\"response\":{\"status\":"
              + (first ? "\"201\"" : "\"200\"")
              + ",\"etag\":"
              + quoted(tag(issued))
              + "}}");
    }
    return "{\"resourceType\":\"Bundle\",\"type\":\"history\",\"total\":"
        + entries.size()
        + ",\"entry\":["
        + String.join(",", entries)
        + "]}";
  }
}
