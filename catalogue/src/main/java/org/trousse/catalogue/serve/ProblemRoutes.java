package org.trousse.catalogue.serve;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.jspecify.annotations.Nullable;
import org.trousse.catalogue.page.PageRoutes;
import org.trousse.catalogue.page.PageRoutes.Page;
import org.trousse.catalogue.page.Words;
import org.trousse.sdk.Problem;

/// The pages that problems' types lead to. The type itself leads on to the reader's language.
public final class ProblemRoutes {
  private static final List<Locale> SPOKEN = List.of(Locale.FRENCH, Locale.ENGLISH);

  private final PageRoutes pages;

  /// What the page shows.
  public record View(Words words, CatalogueProblemKind kind) {}

  public ProblemRoutes(PageRoutes pages) {
    this.pages = pages;
  }

  public void mount(Router router) {
    for (CatalogueProblemKind kind : CatalogueProblemKind.all()) {
      router
          .get(Problem.TYPE_BASE + kind.word())
          .handler(context -> {
            Words words = accepted(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
            context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
            context.redirect("/" + words.tag() + "/" + path(words, kind));
          });
      for (Words words : Words.both()) {
        router
            .get("/" + words.tag() + "/" + path(words, kind))
            .handler(context ->
                pages
                    .send(
                        context,
                        words,
                        Page.of(
                            kind.title(words),
                            path(words, kind),
                            "problem.jte",
                            new View(words, kind)))
                    .onFailure(context::fail));
      }
    }
  }

  private static String path(Words words, CatalogueProblemKind kind) {
    return (words.tag().equals("en") ? "problems/" : "problemes/") + kind.word();
  }

  /// RFC 9110 §12.5.4; French when neither language is asked for, or nonsense.
  private static Words accepted(@Nullable String header) {
    if (header == null) {
      return Words.in(Locale.FRENCH);
    }
    try {
      Locale found = Locale.lookup(LanguageRange.parse(header), SPOKEN);
      return Words.in(found == null ? Locale.FRENCH : found);
    } catch (IllegalArgumentException nonsense) {
      return Words.in(Locale.FRENCH);
    }
  }
}
