package org.trousse.gateway.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was kept aside, for operators: mount it on the operations port only.
public final class QuarantineRoutes {
  static final int PAGE_ENTRIES = 25;

  private static final int REASON_CHARS_MAX = 100;

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          QuarantineRoutes.class.getClassLoader(),
          "org.trousse.gateway.page.jte");

  private final Quarantined quarantined;
  private final FramesPages layout;
  private final ZoneId zone;

  /// Reads what was kept aside, newest first.
  @FunctionalInterface
  public interface Quarantined {
    /// At most `limit` payloads, by (receivedAt, id) descending.
    ///
    /// @param reason only those that have this reason; null: all
    /// @param before only those after this place in the order; null: from the newest
    Future<List<QuarantinedView>> page(
        @Nullable String reason, Quarantined.@Nullable Before before, int limit);

    /// A place in the order: payloads that arrived in the same microsecond are told apart by id.
    record Before(Instant receivedAt, UUID id) {}
  }

  /// Puts this house's page into the common frame.
  @FunctionalInterface
  public interface FramesPages {
    /// The whole page.
    ///
    /// @param path the page's address below the language, with its query
    /// @param body the page's own HTML, from its heading on
    String frame(Locale language, String title, String path, String body);
  }

  /// @param zone the operators'
  public QuarantineRoutes(Quarantined quarantined, FramesPages layout, ZoneId zone) {
    this.quarantined = quarantined;
    this.layout = layout;
    this.zone = zone;
  }

  public void mount(Router router) {
    for (Words words : List.of(Words.in(Locale.FRENCH), Words.in(Locale.ENGLISH))) {
      router.get(QuarantinePage.address(words)).handler(context -> show(context, words));
    }
  }

  private void show(RoutingContext context, Words words) {
    String reason = context.request().getParam("reason", "").strip();
    String place = context.request().getParam("avant", "");
    Quarantined.Before before = before(place);
    if (reason.length() > REASON_CHARS_MAX || (before == null && !place.isEmpty())) {
      context.fail(404);
      return;
    }
    quarantined
        .page(reason.isEmpty() ? null : reason, before, PAGE_ENTRIES + 1)
        .map(found -> html(found, reason, before == null, words))
        .onSuccess(html -> send(context, words, html))
        .onFailure(
            failure -> context.fail(failure instanceof RuntimeException ? 500 : 503, failure));
  }

  private String html(List<QuarantinedView> found, String reason, boolean first, Words words) {
    boolean more = found.size() > PAGE_ENTRIES;
    List<QuarantinedView> shown = more ? found.subList(0, PAGE_ENTRIES) : found;
    StringOutput body = new StringOutput();
    TEMPLATES.render(
        "quarantine.jte", QuarantinePage.of(shown, more, reason, first, words, zone), body);
    String path =
        QuarantinePage.address(words).substring("/fr/".length())
            + QuarantinePage.query(reason, "?reason=");
    return layout.frame(words.locale(), words.text("page.title"), path, body.toString());
  }

  private static void send(RoutingContext context, Words words, String html) {
    context
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, words.locale().getLanguage())
        .end(html);
  }

  /// `instant_id`; null for anything else.
  private static Quarantined.@Nullable Before before(String place) {
    int mark = place.indexOf('_');
    if (mark < 0) {
      return null;
    }
    try {
      return new Quarantined.Before(
          Instant.parse(place.substring(0, mark)), UUID.fromString(place.substring(mark + 1)));
    } catch (DateTimeParseException | IllegalArgumentException notAPlace) {
      return null;
    }
  }
}
