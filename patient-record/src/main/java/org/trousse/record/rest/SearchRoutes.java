package org.trousse.record.rest;

import static org.trousse.record.rest.edge.EdgeRoutes.head;
import static org.trousse.record.rest.edge.EdgeRoutes.notAllowed;
import static org.trousse.record.rest.edge.EdgeRoutes.refuse;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.door.ReadingAccess;
import org.trousse.record.door.ReadingAccess.Searching;
import org.trousse.record.fhir.Answer;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.Position;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.Search;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.search.Asker;
import org.trousse.record.search.SearchBundle;
import org.trousse.record.search.SearchQuestion;
import org.trousse.record.search.SearchQuestion.Asked;
import org.trousse.record.search.SearchQuestion.Way;
import org.trousse.record.search.SearchQuestion.Wrong;
import org.trousse.sdk.measure.Measure;

/// Search of Observations. One instance for each event loop.
final class SearchRoutes {
  /// A form of `_search` is a few parameters.
  static final int FORM_BYTES_MAX = 16 * 1024;

  /// Readings written before other connections have their turn, and before rights are asked again.
  static final int SLICE = 256;

  /// What the store answered.
  ///
  /// @param all with the one more that tells of a next page
  /// @param total how many there are in all; null: nobody asked
  private record Found(Searching allowed, List<StoredReading> all, @Nullable Long total) {}

  private final ReadingStore store;
  private final DoorRoutes door;
  private final String base;
  private final Clock clock;

  /// @param base the FHIR base address
  SearchRoutes(ReadingStore store, DoorRoutes door, String base, Clock clock) {
    this.store = store;
    this.door = door;
    this.base = base;
    this.clock = clock;
  }

  void mount(Router router) {
    router.get("/fhir/Observation").handler(door.opened(this::search));
    router
        .post("/fhir/Observation/_search")
        .handler(BodyHandler.create(false).setBodyLimit(FORM_BYTES_MAX))
        .handler(SearchRoutes::onlyForms)
        .handler(door.opened(this::search));
    router.route("/fhir/Observation/_search").handler(context -> notAllowed(context, "POST"));
  }

  private void search(RoutingContext context, Guest guest) {
    Asker asker = asker(context, guest);
    switch (SearchQuestion.read(Way.SEARCH, parameters(context), asker)) {
      case Wrong(Refusal refusal) -> refused(context, guest, refusal, "search");
      case Asked(SearchQuestion question) -> search(context, guest, question);
    }
  }

  /// Notes a matter of rights; what is only malformed concerns nobody's data.
  void refused(RoutingContext context, Guest guest, Refusal refusal, String what) {
    if (refusal.equals(Refusal.NOT_YOURS)) {
      door.note(guest, "deny", false, Map.of(), what + ": another record")
          .onSuccess(noted -> refuse(context, refusal))
          .onFailure(context::fail);
    } else {
      refuse(context, refusal);
    }
  }

  /// Who asks here.
  Asker asker(RoutingContext context, Guest guest) {
    boolean strict = CreateRoutes.prefers(context, "handling=strict");
    return new Asker(guest.patient(), guest.ids(), base, strict, clock.instant());
  }

  /// Of the address, and of a form.
  static List<Entry<String, String>> parameters(RoutingContext context) {
    List<Entry<String, String>> parameters = new ArrayList<>(context.queryParams().entries());
    if (context.request().method().equals(HttpMethod.POST)) {
      parameters.addAll(context.request().formAttributes().entries());
    }
    return parameters;
  }

  private void search(RoutingContext context, Guest guest, SearchQuestion question) {
    Searching allowed = allowed(guest, question);
    if (allowed.access() != Access.ALLOWED) {
      door.deny(context, guest, allowed.access(), "search");
      return;
    }
    found(question, allowed)
        .compose(found -> noted(guest, question, found).map(found))
        .compose(found -> answer(context, guest, question, found))
        .onFailure(context::fail);
  }

  private static Searching allowed(Guest guest, SearchQuestion question) {
    return ReadingAccess.search(guest.opened(), question.search().measures(), question.named());
  }

  private Future<Found> found(SearchQuestion question, Searching allowed) {
    Search within = question.search().within(allowed.measures(), allowed.from());
    Future<List<StoredReading>> readings =
        question.shape().count() == 0 ? Future.succeededFuture(List.of()) : store.search(within);
    return question.shape().hasTotal()
        ? readings.compose(all ->
            store
                .count(question.whole().within(allowed.measures(), allowed.from()))
                .map(total -> new Found(allowed, all, total)))
        : readings.map(all -> new Found(allowed, all, null));
  }

  private Future<Void> noted(Guest guest, SearchQuestion question, Found found) {
    String detail = question.shape().hasTotal() ? "count" : "";
    return door.note(guest, "search", true, counts(question.page(found.all())), detail);
  }

  static Map<Measure, Integer> counts(List<StoredReading> readings) {
    Map<Measure, Integer> counts = new EnumMap<>(Measure.class);
    readings.forEach(one -> counts.merge(one.reading().measure(), 1, Integer::sum));
    return counts;
  }

  /// When the oldest of these was measured.
  static Instant oldest(List<StoredReading> readings) {
    Instant oldest = Instant.MAX;
    for (StoredReading one : readings) {
      Instant at = one.reading().effectiveAt();
      oldest = at.isBefore(oldest) ? at : oldest;
    }
    return oldest;
  }

  private Future<Void> answer(
      RoutingContext context, Guest guest, SearchQuestion question, Found found) {
    Sending sending = sending(context, guest, question, found);
    Access access = still(guest, question, found, sending);
    if (access != Access.ALLOWED) {
      door.deny(context, guest, access, "search");
      return Future.succeededFuture();
    }
    head(context, 200).setChunked(true);
    return sending.from(0);
  }

  /// A total tells of all that it counted, so all of it must still be allowed.
  private static Access still(Guest guest, SearchQuestion question, Found found, Sending sending) {
    if (found.total() == null) {
      return sending.access();
    }
    Searching now = allowed(guest, question);
    return now.access() == Access.ALLOWED && !now.equals(found.allowed())
        ? Access.FORBIDDEN
        : now.access();
  }

  private Sending sending(
      RoutingContext context, Guest guest, SearchQuestion question, Found found) {
    List<StoredReading> page = question.page(found.all());
    return new Sending(
        context,
        guest,
        door,
        page,
        bundle(guest, question, found),
        question,
        CreateRoutes.language(context));
  }

  private SearchBundle bundle(Guest guest, SearchQuestion question, Found found) {
    List<StoredReading> page = question.page(found.all());
    boolean more = !page.isEmpty() && found.all().size() > page.size();
    Position last = more ? page.getLast().position(question.search().order()) : null;
    return new SearchBundle(guest, base, "Observation", Math.min(page.size(), SLICE))
        .open(question, last, found.total(), clock.instant());
  }

  /// Readings of a Bundle that is open, on their way.
  record Sending(
      RoutingContext context,
      Guest guest,
      DoorRoutes door,
      List<StoredReading> page,
      SearchBundle json,
      SearchQuestion question,
      Locale language) {
    /// Whether all of it may still be sent.
    Access access() {
      return ReadingAccess.keepSending(guest.opened(), counts(page).keySet(), oldest(page));
    }

    /// Writes one slice and comes back for the next when this one is on its way, so that neither
    /// the event loop nor the memory belongs to one answer. Before each slice rights are asked
    /// again: an answer whose right ended stops in the middle.
    Future<Void> from(int from) {
      if (from > 0 && access() != Access.ALLOWED) {
        return door.note(guest, "deny", false, Map.of(), "search: stopped on its way")
            .onComplete(noted -> context.response().reset());
      }
      int to = Math.min(from + SLICE, page.size());
      page.subList(from, to).forEach(json::match);
      if (to == page.size()) {
        return context.response().end(Buffer.buffer(closed()));
      }
      return context.response().write(Buffer.buffer(json.take())).compose(sent -> from(to));
    }

    private byte[] closed() {
      if (question.shape().devices()) {
        json.devices("include");
      }
      return json.ignored(question.ignored(), language).end();
    }
  }

  /// What an entry `GET Observation?…` of a batch is answered with: a whole page at once.
  Future<Answer> found(Guest guest, List<Entry<String, String>> parameters, Locale language) {
    Asker asker = new Asker(guest.patient(), guest.ids(), base, false, clock.instant());
    return switch (SearchQuestion.read(Way.SEARCH, parameters, asker)) {
      case Wrong(Refusal refusal) -> Future.succeededFuture(Answer.of(refusal, language));
      case Asked(SearchQuestion question) -> found(guest, question, language);
    };
  }

  private Future<Answer> found(Guest guest, SearchQuestion question, Locale language) {
    Searching allowed = allowed(guest, question);
    if (allowed.access() != Access.ALLOWED) {
      return door.turnedAway(guest, allowed.access(), "search", language);
    }
    return found(question, allowed)
        .compose(found -> noted(guest, question, found).map(found))
        .map(found -> whole(guest, question, found, language));
  }

  private Answer whole(Guest guest, SearchQuestion question, Found found, Locale language) {
    SearchBundle json = bundle(guest, question, found);
    List<StoredReading> page = question.page(found.all());
    if (!allowed(guest, question).equals(found.allowed())) {
      return Answer.of(Refusal.OVER, language);
    }
    page.forEach(json::match);
    if (question.shape().devices()) {
      json.devices("include");
    }
    json.ignored(question.ignored(), language);
    return Answer.of(200, new String(json.end(), StandardCharsets.UTF_8));
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
