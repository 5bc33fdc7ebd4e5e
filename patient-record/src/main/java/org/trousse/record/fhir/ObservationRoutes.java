package org.trousse.record.fhir;

import static org.trousse.record.fhir.JsonBytes.piece;
import static org.trousse.record.fhir.JsonBytes.quoted;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.record.fhir.SearchQuestion.Asked;
import org.trousse.record.fhir.SearchQuestion.Wrong;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.StoredReading;
import org.trousse.sdk.PatientId;

/// `/fhir`: search and read of Observations, read of the Devices that they name, metadata. One
/// instance for each event loop.
public final class ObservationRoutes {
  static final String MEDIA_TYPE = "application/fhir+json";

  /// A form of `_search` is a few parameters.
  static final int FORM_BYTES_MAX = 16 * 1024;

  /// Readings written before other connections have their turn.
  private static final int SLICE = 256;

  /// Roughly what an entry takes.
  private static final int ENTRY_BYTES = 1_200;

  /// A range of Accept with quality 0.
  private static final Pattern REFUSED = Pattern.compile("(^|;)\\s*q=0(\\.0*)?\\s*(;|$)");

  private static final Logger LOG = LoggerFactory.getLogger(ObservationRoutes.class);

  /// Whose record does this bearer token open? Empty: nobody's.
  @FunctionalInterface
  public interface OpensRecord {
    Future<Optional<PatientId>> whose(String token);
  }

  private static final String RETRY_AFTER_SECONDS = "5";

  private final ReadingStore store;
  private final OpensRecord readers;
  private final ObservationEncoder encoder;
  private final ReadingIds ids;
  private final String base;
  private final byte[] quotedObservations;
  private final Clock clock;

  /// @param secret the key of reading ids, at least 16 bytes
  /// @param publicUrl the server's address as clients know it, without a slash at its end
  public ObservationRoutes(
      ReadingStore store, OpensRecord readers, byte[] secret, String publicUrl, Clock clock) {
    this.store = store;
    this.readers = readers;
    this.encoder = new ObservationEncoder(secret);
    this.ids = new ReadingIds(secret);
    this.base = publicUrl + "/fhir";
    String observations = quoted(base + "/Observation/");
    this.quotedObservations = piece(observations.substring(0, observations.length() - 1));
    this.clock = clock;
  }

  /// Takes all of `/fhir`.
  public void mount(Router router) {
    router.route("/fhir/*").failureHandler(ObservationRoutes::failed).handler(this::negotiate);
    router.get("/fhir/metadata").handler(this::metadata);
    router.get("/fhir/Observation").handler(opened(this::search));
    router
        .post("/fhir/Observation/_search")
        .handler(BodyHandler.create(false).setBodyLimit(FORM_BYTES_MAX))
        .handler(ObservationRoutes::onlyForms)
        .handler(opened(this::search));
    router.get("/fhir/Observation/:id").handler(opened(this::read));
    router.get("/fhir/Device/:id").handler(opened(this::readDevice));
    router.route("/fhir/metadata").handler(context -> notAllowed(context, "GET"));
    router.route("/fhir/Observation").handler(context -> notAllowed(context, "GET"));
    router.route("/fhir/Observation/_search").handler(context -> notAllowed(context, "POST"));
    router.route("/fhir/Observation/:id").handler(context -> notAllowed(context, "GET"));
    router.route("/fhir/Device/:id").handler(context -> notAllowed(context, "GET"));
    router.route("/fhir/*").handler(context -> refuse(context, Refusal.NOT_FOUND));
  }

  private void negotiate(RoutingContext context) {
    String format = context.queryParams().get("_format");
    String wanted = format == null ? context.request().getHeader("Accept") : format;
    if (isJson(wanted, format != null)) {
      context.next();
    } else {
      refuse(context, Refusal.NOT_ACCEPTABLE);
    }
  }

  private static boolean isJson(@Nullable String accept, boolean shortForms) {
    if (accept == null || accept.isBlank()) {
      return true;
    }
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.strip().split(";", 2);
      // the + of fhir+json, when it was not escaped in an address, arrives as a space
      boolean json =
          switch (parts[0].strip().replace(' ', '+')) {
            case "*/*", "application/*", "application/json", MEDIA_TYPE -> true;
            case "json" -> shortForms;
            default -> false;
          };
      if (json && (parts.length == 1 || !REFUSED.matcher(parts[1]).find())) {
        return true;
      }
    }
    return false;
  }

  /// RFC 6750: lets a request through with the patient whose record its token opens.
  private Handler<RoutingContext> opened(BiConsumer<RoutingContext, PatientId> then) {
    return context -> {
      String authorization = context.request().getHeader("Authorization");
      if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
        challenge(context, Refusal.NO_TOKEN, "Bearer realm=\"Trousse\"");
        return;
      }
      readers
          .whose(authorization.substring(7).strip())
          .onSuccess(whose ->
              whose.ifPresentOrElse(
                  patient -> then.accept(context, patient),
                  () ->
                      challenge(
                          context,
                          Refusal.UNKNOWN_TOKEN,
                          "Bearer realm=\"Trousse\", error=\"invalid_token\"")))
          .onFailure(context::fail);
    };
  }

  private static void challenge(RoutingContext context, Refusal refusal, String how) {
    context.response().putHeader("WWW-Authenticate", how);
    refuse(context, refusal);
  }

  private void search(RoutingContext context, PatientId whose) {
    MultiMap parameters = MultiMap.caseInsensitiveMultiMap().addAll(context.queryParams());
    if (context.request().method().equals(HttpMethod.POST)) {
      parameters.addAll(context.request().formAttributes());
    }
    switch (SearchQuestion.read(parameters, whose, isStrict(context), ids)) {
      case Wrong(Refusal refusal) -> refuse(context, refusal);
      case Asked(SearchQuestion question) ->
          store
              .search(question.search())
              .compose(found -> bundle(context, question, found))
              .onFailure(context::fail);
    }
  }

  private static boolean isStrict(RoutingContext context) {
    return context.request().headers().getAll("Prefer").stream()
        .anyMatch(preference -> preference.replace(" ", "").contains("handling=strict"));
  }

  private Future<Void> bundle(
      RoutingContext context, SearchQuestion question, List<StoredReading> found) {
    boolean more = found.size() > question.count();
    List<StoredReading> page = more ? found.subList(0, question.count()) : found;
    JsonBytes json = new JsonBytes(ENTRY_BYTES * (Math.min(page.size(), SLICE) + 1));
    json.piece(piece("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"timestamp\":\""))
        .instant(clock.instant())
        .piece(piece("\",\"link\":["))
        .piece(link("self", question.query(null, ids)));
    if (more) {
      json.character(',').piece(link("next", question.query(page.getLast().position(), ids)));
    }
    json.character(']');
    HttpServerResponse response = head(context, 200).setChunked(true);
    return page.isEmpty()
        ? response.end(Buffer.buffer(json.character('}').take()))
        : entries(context, page, json.piece(piece(",\"entry\":[")), 0);
  }

  private byte[] link(String relation, String query) {
    String url = base + "/Observation" + (query.isEmpty() ? "" : "?" + query);
    return piece("{\"relation\":" + quoted(relation) + ",\"url\":" + quoted(url) + "}");
  }

  /// Writes one slice and comes back for the next when this one is on its way, so that neither the
  /// event loop nor the memory belongs to one answer.
  private Future<Void> entries(
      RoutingContext context, List<StoredReading> page, JsonBytes json, int from) {
    int to = Math.min(from + SLICE, page.size());
    for (int i = from; i < to; i++) {
      if (i > 0) {
        json.character(',');
      }
      encoder.writeEntry(page.get(i), quotedObservations, json);
    }
    if (to == page.size()) {
      return context.response().end(Buffer.buffer(json.piece(piece("]}")).take()));
    }
    return context
        .response()
        .write(Buffer.buffer(json.take()))
        .compose(sent -> entries(context, page, json, to));
  }

  private void read(RoutingContext context, PatientId whose) {
    Optional<ReadingKey> key =
        Optional.ofNullable(context.pathParam("id"))
            .flatMap(ids::key)
            .filter(one -> one.patient().equals(whose));
    if (key.isEmpty()) {
      refuse(context, Refusal.NOT_FOUND);
      return;
    }
    store
        .byKey(key.get())
        .onSuccess(found ->
            found.ifPresentOrElse(
                reading -> show(context, encoder.encode(reading)),
                () -> refuse(context, Refusal.NOT_FOUND)))
        .onFailure(context::fail);
  }

  /// Somebody else's device is as unknown as one that does not exist.
  private void readDevice(RoutingContext context, PatientId whose) {
    Optional<Long> key = Optional.ofNullable(context.pathParam("id")).flatMap(DeviceEncoder::key);
    if (key.isEmpty()) {
      refuse(context, Refusal.NOT_FOUND);
      return;
    }
    store
        .device(whose, key.get())
        .onSuccess(found ->
            found.ifPresentOrElse(
                device -> show(context, DeviceEncoder.encode(device)),
                () -> refuse(context, Refusal.NOT_FOUND)))
        .onFailure(context::fail);
  }

  private static void show(RoutingContext context, byte[] json) {
    String tag = "W/\"" + digest(json) + "\"";
    String known = context.request().getHeader("If-None-Match");
    boolean unchanged = known != null && (known.contains(tag) || known.equals("*"));
    HttpServerResponse response = head(context, unchanged ? 304 : 200).putHeader("ETag", tag);
    if (unchanged) {
      response.end().onFailure(context::fail);
    } else {
      response.end(Buffer.buffer(json)).onFailure(context::fail);
    }
  }

  private static String digest(byte[] json) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  private void metadata(RoutingContext context) {
    send(context, 200, Capability.statement(base));
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

  private static void notAllowed(RoutingContext context, String allowed) {
    context.response().putHeader("Allow", allowed);
    refuse(context, Refusal.NOT_ALLOWED);
  }

  private static void refuse(RoutingContext context, Refusal refusal) {
    Locale language = Refusal.language(context.request().getHeader("Accept-Language"));
    context.response().putHeader("Content-Language", language.getLanguage());
    send(context, refusal.status(), refusal.outcome(language));
  }

  private static void failed(RoutingContext context) {
    Refusal refusal =
        switch (context.statusCode()) {
          case 413 -> Refusal.TOO_LARGE;
          case 400 -> Refusal.invalid("La requête est mal formée.", "The request is malformed.");
          default -> ours(context.failure()) ? Refusal.FAILED : Refusal.AWAY;
        };
    if (refusal.equals(Refusal.AWAY)) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    if (refusal.status() >= 500) {
      LOG.warn("a FHIR request failed", context.failure());
    }
    if (context.response().headWritten()) {
      context.response().reset();
    } else {
      refuse(context, refusal);
    }
  }

  /// A mistake in our code, which a second try meets again; anything else is the database's
  /// absence.
  private static boolean ours(@Nullable Throwable fault) {
    return fault instanceof RuntimeException && fault.getClass().getName().startsWith("java.");
  }

  private static void send(RoutingContext context, int status, String json) {
    head(context, status).end(json).onFailure(context::fail);
  }

  /// Health data stays out of caches.
  private static HttpServerResponse head(RoutingContext context, int status) {
    return context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", MEDIA_TYPE + ";charset=utf-8")
        .putHeader("Cache-Control", "no-store");
  }
}
