package org.trousse.record.page.series;

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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.trousse.record.RecordModule;
import org.trousse.record.objection.ObjectionStore;
import org.trousse.record.page.MeasurePage;
import org.trousse.record.page.MeasurementsRoutes;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.SeriesPage.Drawn;
import org.trousse.record.page.series.SeriesPage.SeriesFile;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.Sample;
import org.trousse.record.reading.SampleStore;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// The pages of one measure each and their files. Whoever may open the page of all measurements may
/// open these, and nobody else.
public final class SeriesRoutes {
  private static final String BUSY_SECONDS = "2";

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, SeriesRoutes.class.getClassLoader(), "org.trousse.record.jte");

  /// What pages read of the record.
  public record Reads(Patient patient, SetAside setAside, Series series, Decided decided) {
    /// Of a record whose patient decides nothing.
    public static Reads from(ReadingStore store, ObjectionStore objections, SampleStore samples) {
      return new Reads(
          store::patient,
          objections::setAside,
          samples::series,
          (cookie, id, page) -> Future.succeededFuture(Beside.NOTHING));
    }

    /// The same with what the patient decided.
    public Reads with(Decided other) {
      return new Reads(patient, setAside, series, other);
    }

    /// What stands beside the readings of a page.
    @FunctionalInterface
    public interface Decided {
      Future<Beside> beside(String cookie, PatientId id, MeasurePage page);
    }

    /// See [ReadingStore#patient].
    @FunctionalInterface
    public interface Patient {
      Future<Optional<PatientRow>> read(PatientId id);
    }

    /// See [ObjectionStore#setAside].
    @FunctionalInterface
    public interface SetAside {
      Future<Integer> count(PatientId id);
    }

    /// See [SampleStore#series].
    @FunctionalInterface
    public interface Series {
      Future<List<Sample>> read(PatientId patient, Set<Measure> measures, Instant from, Instant to);
    }
  }

  private final RecordModule.Needs needs;
  private final Reads reads;
  private final CountCaller caller;
  private final InstantSource clock;
  private final ZoneId zone;

  /// @param zone the patient's
  public SeriesRoutes(
      RecordModule.Needs needs, Reads reads, CountCaller caller, InstantSource clock, ZoneId zone) {
    this.needs = needs;
    this.reads = reads;
    this.caller = caller;
    this.clock = clock;
    this.zone = zone;
  }

  public void mount(Router router, List<SeriesPage> pages) {
    for (SeriesPage page : pages) {
      for (Words words : List.of(Words.in(Locale.FRENCH), Words.in(Locale.ENGLISH))) {
        String address = page.page().address(words);
        router.get(address).handler(context -> show(context, page, words));
        router.get(address + ".csv").handler(context -> download(context, page, words));
      }
    }
  }

  private void show(RoutingContext context, SeriesPage page, Words words) {
    Future<String> above =
        cookie(context)
            .map(cookie -> needs.tells().above(cookie, words.locale(), page.page().address(words)))
            .orElseGet(() -> Future.succeededFuture(""));
    answer(
        context,
        page,
        words,
        opened -> render(page.draw(opened)),
        (asked, body) ->
            above
                .map(told ->
                    needs
                        .layout()
                        .frame(
                            words.locale(),
                            page.title(asked, words),
                            page.page().path(words) + asked.query(),
                            told + body))
                .onSuccess(html ->
                    context
                        .response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                        .putHeader(HttpHeaders.CONTENT_LANGUAGE, words.locale().getLanguage())
                        .end(html))
                .onFailure(context::fail));
  }

  private void download(RoutingContext context, SeriesPage page, Words words) {
    answer(
        context,
        page,
        words,
        page::file,
        (asked, file) ->
            context
                .response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8")
                .putHeader("Content-Disposition", "attachment; filename=\"" + name(file) + "\"")
                .end(file.text())
                .onFailure(context::fail));
  }

  private static String name(SeriesFile file) {
    return file.name() + ".csv";
  }

  /// Sends what was made.
  @FunctionalInterface
  private interface Sends<T> {
    void send(Asked asked, T made);
  }

  private <T> void answer(
      RoutingContext context,
      SeriesPage page,
      Words words,
      Function<Opened, T> make,
      Sends<T> sends) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (caller.isBusy()) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, BUSY_SECONDS);
      context.fail(503);
      return;
    }
    Asked asked = Asked.of(page.choices(), name -> context.request().getParam(name, ""));
    caller
        .holding(
            whose(context)
                .compose(whose -> open(context, whose, page, asked, words))
                .compose(opened -> made(opened, make)))
        .onSuccess(made ->
            made.ifPresentOrElse(one -> sends.send(asked, one), () -> signIn(context, page, words)))
        .onFailure(
            failure -> context.fail(failure instanceof RuntimeException ? 500 : 503, failure));
  }

  private <T> Future<Optional<T>> made(Optional<Opened> opened, Function<Opened, T> make) {
    return opened
        .map(one -> caller.count(one.samples().size(), () -> Optional.of(make.apply(one))))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private Future<Optional<PatientId>> whose(RoutingContext context) {
    return cookie(context)
        .map(needs.readers()::whose)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private Future<Optional<Opened>> open(
      RoutingContext context,
      Optional<PatientId> whose,
      SeriesPage page,
      Asked asked,
      Words words) {
    return whose
        .map(id -> open(cookie(context).orElse(""), id, page, asked, words))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private Future<Optional<Opened>> open(
      String cookie, PatientId id, SeriesPage page, Asked asked, Words words) {
    Instant now = clock.instant();
    var patient = reads.patient().read(id);
    var setAside = reads.setAside().count(id);
    var samples =
        reads.series().read(id, page.measures(), page.from(asked, now, zone), now.plusSeconds(1));
    var beside = reads.decided().beside(cookie, id, page.page());
    return Future.all(patient, setAside, samples, beside)
        .map(_ ->
            patient
                .result()
                .map(row ->
                    new Opened(
                        row,
                        samples.result(),
                        samples.result().size() >= SampleStore.SAMPLES_MAX,
                        setAside.result(),
                        asked,
                        words,
                        now,
                        zone,
                        beside.result())));
  }

  private static Optional<String> cookie(RoutingContext context) {
    Cookie cookie = context.request().getCookie(MeasurementsRoutes.COOKIE);
    return cookie == null || cookie.getValue().isEmpty()
        ? Optional.empty()
        : Optional.of(cookie.getValue());
  }

  /// Whoever is not signed in does that first and comes back.
  private static void signIn(RoutingContext context, SeriesPage page, Words words) {
    String signIn = words == Words.in(Locale.FRENCH) ? "/fr/connexion" : "/en/sign-in";
    String back = URLEncoder.encode(page.page().address(words), StandardCharsets.UTF_8);
    context
        .response()
        .setStatusCode(303)
        .putHeader(HttpHeaders.LOCATION, signIn + "?retour=" + back)
        .end();
  }

  static String render(Drawn drawn) {
    StringOutput html = new StringOutput();
    TEMPLATES.render(drawn.template(), drawn.view(), html);
    return html.toString();
  }
}
