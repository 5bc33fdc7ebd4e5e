package org.trousse.record.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trousse.record.RecordModule;
import org.trousse.record.objection.ObjectionStore;
import org.trousse.record.page.MeasurementsView.Content;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.reading.Position;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.Search;
import org.trousse.record.reading.StoredReading;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// A patient's own measurements, in two languages, and their live part alone for pages that follow.
public final class MeasurementsRoutes {
  /// The browser's cookie that opens a record.
  public static final String COOKIE = "trousse_session";

  /// Readings a page asks for at once, and how many times: 14 days of one a minute.
  private static final int BATCH = Search.LIMIT_MAX;

  private static final int BATCHES_MAX = 5;

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          MeasurementsRoutes.class.getClassLoader(),
          "org.trousse.record.jte");

  /// What pages read of the record.
  public record Reads(Patient patient, Latest latest, Between search, SetAside setAside) {
    /// All of it from the stores.
    public static Reads from(ReadingStore store, ObjectionStore objections) {
      return new Reads(store::patient, store::latest, store::search, objections::setAside);
    }

    /// See [ObjectionStore#setAside].
    @FunctionalInterface
    public interface SetAside {
      Future<Integer> count(PatientId id);
    }

    /// See [ReadingStore#patient].
    @FunctionalInterface
    public interface Patient {
      Future<Optional<PatientRow>> read(PatientId id);
    }

    /// See [ReadingStore#latest].
    @FunctionalInterface
    public interface Latest {
      Future<List<StoredReading>> read(PatientId id);
    }

    /// See [ReadingStore#search].
    @FunctionalInterface
    public interface Between {
      Future<List<StoredReading>> read(
          PatientId patient,
          Set<Measure> measures,
          Instant from,
          Instant to,
          boolean newestFirst,
          int limit,
          @Nullable Position after);
    }
  }

  private final RecordModule.Needs needs;
  private final Reads reads;
  private final InstantSource clock;
  private final ZoneId zone;

  /// @param zone the patient's
  public MeasurementsRoutes(
      RecordModule.Needs needs, Reads reads, InstantSource clock, ZoneId zone) {
    this.needs = needs;
    this.reads = reads;
    this.clock = clock;
    this.zone = zone;
  }

  public void mount(Router router) {
    for (Words words : List.of(Words.in(Locale.FRENCH), Words.in(Locale.ENGLISH))) {
      router.get(address(words)).handler(context -> page(context, words));
      router.get(address(words) + "/direct").handler(context -> livePart(context, words));
    }
  }

  static String address(Words words) {
    return words == Words.in(Locale.FRENCH) ? "/fr/mesures" : "/en/measurements";
  }

  private void page(RoutingContext context, Words words) {
    boolean following = following(context);
    String path = address(words).substring("/fr/".length()) + (following ? "" : "?suivi=non");
    Locale language = words.locale();
    answer(
        context,
        words,
        () -> signIn(context, words),
        patient -> {
          Future<String> above =
              cookie(context)
                  .map(cookie -> needs.tells().above(cookie, language, address(words)))
                  .orElseGet(() -> Future.succeededFuture(""));
          return content(patient)
              .compose(found ->
                  above.map(told ->
                      found.map(content -> {
                        String body =
                            told + render("measurements.jte", view(content, words, following));
                        return needs.layout().frame(language, words.text("page.title"), path, body);
                      })));
        });
  }

  private static Optional<String> cookie(RoutingContext context) {
    Cookie cookie = context.request().getCookie(COOKIE);
    return cookie == null || cookie.getValue().isEmpty()
        ? Optional.empty()
        : Optional.of(cookie.getValue());
  }

  /// 204 when it would say what the page says already (`vu`), so that nothing moves on the screen.
  private void livePart(RoutingContext context, Words words) {
    String seen = context.request().getParam("vu", "");
    answer(
        context,
        words,
        () -> closed(context),
        patient ->
            reads
                .latest()
                .read(patient)
                .compose(latest ->
                    MeasurementsView.stamp(latest, clock.instant()).equals(seen)
                        ? Future.succeededFuture(Optional.of(""))
                        : content(patient)
                            .map(found ->
                                found.map(
                                    c -> render("live.jte", view(c, words, following(context)))))));
  }

  private static boolean following(RoutingContext context) {
    return !context.request().getParam("suivi", "oui").equals("non");
  }

  private MeasurementsView view(Content content, Words words, boolean following) {
    return MeasurementsView.of(content, words, following, clock.instant(), zone);
  }

  private void answer(
      RoutingContext context,
      Words words,
      Runnable nobody,
      Function<PatientId, Future<Optional<String>>> html) {
    Future<Optional<PatientId>> whose =
        cookie(context)
            .map(needs.readers()::whose)
            .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    whose
        .compose(open -> open.map(html).orElse(Future.succeededFuture(Optional.empty())))
        .onSuccess(found -> found.ifPresentOrElse(h -> send(context, words, h), nobody))
        .onFailure(
            failure -> context.fail(failure instanceof RuntimeException ? 500 : 503, failure));
  }

  private static void send(RoutingContext context, Words words, String html) {
    var response =
        context
            .response()
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
            .putHeader(HttpHeaders.CONTENT_LANGUAGE, words.locale().getLanguage());
    if (html.isEmpty()) {
      response.setStatusCode(204).end();
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8").end(html);
    }
  }

  /// Whoever is not signed in does that first and comes back.
  private static void signIn(RoutingContext context, Words words) {
    String page = words == Words.in(Locale.FRENCH) ? "/fr/connexion" : "/en/sign-in";
    String back = URLEncoder.encode(address(words), StandardCharsets.UTF_8);
    context
        .response()
        .setStatusCode(303)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.LOCATION, page + "?retour=" + back)
        .end();
  }

  /// A page that follows loads itself again and so says that its record is closed.
  private static void closed(RoutingContext context) {
    context.response().putHeader("HX-Refresh", "true");
    context.fail(401);
  }

  private Future<Optional<Content>> content(PatientId id) {
    Instant now = clock.instant();
    var patient = reads.patient().read(id);
    var latest = reads.latest().read(id);
    var glucose =
        glucose(id, GlucosePeriod.start(now, zone), now.plusSeconds(1), null, new ArrayList<>());
    var setAside = reads.setAside().count(id);
    return Future.all(patient, latest, glucose, setAside)
        .map(_ ->
            patient
                .result()
                .map(
                    row -> new Content(row, latest.result(), glucose.result(), setAside.result())));
  }

  private Future<List<StoredReading>> glucose(
      PatientId id, Instant from, Instant to, @Nullable Position after, List<StoredReading> found) {
    return reads
        .search()
        .read(id, MeasurementsView.GLUCOSE, from, to, true, BATCH, after)
        .compose(batch -> {
          found.addAll(batch);
          boolean all = batch.size() < BATCH || found.size() >= BATCH * BATCHES_MAX;
          return all
              ? Future.succeededFuture(found)
              : glucose(id, from, to, batch.getLast().position(), found);
        });
  }

  static String render(String template, MeasurementsView view) {
    StringOutput html = new StringOutput();
    TEMPLATES.render(template, view, html);
    return html.toString();
  }
}
