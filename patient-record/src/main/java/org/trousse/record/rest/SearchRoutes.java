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
import java.util.Optional;
import java.util.function.Supplier;
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
import org.trousse.record.reading.StreamStore;
import org.trousse.record.reading.StreamStore.Stream;
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

  /// What the store answers, on its way.
  ///
  /// @param total how many there are in all; null: nobody asked
  private record Found(Searching allowed, Stream stream, @Nullable Long total) {}

  /// What follows the first readings of a page.
  ///
  /// @param next where the next page starts; null: this is the last one
  record Rest(List<StoredReading> readings, @Nullable Position next) {
    static final Rest NOTHING = new Rest(List.of(), null);
  }

  private final ReadingStore store;
  private final StreamStore streams;
  private final DoorRoutes door;
  private final String base;
  private final Clock clock;

  /// @param base the FHIR base address
  SearchRoutes(ReadingStore store, DoorRoutes door, String base, Clock clock) {
    this.store = store;
    this.streams = store.streams();
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
        .compose(found ->
            noted(guest, question, found.stream().counts())
                .compose(noted -> answer(context, guest, question, found))
                .onComplete(answered -> found.stream().leave()))
        .onFailure(context::fail);
  }

  private static Searching allowed(Guest guest, SearchQuestion question) {
    return ReadingAccess.search(guest.opened(), question.search().measures(), question.named());
  }

  private Future<Found> found(SearchQuestion question, Searching allowed) {
    Search within = question.search().within(allowed.measures(), allowed.from());
    return streams
        .search(within, SLICE)
        .compose(stream ->
            total(question, allowed).map(total -> new Found(allowed, stream, total.orElse(null))));
  }

  /// Empty when nobody asked.
  private Future<Optional<Long>> total(SearchQuestion question, Searching allowed) {
    return question.shape().hasTotal()
        ? store.count(question.whole().within(allowed.measures(), allowed.from())).map(Optional::of)
        : Future.succeededFuture(Optional.empty());
  }

  private Future<Void> noted(Guest guest, SearchQuestion question, Map<Measure, Integer> counts) {
    return door.note(guest, "search", true, counts, question.shape().hasTotal() ? "count" : "");
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
    Sending sending =
        new Sending(
            context, guest, door, bundle(guest, found), question, CreateRoutes.language(context));
    Access access = still(guest, question, found, sending);
    if (access != Access.ALLOWED) {
      door.deny(context, guest, access, "search");
      return Future.succeededFuture();
    }
    head(context, 200).setChunked(true);
    Stream stream = found.stream();
    return sending.from(
        question.page(stream.first()),
        () -> stream.rest().map(following -> rest(question, stream.first(), following)));
  }

  /// The page's readings after its first, and where the next page starts.
  private static Rest rest(
      SearchQuestion question, List<StoredReading> first, List<StoredReading> following) {
    List<StoredReading> all = joined(first, following);
    List<StoredReading> page = question.page(all);
    boolean more = !page.isEmpty() && all.size() > page.size();
    return new Rest(
        page.subList(Math.min(first.size(), page.size()), page.size()),
        more ? page.getLast().position(question.search().order()) : null);
  }

  static List<StoredReading> joined(List<StoredReading> one, List<StoredReading> two) {
    List<StoredReading> both = new ArrayList<>(one);
    both.addAll(two);
    return both;
  }

  /// A total tells of all that it counted, so all of it must still be allowed.
  private static Access still(Guest guest, SearchQuestion question, Found found, Sending sending) {
    if (found.total() == null) {
      return sending.access(found.stream().first());
    }
    Searching now = allowed(guest, question);
    return now.access() == Access.ALLOWED && !now.equals(found.allowed())
        ? Access.FORBIDDEN
        : now.access();
  }

  private SearchBundle bundle(Guest guest, Found found) {
    int entries = Math.min(found.stream().first().size(), SLICE);
    return new SearchBundle(guest, base, "Observation", entries)
        .open(found.total(), clock.instant());
  }

  /// Readings of a Bundle that is open, on their way.
  record Sending(
      RoutingContext context,
      Guest guest,
      DoorRoutes door,
      SearchBundle json,
      SearchQuestion question,
      Locale language) {
    /// Whether these may still be sent.
    Access access(List<StoredReading> readings) {
      return ReadingAccess.keepSending(guest.opened(), counts(readings).keySet(), oldest(readings));
    }

    /// Writes one slice and comes back for the next when this one is on its way, so that neither
    /// the event loop nor the memory belongs to one answer. Before each slice after the first
    /// rights are asked again: an answer whose right ended stops in the middle.
    ///
    /// @param rest asked for once the first readings are on their way, so that they wait for no
    ///   others; who reads slowly holds up no connection to the record
    Future<Void> from(List<StoredReading> first, Supplier<Future<Rest>> rest) {
      Future<Boolean> begun = sent(first, true);
      Future<Rest> following = rest.get();
      return begun.compose(open -> open ? following.compose(this::rest) : Future.succeededFuture());
    }

    private Future<Void> rest(Rest rest) {
      return sent(rest.readings(), false)
          .compose(open ->
              open
                  ? context.response().end(Buffer.buffer(closed(rest.next())))
                  : Future.succeededFuture());
    }

    /// False when the right ended on the way.
    private Future<Boolean> sent(List<StoredReading> readings, boolean allowed) {
      if (readings.isEmpty()) {
        return Future.succeededFuture(true);
      }
      List<StoredReading> slice = readings.subList(0, Math.min(SLICE, readings.size()));
      if (!allowed && access(slice) != Access.ALLOWED) {
        return door.note(guest, "deny", false, Map.of(), "search: stopped on its way")
            .onComplete(noted -> context.response().reset())
            .map(false);
      }
      slice.forEach(json::match);
      return context
          .response()
          .write(Buffer.buffer(json.take()))
          .compose(written -> sent(readings.subList(slice.size(), readings.size()), false));
    }

    private byte[] closed(@Nullable Position next) {
      if (question.shape().devices()) {
        json.devices("include");
      }
      return json.ignored(question.ignored(), language).end(question, next);
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
        .compose(found ->
            noted(guest, question, found.stream().counts())
                .compose(noted -> found.stream().rest())
                .map(rest -> whole(guest, question, found, rest, language))
                .onComplete(answered -> found.stream().leave()));
  }

  private Answer whole(
      Guest guest,
      SearchQuestion question,
      Found found,
      List<StoredReading> following,
      Locale language) {
    if (!allowed(guest, question).equals(found.allowed())) {
      return Answer.of(Refusal.OVER, language);
    }
    SearchBundle json = bundle(guest, found);
    List<StoredReading> first = found.stream().first();
    Rest rest = rest(question, first, following);
    joined(question.page(first), rest.readings()).forEach(json::match);
    if (question.shape().devices()) {
      json.devices("include");
    }
    json.ignored(question.ignored(), language);
    return Answer.of(200, new String(json.end(question, rest.next()), StandardCharsets.UTF_8));
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
