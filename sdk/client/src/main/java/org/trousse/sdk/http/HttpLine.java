package org.trousse.sdk.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.jose.DpopKey;

/// Sends requests, with a DPoP proof where an app has a key, and takes bounded answers. Follows no
/// redirect as long as its client does not. Safe to use from several threads.
public final class HttpLine {
  /// A page of FHIR is the longest answer.
  public static final int BODY_BYTES_MAX = 8 * 1024 * 1024;

  /// For the whole answer.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int NONCE_CHARACTERS_MAX = 1_024;

  private final HttpClient client;
  private final @Nullable DpopKey key;
  private final Clock clock;

  /// RFC 9449 §8.2: the last nonce of each server. An app speaks to few.
  private final Map<String, String> nonces = new ConcurrentHashMap<>();

  /// By origin, too: each server has a clock of its own.
  private final Map<String, ClockSkew.Seen> clocks = new ConcurrentHashMap<>();

  /// @param client should follow no redirect, as the JDK's does unless told
  /// @param key null for an app whose tokens are not bound to a key
  public HttpLine(HttpClient client, @Nullable DpopKey key, Clock clock) {
    this.client = client;
    this.key = key;
    this.clock = clock;
  }

  /// RFC 9110 §4.2.2: nothing secret travels in the clear, but within one machine.
  public static boolean isSafe(URI uri) {
    String host = String.valueOf(uri.getHost());
    return "https".equalsIgnoreCase(uri.getScheme())
        || ("http".equalsIgnoreCase(uri.getScheme())
            && (host.equals("127.0.0.1") || host.equals("[::1]") || host.equals("localhost")));
  }

  /// Sends a request; once more when the server asks for its nonce (RFC 9449 §8).
  ///
  /// @param call made anew for each sending, as what proves an app serves once
  /// @return fails when there was no answer, or one beyond the bounds
  public CompletableFuture<HttpAnswer> send(Supplier<HttpCall> call) {
    return once(call.get())
        .thenCompose(answer ->
            wantsNonce(answer) ? once(call.get()) : CompletableFuture.completedFuture(answer));
  }

  /// Sends a request, and a file as its body; once, since a file goes where no nonce is asked for.
  public CompletableFuture<HttpAnswer> sendFile(HttpCall call, byte[] file) {
    return once(call, BodyPublishers.ofByteArray(file));
  }

  private CompletableFuture<HttpAnswer> once(HttpCall call) {
    String body = call.body();
    return once(call, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  private CompletableFuture<HttpAnswer> once(HttpCall call, BodyPublisher body) {
    if (!isSafe(call.uri())) {
      return CompletableFuture.failedFuture(new IllegalArgumentException("https is needed"));
    }
    Instant sent = clock.instant();
    return client
        .sendAsync(request(call, body), info -> new BoundedBody(BODY_BYTES_MAX))
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .thenApply(response -> answer(call, response))
        .whenComplete((answer, failed) -> {
          if (failed == null) {
            note(call.uri(), sent, answer);
          }
        });
  }

  /// How far a server's clock is from ours, by its last few answers; empty when none of them said
  /// what time it is.
  ///
  /// @param server any address of it
  public Optional<ClockSkew> clockSkew(URI server) {
    ClockSkew.Seen seen = clocks.get(origin(server));
    return seen == null ? Optional.empty() : seen.median();
  }

  Instant now() {
    return clock.instant();
  }

  private void note(URI server, Instant sent, HttpAnswer answer) {
    Instant received = clock.instant();
    answer
        .date()
        .ifPresent(date ->
            clocks
                .computeIfAbsent(origin(server), unseen -> new ClockSkew.Seen())
                .add(ClockSkew.of(sent, received, date)));
  }

  private HttpRequest request(HttpCall call, BodyPublisher body) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(call.uri()).method(call.method(), body);
    call.headers().forEach(builder::header);
    HttpCall.Token token = call.token();
    if (token != null) {
      builder.header("Authorization", token.scheme() + " " + token.secret());
    }
    if (key != null && call.bound()) {
      String secret = token == null ? null : token.secret();
      String nonce = nonces.get(origin(call.uri()));
      builder.header("DPoP", key.proof(call.method(), call.uri(), secret, nonce, clock.instant()));
    }
    return builder.build();
  }

  private HttpAnswer answer(HttpCall call, HttpResponse<byte[]> response) {
    response
        .headers()
        .firstValue("DPoP-Nonce")
        .filter(nonce -> nonce.length() <= NONCE_CHARACTERS_MAX)
        .ifPresent(nonce -> nonces.put(origin(call.uri()), nonce));
    return new HttpAnswer(
        response.statusCode(),
        response.headers(),
        new String(response.body(), StandardCharsets.UTF_8));
  }

  /// RFC 9449 §8 (in the body) and §9 (in the challenge).
  private boolean wantsNonce(HttpAnswer answer) {
    boolean refused = answer.status() == 400 || answer.status() == 401;
    return key != null
        && refused
        && answer.headers().firstValue("DPoP-Nonce").isPresent()
        && (answer.body().contains("\"use_dpop_nonce\"")
            || answer.headers().allValues("WWW-Authenticate").stream()
                .anyMatch(challenge -> challenge.contains("use_dpop_nonce")));
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
