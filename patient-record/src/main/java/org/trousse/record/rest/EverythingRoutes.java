package org.trousse.record.rest;

import static org.trousse.record.rest.edge.EdgeRoutes.head;
import static org.trousse.record.rest.edge.EdgeRoutes.notAllowed;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.door.ReadingAccess;
import org.trousse.record.door.ReadingAccess.Searching;
import org.trousse.record.fhir.DeviceEncoder;
import org.trousse.record.fhir.JsonBytes;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.reading.Position;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.Search;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Source;
import org.trousse.record.rest.SearchRoutes.Rest;
import org.trousse.record.rest.SearchRoutes.Sending;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.rest.edge.EdgeRoutes;
import org.trousse.record.search.SearchBundle;
import org.trousse.record.search.SearchQuestion;
import org.trousse.record.search.SearchQuestion.Asked;
import org.trousse.record.search.SearchQuestion.Way;
import org.trousse.record.search.SearchQuestion.Wrong;
import org.trousse.sdk.measure.Measure;

/// R4 Patient `$everything`, of the token's own patient: who they are, their devices, their
/// readings; as far as the token may read each. In pages as a Bundle, or whole, a resource a line,
/// for who accepts `application/fhir+ndjson`. One instance for each event loop.
final class EverythingRoutes {
  /// Lines written before other connections have their turn, and before rights are asked again.
  private static final int SLICE = SearchRoutes.SLICE;

  private static final String WHAT = "everything";

  /// What stands before the readings.
  ///
  /// @param patient empty: it may not be read, or was not asked for
  private record Front(Optional<PatientRow> patient, List<Source> devices) {
    static final Front NONE = new Front(Optional.empty(), List.of());
  }

  /// A question as far as it may go.
  private record Going(
      RoutingContext context, Guest guest, SearchQuestion question, Searching allowed) {
    /// From a place in the readings on.
    Search search(@Nullable Position after, int readings) {
      boolean wanted = allowed.access() == Access.ALLOWED && question.shape().wants("Observation");
      Set<Measure> measures = wanted ? allowed.measures() : Set.of();
      return question.search().within(measures, allowed.from()).startingAfter(after, readings);
    }
  }

  private final ReadingStore store;
  private final SearchRoutes searches;
  private final DoorRoutes door;
  private final String base;
  private final Clock clock;

  EverythingRoutes(
      ReadingStore store, SearchRoutes searches, DoorRoutes door, String base, Clock clock) {
    this.store = store;
    this.searches = searches;
    this.door = door;
    this.base = base;
    this.clock = clock;
  }

  void mount(Router router) {
    for (String path : List.of("/fhir/Patient/$everything", "/fhir/Patient/:id/$everything")) {
      router.get(path).handler(door.opened(this::everything));
      router.route(path).handler(context -> notAllowed(context, "GET"));
    }
  }

  private void everything(RoutingContext context, Guest guest) {
    Searching allowed =
        ReadingAccess.search(guest.opened(), EnumSet.allOf(Measure.class), List.of());
    Access identity = PatientRoutes.access(guest.opened());
    String id = context.pathParam("id");
    if (allowed.access() != Access.ALLOWED && identity != Access.ALLOWED) {
      door.deny(context, guest, allowed.access(), WHAT);
      return;
    }
    if (id != null && !guest.ids().patient(id).equals(Optional.of(guest.patient()))) {
      door.deny(context, guest, Access.HIDDEN, WHAT);
      return;
    }
    switch (SearchQuestion.read(
        Way.EVERYTHING, SearchRoutes.parameters(context), searches.asker(context, guest))) {
      case Wrong(Refusal refusal) -> searches.refused(context, guest, refusal, WHAT);
      case Asked(SearchQuestion question) -> {
        Going going = new Going(context, guest, question, allowed);
        boolean first = question.search().after() == null;
        (first ? front(going, identity == Access.ALLOWED) : Future.succeededFuture(Front.NONE))
            .compose(
                front -> EdgeRoutes.wantsLines(context) ? lines(going, front) : page(going, front))
            .onFailure(context::fail);
      }
    }
  }

  private Future<Front> front(Going going, boolean mayKnowWho) {
    boolean who = mayKnowWho && going.question().shape().wants("Patient");
    boolean devices =
        going.allowed().access() == Access.ALLOWED && going.question().shape().wants("Device");
    Future<Optional<PatientRow>> patient =
        who ? store.patient(going.guest().patient()) : Future.succeededFuture(Optional.empty());
    return patient.compose(row ->
        (devices ? devices(going) : Future.succeededFuture(List.<Source>of()))
            .map(found -> new Front(row, found)));
  }

  private Future<List<Source>> devices(Going going) {
    return store.devices(
        going.guest().patient(),
        going.allowed().measures(),
        Objects.requireNonNullElse(going.allowed().from(), ReadingStore.EARLIEST));
  }

  /// A page, as a Bundle.
  private Future<Void> page(Going going, Front front) {
    SearchQuestion question = going.question();
    Search search = going.search(question.search().after(), question.search().limit());
    return store
        .search(search)
        .compose(found -> noted(going, question.page(found), WHAT).map(found))
        .compose(found -> send(going, front, found));
  }

  private Future<Void> noted(Going going, List<StoredReading> readings, String what) {
    return door.note(going.guest(), "search", true, SearchRoutes.counts(readings), what);
  }

  private Future<Void> send(Going going, Front front, List<StoredReading> found) {
    Guest guest = going.guest();
    SearchQuestion question = going.question();
    List<StoredReading> page = question.page(found);
    boolean more = !page.isEmpty() && found.size() > page.size();
    Position last = more ? page.getLast().position() : null;
    String path = "Patient/" + guest.ids().patient(guest.patient()) + "/$everything";
    SearchBundle json =
        new SearchBundle(guest, base, path, Math.min(page.size(), SLICE))
            .open(null, clock.instant());
    Sending sending =
        new Sending(
            going.context(), guest, door, json, question, CreateRoutes.language(going.context()));
    Access access = access(sending, page, front, guest);
    if (access != Access.ALLOWED) {
      door.deny(going.context(), guest, access, WHAT);
      return Future.succeededFuture();
    }
    front
        .patient()
        .ifPresent(row ->
            json.entry(
                "Patient/" + guest.ids().patient(row.id()),
                JsonBytes.piece(PatientRoutes.json(guest, row)),
                "match"));
    front
        .devices()
        .forEach(device ->
            json.entry(
                "Device/" + guest.ids().device(device.key()),
                DeviceEncoder.encode(device, guest.ids()),
                "match"));
    head(going.context(), 200).setChunked(true);
    return sending.from(page, () -> Future.succeededFuture(new Rest(List.of(), last)));
  }

  /// Whether the readings and the patient may still be sent.
  private static Access access(
      Sending sending, List<StoredReading> page, Front front, Guest guest) {
    Access readings = sending.access(page);
    return readings == Access.ALLOWED && front.patient().isPresent()
        ? PatientRoutes.access(guest.opened())
        : readings;
  }

  /// All of it, a line each.
  private Future<Void> lines(Going going, Front front) {
    Guest guest = going.guest();
    JsonBytes lines = new JsonBytes(SLICE * 1_200);
    front.patient().ifPresent(row -> line(lines, JsonBytes.piece(PatientRoutes.json(guest, row))));
    front.devices().forEach(device -> line(lines, DeviceEncoder.encode(device, guest.ids())));
    return batch(going, null)
        .compose(found -> {
          head(going.context(), 200)
              .setChunked(true)
              .putHeader("Content-Type", EdgeRoutes.LINES_TYPE);
          return write(going, found, lines, 0);
        });
  }

  private static void line(JsonBytes lines, byte[] resource) {
    lines.piece(resource).character('\n');
  }

  /// The readings that come next, noted before one of them leaves.
  private Future<List<StoredReading>> batch(Going going, @Nullable Position after) {
    return store
        .search(going.search(after, SearchQuestion.COUNT_MAX))
        .compose(found -> noted(going, found, "export").map(found));
  }

  /// Writes a slice of a batch, then the next slice, then the next batch. One whose right ended on
  /// the way stops in the middle.
  private Future<Void> write(Going going, List<StoredReading> batch, JsonBytes lines, int from) {
    int to = Math.min(from + SLICE, batch.size());
    List<StoredReading> slice = batch.subList(from, to);
    HttpServerResponse response = going.context().response();
    if (ReadingAccess.keepSending(
            going.guest().opened(), SearchRoutes.counts(slice).keySet(), SearchRoutes.oldest(slice))
        != Access.ALLOWED) {
      return door.note(going.guest(), "deny", false, Map.of(), "export: stopped on its way")
          .onComplete(noted -> response.reset());
    }
    slice.forEach(reading -> line(lines, going.guest().encoder().encode(reading)));
    if (to < batch.size()) {
      return response
          .write(Buffer.buffer(lines.take()))
          .compose(sent -> write(going, batch, lines, to));
    }
    if (batch.size() < SearchQuestion.COUNT_MAX) {
      return response.end(Buffer.buffer(lines.take()));
    }
    return response
        .write(Buffer.buffer(lines.take()))
        .compose(sent -> batch(going, batch.getLast().position()))
        .compose(next -> write(going, next, lines, 0));
  }
}
