package org.trousse.referencing.browser;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.outbound.OutsideCaller;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.JsonNode;

/// One page in one browser: shown, left until it rests, examined.
final class PageLane {
  /// A page that never rests is examined as it is then.
  private static final long REST_MS = 8_000;

  private static final Text NO_PAGE =
      new Text(
          "Le navigateur n’a pas pu afficher la page.", "The browser could not show the page.");
  private static final Text NO_REPORT =
      new Text(
          "L’examen de la page n’a pas donné de résultat.",
          "The examination of the page gave no result.");

  private final Vertx vertx;
  private final DevtoolsCaller browser;
  private final OutsideCaller outside;
  private final String axe;

  /// What the browser calls the page.
  private record Shown(String session, String frame, RequestCaller requests) {}

  PageLane(Vertx vertx, DevtoolsCaller browser, OutsideCaller outside, String axe) {
    this.vertx = vertx;
    this.browser = browser;
    this.outside = outside;
    this.axe = axe;
  }

  /// Fails when the browser does.
  Future<Sight> look(URI page) {
    return open().compose(shown -> visit(shown, page));
  }

  private Future<Shown> open() {
    return browser
        .ask("", "Target.createTarget", Map.of("url", "about:blank"))
        .map(made -> made.path("targetId").asString(""))
        .compose(target ->
            browser
                .ask("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .map(attached -> attached.path("sessionId").asString(""))
                .compose(session -> prepare(session, target)));
  }

  private Future<Shown> prepare(String session, String frame) {
    RequestCaller requests = new RequestCaller(outside, browser, session, frame);
    browser.hear(
        "Page.javascriptDialogOpening",
        dialog -> browser.ask(session, "Page.handleJavaScriptDialog", Map.of("accept", false)));
    return Future.all(
            requests.begin(),
            browser.ask(session, "Page.enable", Map.of()),
            browser.ask(session, "Page.setLifecycleEventsEnabled", Map.of("enabled", true)),
            browser.ask("", "Browser.setDownloadBehavior", Map.of("behavior", "deny")))
        .map(ready -> new Shown(session, frame, requests));
  }

  private Future<Sight> visit(Shown shown, URI page) {
    Promise<Void> rests = Promise.promise();
    browser.hear(
        "Page.lifecycleEvent",
        event -> {
          if (event.path("name").asString("").equals("networkIdle")
              && event.path("frameId").asString("").equals(shown.frame())) {
            rests.tryComplete();
          }
        });
    return browser
        .ask(shown.session(), "Page.navigate", Map.of("url", page.toString()))
        .compose(navigated -> {
          if (!navigated.path("errorText").asString("").isEmpty()) {
            return notSeen(shown.requests().refused().orElse(NO_PAGE));
          }
          long timer = vertx.setTimer(REST_MS, late -> rests.tryComplete());
          return rests
              .future()
              .onComplete(done -> vertx.cancelTimer(timer))
              .compose(rested ->
                  shown
                      .requests()
                      .refused()
                      .map(PageLane::notSeen)
                      .orElseGet(() -> examine(shown)));
        });
  }

  private Future<Sight> examine(Shown shown) {
    return browser
        .ask(
            shown.session(),
            "Page.createIsolatedWorld",
            Map.of("frameId", shown.frame(), "worldName", "trousse"))
        .map(world -> world.path("executionContextId").asInt(0))
        .compose(world ->
            evaluate(shown, world, axe).compose(loaded -> evaluate(shown, world, AxeScript.RUN)))
        .map(PageLane::report);
  }

  private Future<JsonNode> evaluate(Shown shown, int world, String script) {
    return browser.ask(
        shown.session(),
        "Runtime.evaluate",
        Map.of(
            "contextId",
            world,
            "expression",
            script,
            "awaitPromise",
            true,
            "returnByValue",
            script.equals(AxeScript.RUN)));
  }

  private static Sight report(JsonNode evaluated) {
    Optional<Sight.AxeReport> report =
        AxeReportReader.read(evaluated.path("result").path("value").asString(""));
    return report.<Sight>map(Objects::requireNonNull).orElse(new Sight.NotSeen(NO_REPORT));
  }

  private static Future<Sight> notSeen(Text why) {
    return Future.succeededFuture(new Sight.NotSeen(why));
  }
}
