package org.trousse.referencing.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.door.VisitorLane;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.WhoLane.Person;
import org.trousse.referencing.member.register.WhoLane.Visitor;
import org.trousse.referencing.text.Text;

/// How every page for people who are signed in comes and goes: who it is, forms with their token
/// and from our own pages alone, and what a browser may do with the answer.
public final class PageRoutes {
  /// The field of a form's token.
  public static final String TOKEN = "csrf";

  /// Enough for a few thousand characters, each escaped.
  public static final int FORM_BYTES_MAX = 128 << 10;

  private static final int FORM_SECONDS_MAX = 30;
  private static final long DRAIN_MILLIS_MAX = 10_000;

  /// Nothing from elsewhere, nothing inline, no frame around us (CSP Level 3).
  static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, PageRoutes.class.getClassLoader(), "org.trousse.referencing.jte");

  private final Ground ground;
  private final List<Words> both;
  private final Spot home;

  /// Where to sign in, e.g. `/fr/connexion?retour=…`.
  @FunctionalInterface
  public interface LeadsToSignIn {
    String address(Locale language, String returnTo);
  }

  /// The platform's frame around a page.
  @FunctionalInterface
  public interface FramesPages {
    /// The whole page.
    ///
    /// @param path the page's address below the language, with its query
    String frame(Locale language, String title, String path, String body);
  }

  /// The names of accounts; who is not in the answer has no name here.
  @FunctionalInterface
  public interface NamesPeople {
    Future<Map<UUID, String>> names(Set<UUID> accounts);
  }

  /// What pages stand on.
  public record Ground(VisitorLane visitors, FramesPages layout, LeadsToSignIn signIn) {}

  /// A page's answer.
  ///
  /// @param path its address below the language, with the query that the language switch keeps
  public record Page(int status, String title, String path, String template, Object view) {
    public static Page of(String title, String path, String template, Object view) {
      return new Page(200, title, path, template, view);
    }

    /// The same page with another status.
    public Page status(int other) {
      return new Page(other, title, path, template, view);
    }
  }

  /// One request of somebody who is signed in.
  public record Visit(
      RoutingContext context, Words words, Visitor visitor, Person person, Form form) {
    /// A parameter of the address; empty where there is none.
    public String parameter(String name) {
      return context.request().getParam(name, "");
    }

    /// What varies in the path.
    public String step(String name) {
      String value = context.pathParam(name);
      return value == null ? "" : value;
    }
  }

  /// What a page does; whatever fails becomes the platform's page of errors.
  @FunctionalInterface
  public interface Handles {
    Future<Void> visit(Visit visit);
  }

  /// @param prefix of the room's texts
  /// @param home where who was not signed in goes on
  public PageRoutes(Ground ground, String prefix, Spot home) {
    this.ground = ground;
    this.both = List.of(Words.in(Locale.FRENCH, prefix), Words.in(Locale.ENGLISH, prefix));
    this.home = home;
  }

  /// A page for who is signed in; everybody else signs in first and comes back to it.
  public void get(Router router, Spot spot, Handles handler) {
    for (Words words : both) {
      router.get(spot.route(words)).handler(context -> seen(context, words, handler));
    }
  }

  /// A form of who is signed in, with the session's token in its field [#TOKEN].
  public void post(Router router, Spot spot, Handles handler) {
    post(router, spot, FORM_BYTES_MAX, handler);
  }

  /// The same with a bound of its own.
  public void post(Router router, Spot spot, int bytesMax, Handles handler) {
    for (Words words : both) {
      router.post(spot.route(words)).handler(context -> sent(context, words, bytesMax, handler));
    }
  }

  /// A form with a file: `handler` reads it and looks at its token itself.
  public void upload(Router router, Spot spot, Handles handler) {
    for (Words words : both) {
      router
          .post(spot.route(words))
          .handler(context -> {
            context.request().pause();
            if (!fromOurPages(context, true)) {
              stop(context, 403);
              return;
            }
            look(context, words, Form.none())
                .compose(visit ->
                    visit.isPresent()
                        ? handler.visit(visit.get())
                        : keep(context, words, Form.none(), null))
                .onFailure(failure -> fail(context, failure));
          });
    }
  }

  private void seen(RoutingContext context, Words words, Handles handler) {
    look(context, words, Form.none())
        .compose(visit -> {
          if (visit.isPresent()) {
            return handler.visit(visit.get());
          }
          seeOther(context, ground.signIn().address(words.locale(), context.request().uri()));
          return Future.succeededFuture();
        })
        .onFailure(failure -> fail(context, failure));
  }

  private void sent(RoutingContext context, Words words, int bytesMax, Handles handler) {
    if (!fromOurPages(context, true)) {
      stop(context, 403);
      return;
    }
    body(context, bytesMax)
        .compose(form ->
            form.isEmpty()
                ? tooLarge(context, words)
                : look(context, words, form.get())
                    .compose(visit -> came(context, words, form.get(), visit, handler)))
        .onFailure(failure -> fail(context, failure));
  }

  private Future<Void> came(
      RoutingContext context, Words words, Form form, Optional<Visit> visit, Handles handler) {
    if (visit.isEmpty()) {
      return keep(context, words, form, null);
    }
    if (VisitorLane.brings(visit.get().visitor(), form.get(TOKEN))) {
      return handler.visit(visit.get());
    }
    if (fromOurPages(context, false)) {
      return keep(context, words, form, visit.get().person());
    }
    return stop(context, 403);
  }

  /// A script with a key has no page.
  private Future<Optional<Visit>> look(RoutingContext context, Words words, Form form) {
    return ground
        .visitors()
        .look(context)
        .map(found ->
            found.flatMap(visitor ->
                visitor.person().map(person -> new Visit(context, words, visitor, person, form))));
  }

  /// A form on another site must change nothing here (Fetch Metadata).
  ///
  /// @param orUnknown what to think of a browser that does not say
  private static boolean fromOurPages(RoutingContext context, boolean orUnknown) {
    String site = context.request().getHeader("Sec-Fetch-Site");
    return site == null ? orUnknown : site.equals("same-origin") || site.equals("none");
  }

  /// Empty: it is too large.
  private static Future<Optional<Form>> body(RoutingContext context, int bytesMax) {
    HttpServerRequest request = context.request();
    Promise<Optional<Form>> done = Promise.promise();
    Buffer bytes = Buffer.buffer();
    request.exceptionHandler(done::tryFail);
    request.handler(chunk -> {
      if (bytes.length() + chunk.length() > bytesMax) {
        done.tryComplete(Optional.empty());
      } else if (!done.future().isComplete()) {
        bytes.appendBuffer(chunk);
      }
    });
    request.endHandler(end -> {
      if (!done.future().isComplete()) {
        done.complete(Optional.of(Form.of(bytes.toString(StandardCharsets.UTF_8))));
      }
    });
    return done.future().timeout(FORM_SECONDS_MAX, TimeUnit.SECONDS);
  }

  private Future<Void> tooLarge(RoutingContext context, Words words) {
    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    return notice(context, words, 413, words.text("large.text"));
  }

  /// What was written comes back, to be sent again.
  private Future<Void> keep(
      RoutingContext context, Words words, Form form, @Nullable Person person) {
    Optional<String> signIn =
        person == null
            ? Optional.of(ground.signIn().address(words.locale(), home.address(words)))
            : Optional.empty();
    boolean file = form.fields().isEmpty();
    String action = file ? home.address(words) : Objects.toString(context.request().path(), "/");
    KeptForm kept = KeptForm.of(words, action, person == null ? "" : person.csrf(), signIn, form);
    if (file) {
      drain(context);
    }
    Page page = Page.of(words.text("kept.title"), home.below(), "pageKept.jte", kept);
    return send(context, words, page.status(403));
  }

  /// Nobody reads the file; its sender must come to its end before it reads our answer.
  private static void drain(RoutingContext context) {
    HttpServerRequest request = context.request();
    request.handler(bytes -> {}).resume();
    long over = context.vertx().setTimer(DRAIN_MILLIS_MAX, late -> request.connection().close());
    request.endHandler(end -> context.vertx().cancelTimer(over));
  }

  /// Goes on with what a lane gave, or says why not.
  public <T> Future<Void> given(Visit visit, Answer<T> answer, Function<T, Future<Void>> then) {
    return switch (answer) {
      case Answer.Given<T>(var value) -> then.apply(value);
      case Answer.NotAllowed<T>(var why) -> refuse(visit, 403, why);
      case Answer.Refused<T>(var why) -> refuse(visit, 409, why);
      case Answer.Unknown<T>() -> absent(visit);
    };
  }

  /// Says why not, on a page of its own.
  public Future<Void> refuse(Visit visit, int status, Text why) {
    return notice(visit.context(), visit.words(), status, visit.words().of(why));
  }

  /// There is no such page, for this one at least.
  public Future<Void> absent(Visit visit) {
    return stop(visit.context(), 404);
  }

  private static Future<Void> stop(RoutingContext context, int status) {
    if (!context.request().isEnded()) {
      drain(context);
    }
    context.fail(status);
    return Future.succeededFuture();
  }

  private Future<Void> notice(RoutingContext context, Words words, int status, String text) {
    Notice notice =
        new Notice(
            words.text("refused.title"), text, home.address(words), words.text("refused.home"));
    Page page = Page.of(notice.title(), home.below(), "pageNotice.jte", notice);
    return send(context, words, page.status(status));
  }

  /// After a form 303, never 307: the form's content stays here (RFC 9700 §4.12).
  public static Future<Void> seeOther(RoutingContext context, String address) {
    return context
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("Referrer-Policy", "no-referrer")
        .setStatusCode(303)
        .putHeader(HttpHeaders.LOCATION, address)
        .end();
  }

  public Future<Void> send(Visit visit, Page page) {
    return send(visit.context(), visit.words(), page);
  }

  /// Puts the page into the platform's frame and sends it; nobody keeps it.
  private Future<Void> send(RoutingContext context, Words words, Page page) {
    StringOutput body = new StringOutput();
    render(page.template(), page.view(), body);
    return context
        .response()
        .setStatusCode(page.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, words.tag())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .end(ground.layout().frame(words.locale(), page.title(), page.path(), body.toString()));
  }

  static void render(String template, Object view, StringOutput body) {
    TEMPLATES.render(template, view, body);
  }

  private static void fail(RoutingContext context, Throwable failure) {
    if (failure instanceof IllegalArgumentException) {
      context.fail(400, failure);
    } else {
      context.fail(failure instanceof RuntimeException ? 500 : 503, failure);
    }
  }
}
