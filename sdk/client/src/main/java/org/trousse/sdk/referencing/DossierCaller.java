package org.trousse.sdk.referencing;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.http.HttpAnswer;
import org.trousse.sdk.http.HttpCall;
import org.trousse.sdk.http.HttpLine;
import org.trousse.sdk.json.JsonObject;

/// Asks the referencing API as one visitor, and reads its refusals.
final class DossierCaller {
  /// How long to wait before looking again.
  static final Duration POLL = Duration.ofMillis(500);

  private final HttpLine line;
  private final String base;
  private final Credential who;
  private final Locale language;
  private final Clock clock;

  DossierCaller(HttpClient client, URI platform, Credential who, Locale language, Clock clock) {
    this.line = new HttpLine(client, null, clock);
    this.base = platform.toString().replaceFirst("/+$", "") + "/referencing";
    this.who = who;
    this.language = language;
    this.clock = clock;
  }

  CompletableFuture<Reply<JsonObject>> get(String path) {
    return send(call("GET", path, null));
  }

  CompletableFuture<Reply<JsonObject>> post(String path, JsonObject body) {
    return send(call("POST", path, body.json()));
  }

  CompletableFuture<Reply<JsonObject>> put(String path, String json) {
    return send(call("PUT", path, json));
  }

  /// A file, of the type that its content says.
  CompletableFuture<Reply<JsonObject>> put(String path, byte[] file) {
    HttpCall call = call("PUT", path, null).with("Content-Type", "application/octet-stream");
    return answered(line.sendFile(call, file));
  }

  private CompletableFuture<Reply<JsonObject>> send(HttpCall call) {
    return answered(line.send(() -> call));
  }

  private static CompletableFuture<Reply<JsonObject>> answered(
      CompletableFuture<HttpAnswer> answer) {
    return answer.handle(
        (came, failed) -> failed == null ? read(came) : Reply.refused(unreachable(failed)));
  }

  private HttpCall call(String method, String path, @Nullable String body) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", "application/json, application/problem+json");
    headers.put("Accept-Language", language.getLanguage());
    if (body != null) {
      headers.put("Content-Type", "application/json");
    }
    HttpCall call = new HttpCall(method, URI.create(base + path), headers, body, null, false);
    if (who instanceof Credential.ApiKey key) {
      return call.opening(new HttpCall.Token("Bearer", key.secret()));
    }
    Credential.Session session = (Credential.Session) who;
    return call.with("Cookie", session.cookie()).with("X-CSRF-Token", session.formToken());
  }

  private static Reply<JsonObject> read(HttpAnswer answer) {
    return answer.status() / 100 == 2
        ? answer
            .json()
            .<Reply<JsonObject>>map(Reply::given)
            .orElseGet(() -> notUnderstood("no object in an answer"))
        : Reply.refused(DossierProblem.of(answer));
  }

  /// As one of our types; an answer that is none is not understood.
  static <T> Function<Reply<JsonObject>, Reply<T>> as(Function<JsonObject, Optional<T>> type) {
    return reply ->
        reply.then(json ->
            type.apply(json)
                .<Reply<T>>map(Reply::given)
                .orElseGet(() -> notUnderstood("an answer without what it must have")));
  }

  /// Asks again and again until `enough`; no longer than `patience`. A server that has no time is
  /// given it.
  <T> CompletableFuture<Reply<T>> until(
      Supplier<CompletableFuture<Reply<T>>> ask, Predicate<T> enough, Duration patience) {
    return until(ask, enough, clock.instant().plus(patience).toEpochMilli());
  }

  private <T> CompletableFuture<Reply<T>> until(
      Supplier<CompletableFuture<Reply<T>>> ask, Predicate<T> enough, long end) {
    return ask.get()
        .thenCompose(reply -> {
          Optional<Duration> wait = wait(reply, enough);
          if (wait.isEmpty()) {
            return CompletableFuture.completedFuture(reply);
          }
          if (clock.millis() + wait.get().toMillis() > end) {
            String last = reply.refusal().map(DossierProblem::why).orElse("not yet");
            return CompletableFuture.completedFuture(
                Reply.refused(new DossierProblem.StillWaiting(last)));
          }
          Executor later =
              CompletableFuture.delayedExecutor(wait.get().toMillis(), TimeUnit.MILLISECONDS);
          return CompletableFuture.runAsync(() -> {}, later)
              .thenCompose(again -> until(ask, enough, end));
        });
  }

  /// How long to wait for a better answer; empty: this is the one.
  private static <T> Optional<Duration> wait(Reply<T> reply, Predicate<T> enough) {
    if (reply.found().isPresent()) {
      return enough.test(reply.found().get()) ? Optional.empty() : Optional.of(POLL);
    }
    return reply.refusal().orElse(null) instanceof DossierProblem.Retry retry
        ? Optional.of(retry.after().compareTo(POLL) < 0 ? POLL : retry.after())
        : Optional.empty();
  }

  private static <T> Reply<T> notUnderstood(String why) {
    return Reply.refused(new DossierProblem.NotUnderstood(why));
  }

  private static DossierProblem unreachable(Throwable failed) {
    Throwable cause =
        failed instanceof CompletionException && failed.getCause() != null
            ? failed.getCause()
            : failed;
    return new DossierProblem.Unreachable(cause.getClass().getSimpleName());
  }
}
