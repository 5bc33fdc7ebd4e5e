package org.trousse.referencing.page;

import gg.jte.output.StringOutput;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.door.DoorProblemKind;
import org.trousse.sdk.Problem;

/// The pages that problems' types lead to (RFC 9457 §3.1.1). The type itself leads on to the
/// reader's language.
public final class ProblemRoutes {
  private static final List<Locale> SPOKEN = List.of(Locale.FRENCH, Locale.ENGLISH);

  private final PageRoutes.FramesPages layout;

  public ProblemRoutes(PageRoutes.FramesPages layout) {
    this.layout = layout;
  }

  /// Adds them to the router of the calling event loop; before whoever takes all of `/problems`.
  public void mount(Router router) {
    for (DoorProblemKind kind : DoorProblemKind.values()) {
      router.get(Problem.TYPE_BASE + kind.word()).handler(context -> toLanguage(context, kind));
      for (Locale language : SPOKEN) {
        router.get(address(language, kind)).handler(context -> show(context, language, kind));
      }
    }
  }

  private static String address(Locale language, DoorProblemKind kind) {
    return "/" + language.getLanguage() + "/" + path(language, kind);
  }

  private static String path(Locale language, DoorProblemKind kind) {
    return (language.equals(Locale.ENGLISH) ? "problems/" : "problemes/") + kind.word();
  }

  private static void toLanguage(RoutingContext context, DoorProblemKind kind) {
    context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    Locale language = accepted(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    context.redirect(address(language, kind));
  }

  private void show(RoutingContext context, Locale language, DoorProblemKind kind) {
    Words words = Words.in(language, "vendor");
    Notice notice =
        new Notice(
            kind.title().in(language),
            kind.mend().in(language),
            "/" + language.getLanguage() + "/",
            words.text("problem.home"));
    StringOutput body = new StringOutput();
    PageRoutes.render("pageNotice.jte", notice, body);
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, language.getLanguage())
        .putHeader("Content-Security-Policy", PageRoutes.POLICY)
        .end(layout.frame(language, notice.title(), path(language, kind), body.toString()));
  }

  /// RFC 9110 §12.5.4; French when neither language is asked for, or nonsense.
  private static Locale accepted(@Nullable String header) {
    if (header == null) {
      return Locale.FRENCH;
    }
    try {
      Locale found = Locale.lookup(LanguageRange.parse(header), SPOKEN);
      return Objects.requireNonNullElse(found, Locale.FRENCH);
    } catch (IllegalArgumentException nonsense) {
      return Locale.FRENCH;
    }
  }
}
