package org.trousse.platform.page;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.sdk.Problem;

/// What a person, or a program, reads when something did not go well. A house's own doors answer
/// for themselves; what they leave unsaid ends here.
public final class ErrorRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorRoutes.class);
  private static final List<Integer> OWN_TEXT = List.of(401, 403, 404, 500, 503);
  private static final String RETRY_SECONDS = "30";

  private final PageLayout layout;

  /// What the page says.
  public record Fault(Words words, int status, Place start) {}

  public ErrorRoutes(PageLayout layout) {
    this.layout = layout;
  }

  public void mount(Router router) {
    for (int status : List.of(400, 401, 403, 404, 405, 413, 415, 500, 503)) {
      router.errorHandler(status, this::answer);
    }
  }

  private void answer(RoutingContext context) {
    int status = context.statusCode() < 400 ? 500 : context.statusCode();
    if (status >= 500 && context.failure() != null) {
      LOG.warn("answered {} after {}", status, context.failure().getClass().getName());
    }
    HttpServerResponse response = context.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    response.setStatusCode(status);
    if (status == 503) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    String accepts = context.request().getHeader(HttpHeaders.ACCEPT);
    if (accepts != null && accepts.contains("text/html")) {
      page(context, status);
    } else {
      problem(response, status);
    }
  }

  private void page(RoutingContext context, int status) {
    Words words = language(context);
    int known = OWN_TEXT.contains(status) ? status : status < 500 ? 404 : 500;
    String title = words.text("error." + known + ".title");
    String body = PageLayout.render("error.jte", new Fault(words, known, layout.start()));
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, words.tag())
        .end(layout.frame(words.language(), title, "error", body));
  }

  private static Words language(RoutingContext context) {
    String path = context.normalizedPath();
    if (path.startsWith("/en/") || path.equals("/en")) {
      return Words.accepted("en");
    }
    String asked = context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE);
    return path.startsWith("/fr/") || asked == null ? Words.accepted("fr") : Words.accepted(asked);
  }

  /// RFC 9457; `about:blank` says that the status says it all (§4.2.1).
  private static void problem(HttpServerResponse response, int status) {
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(new JsonObject(Map.of("type", "about:blank", "status", status)).encode());
  }
}
