package org.trousse.sdk.oauth;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.http.Form;
import org.trousse.sdk.http.HttpLine;
import org.trousse.sdk.json.JsonObject;

/// RFC 8628: a device shows a short code, the patient enters it on a phone, and the device gets its
/// tokens.
public final class DeviceFlow {
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

  /// §3.2: where the server names none.
  private static final long USUAL_INTERVAL_S = 5;

  private static final long INTERVAL_SECONDS_MAX = 300;
  private static final long LIFETIME_SECONDS_MAX = 3_600;
  private static final long USUAL_LIFETIME_S = 600;

  /// §3.5: added for good at each `slow_down`.
  private static final Duration SLOWER = Duration.ofSeconds(5);

  private final OAuthCaller caller;
  private final Waits waits;

  DeviceFlow(OAuthCaller caller, Waits waits) {
    this.caller = caller;
    this.waits = waits;
  }

  /// Runs work after a while.
  @FunctionalInterface
  interface Waits {
    void after(Duration wait, Runnable work);
  }

  /// What a device shows, and what it keeps to itself.
  ///
  /// @param userCode what the patient compares or enters
  /// @param verificationUri where, as text on the device
  /// @param complete the same with the code in it, for a QR code; null when there is none
  /// @param deviceCode the device's secret
  public record Pairing(
      String userCode,
      URI verificationUri,
      @Nullable URI complete,
      Instant expires,
      Duration interval,
      String deviceCode) {
    @Override
    public String toString() {
      return "Pairing(" + verificationUri + ", until " + expires + ")";
    }
  }

  /// Asks for a code to show (§3.1).
  public CompletableFuture<Answer<Pairing>> start(Set<String> scopes) {
    Form form = Form.of("scope", String.join(" ", new TreeSet<>(scopes)));
    return caller
        .post(caller.server().device(), form)
        .thenApply(answer -> answer.then(this::pairing));
  }

  private Answer<Pairing> pairing(JsonObject json) {
    Optional<String> deviceCode = json.text("device_code");
    Optional<String> userCode = json.text("user_code");
    Optional<URI> place = address(json, "verification_uri");
    if (deviceCode.isEmpty() || userCode.isEmpty() || place.isEmpty()) {
      return Answer.refused(new OAuthProblem.NotUnderstood("no code to show"));
    }
    long lifetime = json.whole("expires_in", LIFETIME_SECONDS_MAX).orElse(USUAL_LIFETIME_S);
    long interval = json.whole("interval", INTERVAL_SECONDS_MAX).orElse(USUAL_INTERVAL_S);
    return Answer.given(
        new Pairing(
            userCode.get(),
            place.get(),
            address(json, "verification_uri_complete").orElse(null),
            caller.clock().instant().plusSeconds(lifetime),
            Duration.ofSeconds(Math.max(1, interval)),
            deviceCode.get()));
  }

  private static Optional<URI> address(JsonObject json, String name) {
    try {
      return json.text(name).map(URI::create).filter(HttpLine::isSafe);
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  /// Asks for the tokens as often as the server allows, until the patient has answered or the code
  /// has expired (§3.4, §3.5).
  public CompletableFuture<Answer<TokenSet>> tokens(Pairing pairing) {
    CompletableFuture<Answer<TokenSet>> result = new CompletableFuture<>();
    later(pairing, pairing.interval(), pairing.interval(), result);
    return result;
  }

  /// @param wait before the next question
  /// @param interval what the server allows from now on
  private void later(
      Pairing pairing,
      Duration wait,
      Duration interval,
      CompletableFuture<Answer<TokenSet>> result) {
    if (caller.clock().instant().plus(wait).isAfter(pairing.expires())) {
      result.complete(Answer.refused(new OAuthProblem.CodeExpired("nobody entered the code")));
      return;
    }
    try {
      waits.after(wait, () -> ask(pairing, interval, result));
    } catch (RejectedExecutionException stopped) {
      result.complete(Answer.refused(new OAuthProblem.Unreachable("the device was stopped")));
    }
  }

  private void ask(Pairing pairing, Duration interval, CompletableFuture<Answer<TokenSet>> result) {
    Form form = Form.of("grant_type", GRANT).with("device_code", pairing.deviceCode());
    var unused =
        caller
            .tokens(form)
            .whenComplete((answer, failed) -> {
              if (failed != null) {
                result.completeExceptionally(failed);
              } else {
                follow(pairing, interval, answer, result);
              }
            });
  }

  private void follow(
      Pairing pairing,
      Duration interval,
      Answer<TokenSet> answer,
      CompletableFuture<Answer<TokenSet>> result) {
    OAuthProblem problem = answer.refusal().orElse(null);
    if (problem instanceof OAuthProblem.RequestRefused refused
        && refused.error().equals("authorization_pending")) {
      later(pairing, interval, interval, result);
    } else if (problem instanceof OAuthProblem.RequestRefused refused
        && refused.error().equals("slow_down")) {
      Duration slower = interval.plus(SLOWER);
      later(pairing, slower, slower, result);
    } else if (problem instanceof OAuthProblem.Unreachable) {
      Duration twice = interval.multipliedBy(2);
      later(pairing, twice, twice, result);
    } else if (problem instanceof OAuthProblem.Retry retry) {
      Duration longer = retry.after().compareTo(interval) > 0 ? retry.after() : interval;
      later(pairing, longer, interval, result);
    } else {
      result.complete(answer);
    }
  }
}
