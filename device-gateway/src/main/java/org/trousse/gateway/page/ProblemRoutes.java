package org.trousse.gateway.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.GatewayModule.FramesPages;
import org.trousse.sdk.Problem;

/// The pages that problems' types lead to (RFC 9457 §3.1.1: a type that can be followed gives
/// documentation that people read). The type itself leads on to the reader's language.
public final class ProblemRoutes {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          ProblemRoutes.class.getClassLoader(),
          "org.trousse.gateway.page.jte");

  private static final List<Locale> SPOKEN = List.of(Locale.FRENCH, Locale.ENGLISH);

  private final FramesPages layout;

  public ProblemRoutes(FramesPages layout) {
    this.layout = layout;
  }

  public void mount(Router router) {
    router.get(Problem.TYPE_BASE + ":kind").handler(ProblemRoutes::toLanguage);
    for (Locale language : SPOKEN) {
      Words words = Words.in(language);
      router
          .get(address(words) + ":kind")
          .handler(context ->
              kind(context)
                  .ifPresentOrElse(
                      kind -> show(context, new ProblemPage(kind, words)),
                      () -> context.fail(404)));
    }
  }

  private static void toLanguage(RoutingContext context) {
    context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    Words words = Words.in(language(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE)));
    kind(context)
        .ifPresentOrElse(
            kind -> context.redirect(address(words) + kind.word()), () -> context.fail(404));
  }

  private void show(RoutingContext context, ProblemPage page) {
    Words words = page.words();
    StringOutput body = new StringOutput();
    TEMPLATES.render("problem.jte", page, body);
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, words.locale().getLanguage())
        .end(layout.frame(words.locale(), page.kind().title(words), page.path(), body.toString()));
  }

  private static Optional<ProblemKind> kind(RoutingContext context) {
    return Optional.ofNullable(context.pathParam("kind")).flatMap(ProblemKind::of);
  }

  private static String address(Words words) {
    return "/" + words.locale().getLanguage() + "/" + ProblemPage.directory(words);
  }

  /// RFC 9110 §12.5.4; French when neither language is asked for, or nonsense.
  private static Locale language(@Nullable String accepted) {
    if (accepted == null) {
      return Locale.FRENCH;
    }
    try {
      Locale found = Locale.lookup(LanguageRange.parse(accepted), SPOKEN);
      return found == null ? Locale.FRENCH : found;
    } catch (IllegalArgumentException nonsense) {
      return Locale.FRENCH;
    }
  }
}
