package org.trousse.record.verify.page;

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
import java.util.Optional;
import org.trousse.record.RecordModule.FramesPages;
import org.trousse.record.csv.Fault;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.page.Words;
import org.trousse.record.verify.SeriesKind;
import org.trousse.record.verify.Verified;
import org.trousse.record.verify.VerifyCaller;
import org.trousse.record.verify.VerifyProblemKind;
import org.trousse.sdk.Problem;

/// `/verify` for people, in both languages, and the pages of its problems. Nobody signs in, nothing
/// is kept, no cookie is read: there is nothing that a form from elsewhere could misuse.
public final class VerifyPageRoutes {
  /// A series of 8 MiB, with what a form makes of its commas, colons and line ends.
  static final int FORM_BYTES_MAX = 16 << 20;

  private static final String HTML = "text/html; charset=utf-8";

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          VerifyPageRoutes.class.getClassLoader(),
          "org.trousse.record.jte");

  /// Nothing from elsewhere, nothing inline, no frame around us (CSP Level 3).
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final FramesPages layout;
  private final VerifyCaller caller;

  /// A problem's page.
  public record ProblemView(Words words, VerifyProblemKind kind) {}

  public VerifyPageRoutes(FramesPages layout, VerifyCaller caller) {
    this.layout = layout;
    this.caller = caller;
  }

  public void mount(Router router) {
    router.get("/verify").handler(context -> toLanguage(context, "verify", "verify"));
    for (Words words : List.of(Words.in(Locale.FRENCH), Words.in(Locale.ENGLISH))) {
      String address = VerifyView.address(words);
      router
          .get(address)
          .handler(context -> show(context, 200, VerifyView.of(words, VerifyForm.EMPTY)));
      router.post(address).handler(context -> count(context, words));
      for (VerifyProblemKind kind : VerifyProblemKind.all()) {
        router
            .get("/" + words.locale().getLanguage() + "/" + path(words, kind))
            .handler(context -> problem(context, words, kind));
      }
    }
    for (VerifyProblemKind kind : VerifyProblemKind.all()) {
      router
          .get(Problem.TYPE_BASE + kind.word())
          .handler(context ->
              toLanguage(context, "problemes/" + kind.word(), "problems/" + kind.word()));
    }
  }

  private static String path(Words words, VerifyProblemKind kind) {
    boolean english = words == Words.in(Locale.ENGLISH);
    return (english ? "problems/" : "problemes/") + kind.word();
  }

  private static void toLanguage(RoutingContext context, String french, String english) {
    String accepted = context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE);
    boolean inEnglish = Refusal.language(accepted).equals(Locale.ENGLISH);
    context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    context.redirect(inEnglish ? "/en/" + english : "/fr/" + french);
  }

  private void count(RoutingContext context, Words words) {
    body(context.request())
        .compose(body -> body.map(sent -> count(sent, words)).orElseGet(() -> tooLarge(words)))
        .onSuccess(page -> show(context, page.status(), page.view()))
        .onFailure(context::fail);
  }

  private record Page(int status, VerifyView view) {}

  private static Future<Page> tooLarge(Words words) {
    return Future.succeededFuture(
        new Page(413, VerifyView.of(words, VerifyForm.EMPTY).with(VerifyProblemKind.TOO_LARGE)));
  }

  private Future<Page> count(Buffer body, Words words) {
    VerifyForm form = VerifyForm.of(body.toString(StandardCharsets.UTF_8));
    VerifyView view = VerifyView.of(words, form);
    Optional<SeriesKind> kind = SeriesKind.of(form.kind());
    if (kind.isEmpty()) {
      String all = String.join(", ", SeriesKind.ALL.stream().map(SeriesKind::word).toList());
      Fault fault = new Fault(0, "kind", List.of(form.kind(), all));
      return Future.succeededFuture(new Page(400, view.with(List.of(fault), false)));
    }
    return caller
        .verify(kind.get(), form.question(), form.series())
        .map(verified -> page(view, verified));
  }

  private static Page page(VerifyView view, Verified verified) {
    return switch (verified) {
      case Verified.Counted counted ->
          new Page(200, view.with(ResultView.of(counted, view.words())));
      case Verified.Refused(var faults, var more) -> new Page(400, view.with(faults, more));
      case Verified.TooLong() -> new Page(413, view.with(VerifyProblemKind.TOO_LARGE));
      case Verified.Busy() -> new Page(503, view.with(VerifyProblemKind.BUSY));
    };
  }

  /// Empty when it is too large: what comes after the limit is passed over.
  private static Future<Optional<Buffer>> body(HttpServerRequest request) {
    Promise<Optional<Buffer>> whole = Promise.promise();
    Buffer taken = Buffer.buffer();
    request.handler(part -> {
      if (taken.length() + part.length() <= FORM_BYTES_MAX) {
        taken.appendBuffer(part);
      } else {
        whole.tryComplete(Optional.empty());
      }
    });
    request.exceptionHandler(whole::tryFail);
    request.endHandler(_ -> whole.tryComplete(Optional.of(taken)));
    return whole.future();
  }

  private void show(RoutingContext context, int status, VerifyView view) {
    Words words = view.words();
    send(context, status, words, words.text("verify.title"), "verify", "verify.jte", view);
  }

  private void problem(RoutingContext context, Words words, VerifyProblemKind kind) {
    ProblemView view = new ProblemView(words, kind);
    String path = path(words, kind);
    send(context, 200, words, kind.title(words), path, "verifyProblem.jte", view);
  }

  private void send(
      RoutingContext context,
      int status,
      Words words,
      String title,
      String path,
      String template,
      Object view) {
    StringOutput html = new StringOutput();
    TEMPLATES.render(template, view, html);
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, HTML)
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, words.locale().getLanguage())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("Referrer-Policy", "same-origin")
        .end(layout.frame(words.locale(), title, path, html.toString()))
        .onFailure(context::fail);
  }
}
