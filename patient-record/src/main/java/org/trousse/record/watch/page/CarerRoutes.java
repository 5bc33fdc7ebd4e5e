package org.trousse.record.watch.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
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
import java.util.function.Function;
import org.trousse.record.RecordModule.FramesPages;
import org.trousse.record.care.CareDoorLane;
import org.trousse.record.care.Visitor;
import org.trousse.record.care.ref.PatientRefs;
import org.trousse.record.page.MeasurementsRoutes;
import org.trousse.record.page.Words;
import org.trousse.record.professional.Professional;

/// What the pages of professionals share: who is there, what they sent, and the answer. Whoever is
/// not signed in does that first; to everybody but professionals these pages do not exist, and
/// neither do patients who are not theirs.
public final class CarerRoutes {
  static final int FORM_BYTES_MAX = 256 * 1024;

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, CarerRoutes.class.getClassLoader(), "org.trousse.record.jte");

  private final CareDoorLane door;
  private final PatientRefs refs;
  private final FramesPages layout;
  private final InstantSource clock;
  private final ZoneId zone;

  /// What a page answers.
  public sealed interface Answer {
    /// There is no such page, to them.
    Answer UNKNOWN = new Unknown();
  }

  /// A page in the common frame.
  ///
  /// @param path below the language
  public record Page(int status, String title, String path, String body) implements Answer {}

  /// A document of its own, that needs nothing else.
  ///
  /// @param file its name when it is kept
  public record Alone(String html, String file) implements Answer {}

  /// Go on there.
  public record Moved(String address) implements Answer {}

  private record Unknown() implements Answer {}

  public CarerRoutes(
      CareDoorLane door, PatientRefs refs, FramesPages layout, InstantSource clock, ZoneId zone) {
    this.door = door;
    this.refs = refs;
    this.layout = layout;
    this.clock = clock;
    this.zone = zone;
  }

  public CareDoorLane door() {
    return door;
  }

  /// A page that is read, in both languages.
  public void get(Router router, WatchPage page, Function<Carer, Future<Answer>> answers) {
    for (Words words : List.of(Words.in(Locale.FRENCH), Words.in(Locale.ENGLISH))) {
      router
          .get(page.route(words))
          .handler(context -> answer(context, words, Optional.of(Form.EMPTY), false, answers));
    }
  }

  /// A form that is sent, in both languages.
  public void post(Router router, WatchPage page, Function<Carer, Future<Answer>> answers) {
    for (Words words : List.of(Words.in(Locale.FRENCH), Words.in(Locale.ENGLISH))) {
      router
          .post(page.route(words))
          .handler(context ->
              body(context.request())
                  .onSuccess(form -> answer(context, words, form, true, answers))
                  .onFailure(context::fail));
    }
  }

  private void answer(
      RoutingContext context,
      Words words,
      Optional<Form> form,
      boolean sent,
      Function<Carer, Future<Answer>> answers) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (form.isEmpty()) {
      context.fail(413);
      return;
    }
    String cookie = cookie(context);
    if (cookie.isEmpty()) {
      signIn(context, words);
      return;
    }
    var visitor = door.visitor(cookie);
    var who = door.who(cookie);
    Future.all(visitor, who)
        .onSuccess(there -> {
          if (visitor.result().isEmpty()) {
            signIn(context, words);
          } else if (who.result().isEmpty()) {
            context.fail(404);
          } else if (sent && !form.get().comesFrom(visitor.result().get().csrf())) {
            context.fail(403);
          } else {
            Carer carer =
                carer(context, words, visitor.result().get(), who.result().get(), form.get());
            send(context, words, answers.apply(carer));
          }
        })
        .onFailure(failure -> failed(context, failure));
  }

  private Carer carer(
      RoutingContext context, Words words, Visitor visitor, Professional who, Form form) {
    String ref = context.pathParam("ref");
    Instant now = clock.instant();
    String query = context.request().query();
    return new Carer(
        who,
        visitor.csrf(),
        refs.of(who),
        words,
        form,
        query == null ? Form.EMPTY : Form.of(query),
        ref == null ? "" : ref,
        now,
        zone);
  }

  private void send(RoutingContext context, Words words, Future<Answer> answer) {
    answer
        .onSuccess(made -> {
          switch (made) {
            case Page page ->
                html(
                    context,
                    words,
                    page.status(),
                    layout.frame(words.locale(), page.title(), page.path(), page.body()));
            case Alone(String html, String file) -> {
              context
                  .response()
                  .putHeader("Content-Disposition", "inline; filename=\"" + file + "\"")
                  .putHeader(
                      "Content-Security-Policy",
                      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
              html(context, words, 200, html);
            }
            case Moved(String address) ->
                context
                    .response()
                    .setStatusCode(303)
                    .putHeader(HttpHeaders.LOCATION, address)
                    .end();
            case Unknown unknown -> context.fail(404);
          }
        })
        .onFailure(failure -> failed(context, failure));
  }

  private static void html(RoutingContext context, Words words, int status, String html) {
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, words.locale().getLanguage())
        .end(html)
        .onFailure(context::fail);
  }

  private static void failed(RoutingContext context, Throwable failure) {
    context.fail(failure instanceof RuntimeException ? 500 : 503, failure);
  }

  private static String cookie(RoutingContext context) {
    Cookie cookie = context.request().getCookie(MeasurementsRoutes.COOKIE);
    return cookie == null ? "" : cookie.getValue();
  }

  /// And come back.
  private static void signIn(RoutingContext context, Words words) {
    String signIn = words == Words.in(Locale.FRENCH) ? "/fr/connexion" : "/en/sign-in";
    String back = URLEncoder.encode(WatchPage.LIST.address(words), StandardCharsets.UTF_8);
    context
        .response()
        .setStatusCode(303)
        .putHeader(HttpHeaders.LOCATION, signIn + "?retour=" + back)
        .end();
  }

  /// Empty when it is too large: what comes after the limit is passed over.
  private static Future<Optional<Form>> body(HttpServerRequest request) {
    Promise<Optional<Form>> whole = Promise.promise();
    Buffer taken = Buffer.buffer();
    request.handler(part -> {
      if (taken.length() + part.length() <= FORM_BYTES_MAX) {
        taken.appendBuffer(part);
      } else {
        whole.tryComplete(Optional.empty());
      }
    });
    request.exceptionHandler(whole::tryFail);
    request.endHandler(
        end -> whole.tryComplete(Optional.of(Form.of(taken.toString(StandardCharsets.UTF_8)))));
    return whole.future();
  }

  /// A template filled in.
  public static String render(String template, Object view) {
    StringOutput html = new StringOutput();
    TEMPLATES.render(template, view, html);
    return html.toString();
  }
}
