package org.trousse.record.rest.mes;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trousse.record.aggregate.AggregateCaller;
import org.trousse.record.aggregate.Issued;
import org.trousse.record.aggregate.Window;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.mes.Solution;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.Search;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.rest.edge.EdgeRoutes;
import org.trousse.record.search.DateRange;
import org.trousse.sdk.measure.Measure;

/// `GET /fhir/Patient/{id}/$mes-export`: what the API of Mon espace santé would take of a window,
/// as what, and why not the rest. Nothing is sent. One instance for each event loop.
public final class MesRoutes {
  private static final int READINGS_MAX = 1_000;
  private static final Duration USUAL = Duration.ofDays(30);
  private static final Set<Measure> SENSOR = EnumSet.of(Measure.INTERSTITIAL_GLUCOSE);

  private final ReadingStore store;
  private final AggregateCaller aggregates;
  private final DoorRoutes door;
  private final Clock clock;

  /// What was asked.
  ///
  /// @param from the first effective time
  /// @param to the first that is too late
  record Asked(Instant from, Instant to, Solution solution) {}

  public MesRoutes(ReadingStore store, AggregateCaller aggregates, DoorRoutes door, Clock clock) {
    this.store = store;
    this.aggregates = aggregates;
    this.door = door;
    this.clock = clock;
  }

  /// Adds the address.
  public void mount(Router router) {
    String path = "/fhir/Patient/:id/$mes-export";
    router.get(path).handler(door.opened(this::export));
    router.route(path).handler(context -> EdgeRoutes.notAllowed(context, "GET"));
  }

  /// It holds all measures and an id that is the patient's in another system: no app's business.
  private void export(RoutingContext context, Guest guest) {
    String id = String.valueOf(context.pathParam("id"));
    boolean theirs = guest.ids().patient(id).equals(Optional.of(guest.patient()));
    Instant now = clock.instant();
    Optional<Asked> asked = asked(context, now);
    if (guest.opened().clientId() != null) {
      door.deny(context, guest, Access.FORBIDDEN, "mes-export");
    } else if (!theirs) {
      door.deny(context, guest, Access.HIDDEN, "mes-export");
    } else if (asked.isEmpty()) {
      EdgeRoutes.refuse(context, MALFORMED);
    } else {
      export(context, guest, asked.get(), now);
    }
  }

  private static Optional<Asked> asked(RoutingContext context, Instant now) {
    String start = said(context, "start");
    String end = said(context, "end");
    Optional<DateRange> last =
        end.isEmpty()
            ? Optional.of(new DateRange(now, now.plusSeconds(1)))
            : DateRange.parse("le" + end);
    Optional<Solution> solution = Solution.of(said(context, "oid"), said(context, "idpe"));
    if (last.isEmpty() || solution.isEmpty()) {
      return Optional.empty();
    }
    Instant to = last.get().to();
    Optional<DateRange> first =
        start.isEmpty()
            ? Optional.of(new DateRange(to.minus(USUAL), to))
            : DateRange.parse("ge" + start);
    return first
        .filter(range -> range.from().isBefore(to))
        .map(range -> new Asked(range.from(), to, solution.get()));
  }

  private static String said(RoutingContext context, String name) {
    List<String> values = context.queryParam(name);
    return values.size() == 1 ? values.getFirst() : "";
  }

  private static final Refusal MALFORMED =
      Refusal.invalid(
          "Attendu start et end (dates), oid (sans urn:oid:) et idpe ; aucun n'est obligatoire.",
          "Expected start and end (dates), oid (without urn:oid:) and idpe; none is mandatory.");

  private static final Refusal TOO_MANY =
      new Refusal(
          422,
          "too-costly",
          "Plus de " + READINGS_MAX + " mesures : demandez une période plus courte.",
          "More than " + READINGS_MAX + " readings: ask for a shorter period.");

  private void export(RoutingContext context, Guest guest, Asked asked, Instant now) {
    Future<List<StoredReading>> readings = readings(guest, asked);
    Future<Long> sensor = sensor(guest, asked);
    Future<List<Issued>> averages =
        aggregates.issued(guest.patient(), windows(asked, now), null, now);
    Future.all(readings, sensor, averages)
        .compose(all -> {
          List<StoredReading> found = readings.result();
          return noted(guest, found, sensor.result()).map(found);
        })
        .onSuccess(found -> {
          Locale language = Refusal.language(context.request().getHeader("Accept-Language"));
          if (found.size() > READINGS_MAX) {
            EdgeRoutes.refuse(context, TOO_MANY);
          } else {
            MesJson json = new MesJson(guest, asked.solution(), language, aggregates.zone());
            found.forEach(json::reading);
            json.sensor(sensor.result());
            windows(asked, now).forEach(window -> json.average(window, averages.result()));
            EdgeRoutes.send(context, 200, json.parameters());
          }
        })
        .onFailure(context::fail);
  }

  private Future<List<StoredReading>> readings(Guest guest, Asked asked) {
    Set<Measure> others = EnumSet.complementOf(EnumSet.copyOf(SENSOR));
    return store.search(
        new Search(
            guest.patient(),
            others,
            null,
            asked.from(),
            asked.to(),
            false,
            READINGS_MAX + 1,
            null));
  }

  private Future<Long> sensor(Guest guest, Asked asked) {
    return store.count(
        new Search(guest.patient(), SENSOR, null, asked.from(), asked.to(), true, 1, null));
  }

  /// Those that end with the last whole day of what was asked, at most with yesterday.
  private List<Window> windows(Asked asked, Instant now) {
    LocalDate last = asked.to().atZone(aggregates.zone()).toLocalDate().minusDays(1);
    LocalDate over = aggregates.lastDay(now);
    LocalDate day = last.isAfter(over) ? over : last;
    return Window.LENGTHS.stream().map(length -> new Window(day, length)).toList();
  }

  private Future<Void> noted(Guest guest, List<StoredReading> found, long sensor) {
    Map<Measure, Integer> counts = new EnumMap<>(Measure.class);
    found.forEach(one -> counts.merge(one.reading().measure(), 1, Integer::sum));
    if (sensor > 0) {
      counts.put(Measure.INTERSTITIAL_GLUCOSE, (int) Math.min(sensor, Integer.MAX_VALUE));
    }
    return door.note(guest, "read", true, counts, "mes-export");
  }
}
