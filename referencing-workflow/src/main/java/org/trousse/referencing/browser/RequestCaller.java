package org.trousse.referencing.browser;

import io.vertx.core.Future;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.outbound.OutsideCaller;
import org.trousse.referencing.outbound.OutsideCaller.Fetched;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.JsonNode;

/// Answers what the browser asks for while it shows one page: each request is held by the browser,
/// made by the guarded caller and handed back; a redirect comes again as a request of its own. Only
/// GETs, so that a look changes nothing, and without cookies.
final class RequestCaller {
  static final int REQUESTS_MAX = 150;
  static final int BYTES_MAX = 20 * 1024 * 1024;
  static final int AT_ONCE = 6;

  /// What belongs to the connection, and what a browser should not keep.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "content-encoding",
          "content-length",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "set-cookie",
          "alt-svc",
          "strict-transport-security");

  private static final int OK = 200;

  private final OutsideCaller outside;
  private final DevtoolsCaller browser;
  private final String session;
  private final String frame;
  private final Deque<JsonNode> waiting = new ArrayDeque<>();
  private int active;
  private int requests;
  private int bytes;
  private @Nullable Text refused;

  /// @param frame the page's own, which frames within it are not
  RequestCaller(OutsideCaller outside, DevtoolsCaller browser, String session, String frame) {
    this.frame = frame;
    this.outside = outside;
    this.browser = browser;
    this.session = session;
  }

  /// Holds every request of the page from now on.
  Future<?> begin() {
    browser.hear("Fetch.requestPaused", this::paused);
    return browser.ask(
        session, "Fetch.enable", Map.of("patterns", List.of(Map.of("urlPattern", "*"))));
  }

  /// Why the page itself did not come; empty when it did.
  Optional<Text> refused() {
    return Optional.ofNullable(refused);
  }

  private void paused(JsonNode request) {
    waiting.add(request);
    next();
  }

  private void next() {
    while (active < AT_ONCE && !waiting.isEmpty()) {
      active++;
      answer(waiting.remove())
          .onComplete(done -> {
            active--;
            next();
          });
    }
  }

  private Future<JsonNode> answer(JsonNode paused) {
    String id = paused.path("requestId").asString("");
    Optional<URI> address = address(paused);
    if (++requests > REQUESTS_MAX || bytes > BYTES_MAX || address.isEmpty()) {
      return fail(id);
    }
    boolean page =
        paused.path("resourceType").asString("").equals("Document")
            && paused.path("frameId").asString("").equals(frame);
    return outside
        .fetch(address.get())
        .compose(fetched ->
            switch (fetched) {
              case Fetched.Not(var sight) -> {
                note(page, sight.why());
                yield fail(id);
              }
              case Fetched.Whole whole -> {
                note(page, whole.status() == OK ? null : status(whole));
                yield fulfil(id, whole);
              }
            });
  }

  /// After a redirect the next answer counts.
  private void note(boolean page, @Nullable Text why) {
    if (page) {
      refused = why;
    }
  }

  private static Text status(Fetched.Whole whole) {
    return new Text(
        "La page répond " + whole.status() + ".", "The page answers " + whole.status() + ".");
  }

  private static Optional<URI> address(JsonNode paused) {
    JsonNode request = paused.path("request");
    if (!request.path("method").asString("").equals("GET")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(request.path("url").asString("")));
    } catch (URISyntaxException odd) {
      return Optional.empty();
    }
  }

  private Future<JsonNode> fail(String id) {
    return browser.ask(
        session, "Fetch.failRequest", Map.of("requestId", id, "errorReason", "BlockedByClient"));
  }

  private Future<JsonNode> fulfil(String id, Fetched.Whole whole) {
    byte[] body = whole.body().copy();
    bytes += body.length;
    List<Map<String, String>> headers = new ArrayList<>();
    whole
        .headers()
        .forEach((name, value) -> {
          if (!LEFT_OUT.contains(name)) {
            headers.add(Map.of("name", name, "value", value));
          }
        });
    return browser.ask(
        session,
        "Fetch.fulfillRequest",
        Map.of(
            "requestId",
            id,
            "responseCode",
            whole.status(),
            "responseHeaders",
            headers,
            "body",
            Base64.getEncoder().encodeToString(body)));
  }
}
